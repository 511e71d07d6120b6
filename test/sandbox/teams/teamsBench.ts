import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTeams, type Teams } from '../../../sandbox/teams/teams';
import { audiences, createWorld, type World } from '../../../sandbox/world/world';

export type Received = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly id: string;
  readonly value?: unknown;
  readonly text?: string;
  readonly name?: string;
  readonly conversation: { readonly id: string; readonly conversationType: string };
};

export interface BotAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

export interface ConnectorAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One world's Teams with a bot that records what reaches it, and a way to call the connector as that bot. */
export interface TeamsBench {
  readonly world: World;
  readonly teams: Teams;
  /** Address of the page's server. */
  readonly pageUrl: string;
  /** Everything that reached the bot, oldest first, with the token it came with. */
  readonly received: Received[];
  readonly tokens: string[];
  /** What the bot answers from now on. */
  answerWith(answer: (activity: Received) => BotAnswer | Promise<BotAnswer>): void;
  /** Calls the connector, by default with a good token. `path` follows `/v3/`. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<ConnectorAnswer>;
  stop(): Promise<void>;
}

/** Starts it on loopback, over plain HTTP: TLS is the cloud's. */
export async function startTeamsBench(): Promise<TeamsBench> {
  const world = createWorld();
  const teams = createTeams(world);
  const received: Received[] = [];
  const tokens: string[] = [];
  let answer: (activity: Received) => BotAnswer | Promise<BotAnswer> = () => ({});
  const bot = await listen(async (request, response) => {
    const activity: Received = JSON.parse(await textOf(request));
    received.push(activity);
    tokens.push(request.headers.authorization ?? '');
    const { status = 200, body } = await answer(activity);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  const connector = await listen(teams.connector);
  const page = await listen(teams.page);
  teams.connectBot(`${bot.url}/api/messages`);
  const goodToken = (): string =>
    world.tokens.issue({
      issuer: world.entraIssuer,
      audience: audiences.connector,
      claims: { appid: world.bot.appId },
    });
  return {
    world,
    teams,
    pageUrl: page.url,
    received,
    tokens,
    answerWith: (next) => {
      answer = next;
    },
    call: (method, path, body, token = goodToken()) => call(`${connector.url}/emea/v3/${path}`, method, body, token),
    stop: async () => {
      teams.close();
      await Promise.all([bot.stop(), connector.stop(), page.stop()]);
    },
  };
}

async function call(url: string, method: string, body: unknown, token: string): Promise<ConnectorAnswer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

async function textOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}

function listen(handler: http.RequestListener): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = http.createServer(handler);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port }: AddressInfo = addressOf(server);
      resolve({
        url: `http://127.0.0.1:${port}`,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function addressOf(server: http.Server): AddressInfo {
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('The server has no address.');
  }
  return address;
}
