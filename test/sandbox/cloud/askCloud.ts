import { readFileSync } from 'node:fs';
import https from 'node:https';
import { type Cloud, startCloud } from '../../../sandbox/cloud/startCloud';
import { audiences, createWorld, type World, type WorldOptions } from '../../../sandbox/world/world';

/** A request as a test writes it; `body` goes out as JSON, `token: 'none'` shows none. */
export interface Ask {
  readonly host?: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: 'bot' | 'none' | string;
}

/** The answer; `body` is parsed JSON. */
export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: ToldBody;
}

/** What tests look into: Graph's collections and errors, and everything else by matchers. */
export interface ToldBody extends Readonly<Record<string, unknown>> {
  readonly value?: readonly Readonly<Record<string, unknown>>[];
  readonly error?: Readonly<Record<string, unknown>>;
  readonly '@odata.nextLink'?: string;
}

/** A world with its stand-ins listening, and plain HTTPS requests to them with the certificate checked. */
export class AskedCloud {
  readonly world: World;
  readonly cloud: Cloud;
  readonly #agent: https.Agent;

  private constructor(world: World, cloud: Cloud) {
    this.world = world;
    this.cloud = cloud;
    this.#agent = new https.Agent({ ca: readFileSync(cloud.caFile), keepAlive: false });
  }

  static async start(options: WorldOptions = {}): Promise<AskedCloud> {
    const world = createWorld(options);
    return new AskedCloud(world, await startCloud(world));
  }

  /** A token of the bot for this audience, as Entra would issue it. */
  token(audience: keyof typeof audiences, lifetimeSeconds = 3_600): string {
    const { world } = this;
    return world.tokens.issue({
      issuer: world.entraIssuer,
      audience: audiences[audience],
      lifetimeSeconds,
      claims: { oid: world.bot.servicePrincipalId, roles: world.bot.roles },
    });
  }

  /** One request to Microsoft Graph as the bot. */
  graph(path: string, ask: Omit<Ask, 'path'> = {}): Promise<Told> {
    return this.ask({ ...ask, path: `/v1.0${path}` });
  }

  ask(ask: Ask): Promise<Told> {
    const { host = 'graph.microsoft.com', method = 'GET', path, headers = {} } = ask;
    const content = contentOf(ask);
    const token = this.#tokenFor(ask.token ?? 'bot', host);
    const { port } = this.cloud;
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port,
          servername: host,
          agent: this.#agent,
          method,
          path: path.includes('%') ? path : encodeURI(path),
          headers: { host, ...(token && { authorization: `Bearer ${token}` }), ...content?.headers, ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const { statusCode: status = 0, headers: told } = response;
            resolve({ status, headers: told, body: text === '' ? {} : JSON.parse(text) });
          });
        },
      );
      request.once('error', reject);
      request.end(content?.text);
    });
  }

  stop(): Promise<void> {
    this.#agent.destroy();
    return this.cloud.stop();
  }

  #tokenFor(token: string, host: string): string | undefined {
    if (token !== 'bot') {
      return token === 'none' ? undefined : token;
    }
    return host.startsWith('login.') ? undefined : this.token(host.endsWith('vault.azure.net') ? 'keyVault' : 'graph');
  }
}

function contentOf({ body, form }: Ask): { text: string; headers: Record<string, string> } | undefined {
  if (form) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { text: new URLSearchParams(form).toString(), headers };
  }
  return body === undefined
    ? undefined
    : { text: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
