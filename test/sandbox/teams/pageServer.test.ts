import http from 'node:http';
import type { PageEvent, PageMessage } from '../../../sandbox/client/pageApi';
import { startTeamsBench, type TeamsBench } from './teamsBench';

let bench: TeamsBench;
let group: string;

beforeEach(async () => {
  bench = await startTeamsBench();
  await bench.teams.installEverywhere();
  bench.received.length = 0;
  group = bench.teams.simulator.groupChat();
});

afterEach(() => bench.stop());

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${bench.pageUrl}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

const messages = (conversationId: string): string =>
  `/api/conversations/${encodeURIComponent(conversationId)}/messages`;

/** Asks with any Host header, which fetch does not allow. */
function askAs(host: string): Promise<number> {
  const { port } = new URL(bench.pageUrl);
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: '/api/start?as=alex', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .on('error', reject);
  });
}

describe('who may ask', () => {
  it('refuses other host names and other sites', async () => {
    const { host } = new URL(bench.pageUrl);
    expect(await askAs(host)).toBe(200);
    expect(await askAs('evil.example')).toBe(403);
    expect((await ask('GET', '/api/start?as=alex', undefined, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask('GET', '/api/start?as=alex', undefined, { origin: 'null' })).status).toBe(403);
  });

  it('refuses what a plain form of another site could send', async () => {
    const answer = await ask('POST', `${messages(group)}?as=alex`, undefined, { 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
    expect(bench.teams.simulator.messagesFor('alex', group)).toEqual([]);
  });

  it('knows only people who use Teams', async () => {
    expect((await ask('GET', '/api/start?as=dana')).status).toBe(404);
    expect((await ask('GET', '/api/start')).status).toBe(404);
  });

  it('shows nobody a chat that is not theirs', async () => {
    const meganChat = bench.teams.simulator.personalChat('megan');
    await bench.teams.simulator.say('megan', meganChat, 'mine');
    expect((await ask('GET', `${messages(meganChat)}?as=alex`)).body).toEqual([]);
    expect((await ask('POST', `${messages(meganChat)}?as=alex`, { text: 'hello' })).status).toBe(404);
    expect(bench.teams.simulator.messagesFor('megan', meganChat)).toHaveLength(1);
  });
});

describe('files', () => {
  it('serves the page with a policy that lets only its own scripts run', async () => {
    const { status, headers, body } = await ask('GET', '/');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("script-src 'self' 'sha256-");
    expect(body).toContain('"preact":"/modules/preact.js"');
  });

  it('serves the libraries that the page names, and nothing else of the disk', async () => {
    expect((await ask('GET', '/modules/adaptiveCards.js')).status).toBe(200);
    expect((await ask('GET', '/modules/markdownIt.js')).headers.get('content-type')).toContain('text/javascript');
    for (const path of [
      '/package.json',
      '/modules/typescript.js',
      '/styles/%2e%2e/%2e%2e/package.json',
      '/client/..%2fmain.js',
    ]) {
      expect((await ask('GET', path)).status).toBe(404);
    }
  });
});

describe('the event stream', () => {
  it('tells each person what they may know, and nothing else', async () => {
    const [alex, megan] = await Promise.all([listenAs('alex'), listenAs('megan')]);
    const recipient = { id: bench.world.person('alex').teamsId };
    const path = `conversations/${encodeURIComponent(group)}/activities`;
    await bench.call('POST', `${path}?isTargetedActivity=true`, { type: 'message', text: 'for Alex', recipient });
    await bench.call('POST', path, { type: 'message', text: 'for all' });
    await megan.until('for all');
    expect(textsOf(megan.events)).toEqual(['for all']);
    await alex.until('for all');
    expect(textsOf(alex.events)).toEqual(['for Alex', 'for all']);
    alex.stop();
    megan.stop();
  });

  interface Listener {
    readonly events: readonly PageEvent[];
    until(text: string): Promise<unknown>;
    stop(): void;
  }

  async function listenAs(key: string): Promise<Listener> {
    const control = new AbortController();
    const response = await fetch(`${bench.pageUrl}/api/events?as=${key}`, { signal: control.signal });
    const events: PageEvent[] = [];
    const decoder = new TextDecoder();
    const read = async (): Promise<void> => {
      for await (const chunk of response.body ?? []) {
        const lines = decoder.decode(chunk).split('\n\n').filter(Boolean);
        events.push(...lines.map((line) => JSON.parse(line.replace('data: ', ''))));
      }
    };
    read().catch(() => undefined);
    return {
      events,
      until: (text) =>
        bench.teams.simulator.waitFor(() => textsOf(events).includes(text), { what: `${text} for ${key}` }),
      stop: () => control.abort(),
    };
  }

  function textsOf(events: readonly PageEvent[]): readonly string[] {
    const told = events.filter((event): event is { kind: 'message'; message: PageMessage } => event.kind === 'message');
    return told.map(({ message }) => message.text);
  }
});

describe('the sandbox panel', () => {
  it('shows credentials and vault entries without any value', async () => {
    const [vault] = bench.world.vaults;
    vault?.secrets.set('payroll', {
      name: 'payroll',
      versions: [
        { version: 'v1', value: 'CANARY-value', enabled: true, created: 1, updated: 1, contentType: 'client secret' },
      ],
    });
    const { body } = await ask('GET', '/api/sandbox?as=alex');
    expect(body).toMatchObject({
      vaults: [{ host: vault?.host, secrets: [{ name: 'payroll', versions: 1 }] }, {}, {}],
    });
    expect(JSON.stringify(body)).not.toContain('CANARY');
  });

  it('skips time for everybody, forward and not too far', async () => {
    await ask('POST', '/api/sandbox/clock?as=alex', { minutes: 15 });
    expect(bench.world.clock.offsetMilliseconds).toBe(15 * 60_000);
    for (const minutes of [-5, 0, 'x', 1e9]) {
      expect((await ask('POST', '/api/sandbox/clock?as=alex', { minutes })).status).toBe(400);
    }
    expect(bench.world.clock.offsetMilliseconds).toBe(15 * 60_000);
  });

  it('switches only the faults on its list', async () => {
    expect((await ask('POST', '/api/sandbox/faults?as=alex', { id: 'teams-slow', on: true })).status).toBe(200);
    expect((await ask('POST', '/api/sandbox/faults?as=alex', { id: 'other', on: true })).status).toBe(400);
    expect(bench.world.faults.list()).toMatchObject([{ id: 'teams-slow' }]);
    await ask('POST', '/api/sandbox/faults?as=alex', { id: 'teams-slow', on: false });
    expect(bench.world.faults.list()).toEqual([]);
  });
});
