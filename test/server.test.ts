import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { EndpointAnswer } from '../src/bot/endpoint';
import { BotServer } from '../src/server';
import type { StoredFigures } from '../src/telemetry/figures';
import { Metrics } from '../src/telemetry/metrics';
import { currentRun } from '../src/telemetry/run';
import { NO_FIGURES } from './support/noFigures';

/** Stands in for the bot: records bodies, answers what it is told, and can be held. */
class HeldEndpoint {
  readonly bodies: unknown[] = [];
  readonly sent: unknown[] = [];
  /** For each body in `sent`: whether the client was there to take the answer. */
  readonly taken: boolean[] = [];
  answer: { status: number; body?: unknown } = { status: 200 };
  hold: Promise<void> = Promise.resolve();
  /** How the gate answers before a body is read, and the headers that it was asked about. */
  gate: 200 | 401 | 503 = 200;
  readonly asked: string[] = [];
  /** Which run each call belonged to. */
  readonly runs: (string | undefined)[] = [];

  async refusal(authorization: string): Promise<EndpointAnswer | undefined> {
    this.runs.push(currentRun()?.id);
    this.asked.push(authorization);
    return this.gate === 200 ? undefined : { status: this.gate, sent: () => undefined };
  }

  async receive(_authorization: string, body: unknown): Promise<EndpointAnswer> {
    this.bodies.push(body);
    await this.hold;
    this.runs.push(currentRun()?.id);
    const sent = (isTaken: boolean) => {
      this.runs.push(currentRun()?.id);
      this.sent.push(body);
      this.taken.push(isTaken);
    };
    return { ...this.answer, sent };
  }
}

describe('the HTTP server', () => {
  let endpoint: HeldEndpoint;
  let server: BotServer;
  let url: string;
  let isReady: () => Promise<boolean>;
  let figures: () => Promise<StoredFigures>;
  let isIntact: boolean;

  beforeEach(async () => {
    endpoint = new HeldEndpoint();
    isReady = async () => true;
    figures = async () => ({ ...NO_FIGURES, waiting: { ...NO_FIGURES.waiting, notices: 3 } });
    isIntact = true;
    server = new BotServer({
      endpoint,
      ready: () => isReady(),
      figures: () => figures(),
      auditIntact: () => isIntact,
      metrics: new Metrics(),
    });
    url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  });
  afterEach(() => server.close());

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/messages`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });

  it('answers a turn with the status and body that the endpoint gives', async () => {
    endpoint.answer = { status: 200, body: { statusCode: 200 } };
    const response = await post('{"type":"invoke"}', { 'Content-Type': 'application/json; charset=utf-8' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ statusCode: 200 });
    expect(endpoint.bodies).toEqual([{ type: 'invoke' }]);
  });

  it('begins the work of a turn only after its answer was sent', async () => {
    const response = await post('{"type":"message"}');
    expect(await response.text()).toBe('');
    await until(() => endpoint.sent.length === 1);
    expect(endpoint.taken).toEqual([true]);
  });

  it('does all of a turn in one run: the gate, the turn itself, and the work after the answer', async () => {
    await post('{"type":"message"}');
    await until(() => endpoint.runs.length === 3);
    await post('{"type":"message"}');
    await until(() => endpoint.runs.length === 6);
    const [first, , , second] = endpoint.runs;
    expect(endpoint.runs).toEqual([first, first, first, second, second, second]);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(second).not.toBe(first);
  });

  it.each([
    ['broken JSON', '{"type":'],
    ['nothing', ''],
    ['JSON that is nested without end', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['a key that reaches prototypes', '{"type":"message","__proto__":{"isAdmin":true}}'],
    ['such a key further in', '{"type":"message","value":[{"__proto__":{}}]}'],
    ['more values than any activity has', JSON.stringify({ type: 'message', value: new Array(10_001).fill(0) })],
  ])('refuses %s with 400, repeating none of it', async (_what, body) => {
    const response = await post(body);
    expect([response.status, await response.text()]).toEqual([400, '']);
    expect(endpoint.bodies).toEqual([]);
  });

  it.each([401, 503] as const)('answers %d from the gate without reading the body, whatever it is', async (status) => {
    endpoint.gate = status;
    for (const body of ['{"type":"message"}', '{"type":', `"${'x'.repeat(1024 * 1024)}"`]) {
      const response = await post(body, { Authorization: 'Bearer a.b.c' });
      expect([response.status, await response.text()]).toEqual([status, '']);
    }
    expect(endpoint.asked).toEqual(['Bearer a.b.c', 'Bearer a.b.c', 'Bearer a.b.c']);
    expect(endpoint.bodies).toEqual([]);
  });

  it('cuts off whom the gate refused and who goes on sending without end', async () => {
    endpoint.gate = 401;
    const headers = { 'Content-Type': 'application/json' };
    const request = httpRequest(`${url}/api/messages`, { method: 'POST', headers });
    const writing = setInterval(() => request.write('x'.repeat(64 * 1024)), 1);
    await new Promise((resolve) => request.once('error', resolve));
    clearInterval(writing);
    expect(endpoint.bodies).toEqual([]);
  });

  it('takes out of texts what databases and addresses cannot hold: NUL and halves of characters', async () => {
    await post('{"type":"message","text":"a\\u0000b\\ud800c\\udfff","name":"\\ud83d\\ude00 \\\\u0000"}');
    expect(endpoint.bodies).toEqual([{ type: 'message', text: 'ab\uFFFDc\uFFFD', name: '\u{1F600} \\u0000' }]);
  });

  it.each([
    ['text', { 'Content-Type': 'text/plain' }],
    ['a form', { 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['a compressed body, which may be huge when opened', { 'Content-Encoding': 'gzip' }],
  ])('refuses %s with 415', async (_what, headers) => {
    expect((await post(new Uint8Array(gzipSync('{"type":"message"}')), headers)).status).toBe(415);
    expect(endpoint.bodies).toEqual([]);
  });

  it('takes a body of 256 KB and refuses a larger one with 413', async () => {
    const largest = JSON.stringify({ type: 'message', text: '' }).length;
    const body = (size: number) => JSON.stringify({ type: 'message', text: 'x'.repeat(size - largest) });
    expect((await post(body(256 * 1024))).status).toBe(200);
    expect((await post(body(256 * 1024 + 1))).status).toBe(413);
    expect((await post(body(1024 * 1024))).status).toBe(413);
    expect(endpoint.bodies).toHaveLength(1);
  });

  it('refuses a body without end that does not say its length', async () => {
    // Who goes on sending may find the connection closed before they have read the answer.
    const outcome = await new Promise<number | string | undefined>((resolve) => {
      const headers = { 'Content-Type': 'application/json' };
      const end = (how: number | string | undefined): void => {
        clearInterval(writing);
        request.destroy();
        resolve(how);
      };
      const request = httpRequest(`${url}/api/messages`, { method: 'POST', headers }, (response) => {
        response.resume();
        end(response.statusCode);
      });
      request.on('error', ({ code }: NodeJS.ErrnoException) => end(code));
      const writing = setInterval(() => request.write('x'.repeat(64 * 1024)), 1);
    });
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(outcome);
    expect(endpoint.bodies).toEqual([]);
  });

  it('survives a client that goes away in the middle', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '100' };
    const request = httpRequest(`${url}/api/messages`, { method: 'POST', headers });
    request.on('error', () => undefined);
    request.write('{"type"');
    await until(() => request.socket?.connecting === false);
    request.destroy();
    expect((await post('{"type":"message"}')).status).toBe(200);
    await server.drain();
  });

  it('answers other methods and paths with 405 and 404', async () => {
    expect((await fetch(`${url}/api/messages`)).status).toBe(405);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  });

  it('is alive as long as the process is, and ready as long as turns can be served', async () => {
    isReady = async () => {
      throw new Error('no database');
    };
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    isReady = async () => true;
    let status = 503;
    while (status !== 200) status = (await fetch(`${url}/readyz`)).status;
  });

  it('asks the database once a second at most, however often it is asked', async () => {
    let asked = 0;
    isReady = async () => {
      asked += 1;
      return true;
    };
    const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${url}/readyz`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(asked).toBe(1);
  });

  it('shows its metrics to nobody who comes through a proxy; whether it is alive and ready it says to everybody', async () => {
    const headers = { 'X-Forwarded-For': '203.0.113.7' };
    const answers = await Promise.all(
      ['readyz', 'healthz', 'metrics'].map((name) => fetch(`${url}/${name}`, { headers })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
  });

  it('is not ready, and still alive and measurable, while the database hangs', async () => {
    isReady = () => new Promise(() => undefined);
    figures = () => new Promise(() => undefined);
    const [ready, alive, metrics] = await Promise.all(
      ['readyz', 'healthz', 'metrics'].map((name) => fetch(`${url}/${name}`)),
    );
    expect([ready?.status, alive?.status, metrics?.status]).toEqual([503, 200, 200]);
    expect(await metrics?.text()).toContain('secretbot_notices_waiting Nan');
  });

  it('counts requests by status for Prometheus', async () => {
    await post('{');
    await post('{"type":"message"}');
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('secretbot_requests_total{status="400"} 1');
    expect(text).toContain('secretbot_requests_total{status="200"} 1');
    expect(text).toContain('secretbot_notices_waiting 3');
  });

  it('says for Prometheus whether the audit verified at the start', async () => {
    const intact = async () =>
      /^secretbot_audit_chain_intact (.*)$/m.exec(await (await fetch(`${url}/metrics`)).text());
    expect((await intact())?.[1]).toBe('1');
    isIntact = false;
    expect((await intact())?.[1]).toBe('0');
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(url).port);
    const second = new BotServer({ ...server.deps });
    await expect(second.listen(port, '127.0.0.1')).rejects.toThrow(`127.0.0.1:${port} (EADDRINUSE)`);
  });

  it('finishes turns under way when it drains, and refuses new ones with 503', async () => {
    let finish: () => void = () => undefined;
    endpoint.hold = new Promise((resolve) => {
      finish = resolve;
    });
    const underWay = post('{"type":"message"}');
    await until(() => endpoint.bodies.length === 1);
    let isDrained = false;
    const drained = server.drain().then(() => {
      isDrained = true;
    });
    const refused = await post('{"type":"message"}');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(isDrained).toBe(false);
    finish();
    expect((await underWay).status).toBe(200);
    await drained;
    expect(endpoint.sent).toHaveLength(1);
  });

  it('says that nobody took the answer where the client has gone, and waits for that turn, too, when it drains', async () => {
    let finish: () => void = () => undefined;
    endpoint.hold = new Promise((resolve) => {
      finish = resolve;
    });
    const headers = { 'Content-Type': 'application/json' };
    const request = httpRequest(`${url}/api/messages`, { method: 'POST', headers });
    request.on('error', () => undefined);
    request.end('{"type":"message"}');
    await until(() => endpoint.bodies.length === 1);
    request.destroy();
    await until(() => request.destroyed);
    // Another connection's whole turn: the server has seen the first one close by then.
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    let isDrained = false;
    const drained = server.drain().then(() => {
      isDrained = true;
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(isDrained).toBe(false);
    finish();
    await drained;
    expect(endpoint.taken).toEqual([false]);
  });

  it('refuses a turn whose body has not come when it drains, and does not wait for it', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '100' };
    const answered = new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
      const request = httpRequest(`${url}/api/messages`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers.connection]);
      });
      request.on('error', reject);
      request.write('{"type"');
    });
    await until(() => endpoint.asked.length === 1);
    await server.drain();
    expect(await answered).toEqual([503, 'close']);
    expect(endpoint.bodies).toEqual([]);
  });

  it('speaks no other protocol to whoever asks for one, so that no connection escapes the time limits and the stop', async () => {
    endpoint.gate = 401;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('POST /api/messages HTTP/1.1\r\nHost: bot\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const answer = await new Promise((resolve) => socket.once('data', resolve));
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    await server.close();
    await closed;
  });

  it('closes connections that are kept open for nothing', async () => {
    const agent = new Agent({ keepAlive: true });
    const socket = await new Promise<Socket>((resolve, reject) => {
      const request = httpRequest(`${url}/healthz`, { agent }, (response) => {
        const { socket } = response;
        response.resume();
        response.once('end', () => resolve(socket));
      });
      request.on('error', reject);
      request.end();
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await server.drain();
    await server.close();
    await closed;
    agent.destroy();
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
