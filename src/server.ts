import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createServer, type Request, type Response, type Server } from 'restify';
import type { Endpoint, EndpointAnswer } from './bot/endpoint';
import { discard, type JsonBody, readJson } from './server/readJson';
import { Recent, SELDOM_IF_COSTLY } from './server/recent';
import type { StoredFigures } from './telemetry/figures';
import type { Metrics } from './telemetry/metrics';
import { beginRun } from './telemetry/run';

/** What the HTTP server needs. */
export interface ServerDeps {
  readonly endpoint: Pick<Endpoint, 'refusal' | 'receive'>;
  /** Whether turns can be served right now: the database answers and has this version's schema. May fail or hang. */
  readonly ready: () => Promise<boolean>;
  /** What waits and what is stored. May fail or hang. */
  readonly figures: () => Promise<StoredFigures>;
  /** Whether the audit verified when the process started. */
  readonly auditIntact: () => boolean;
  readonly metrics: Pick<Metrics, 'answered' | 'page' | 'stop'>;
}

const BODY_LIMIT = 256 * 1024;
const REQUEST_TIMEOUT_MS = 20_000;

/** restify's own log would print requests with their headers, and what handlers return. (Its types know another logger.) */
const SILENT: object = { log: pino({ level: 'silent' }) };

/** Why the port cannot be opened, for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';

  constructor(host: string, port: number, code = 'unknown') {
    super(`SecretBot cannot listen on ${host}:${port} (${code}). Free the port, or choose another by PORT and HOST.`);
  }
}

/** The bot's HTTP server: `POST /api/messages` for Teams, `/healthz`, `/readyz` and `/metrics` for whoever runs it. */
export class BotServer {
  readonly #server: Server;
  readonly #ready: Recent<boolean>;
  readonly #figures: Recent<StoredFigures | undefined>;
  /** One for each request whose body is on its way: gives it up. */
  readonly #reading = new Set<() => void>();
  #stopping = false;
  #underWay = 0;
  #idle: (() => void) | undefined;

  constructor(readonly deps: ServerDeps) {
    this.#ready = new Recent(deps.ready, false);
    this.#figures = new Recent<StoredFigures | undefined>(deps.figures, undefined, SELDOM_IF_COSTLY);
    this.#server = createServer(Object.assign({ name: 'SecretBot', ignoreTrailingSlash: true }, SILENT));
    this.#server.server.requestTimeout = REQUEST_TIMEOUT_MS;
    // restify listens for them and answers nothing: then Node gives the connection away, past every time limit and the
    // stop. Where nobody listens it is a request like any other.
    this.#server.server.removeAllListeners('upgrade');
    this.#server.post('/api/messages', async (request: Request, response: Response) =>
      beginRun('turn', () => this.#turn(request, response)),
    );
    this.#server.get('/healthz', async (_request: Request, response: Response) =>
      send(response, 200, { status: 'ok' }),
    );
    this.#server.get('/readyz', async (_request: Request, response: Response) => this.#readiness(response));
    this.#server.get('/metrics', async (request: Request, response: Response) =>
      isFromOutside(request) ? send(response, 404) : this.#metrics(response),
    );
  }

  /** Opens the port. @returns the port, also when 0 asked for any. @throws ListenError */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(host, port, error.code)));
      this.#server.listen(port, host, () => resolve((this.#server.server.address() as AddressInfo).port));
    });
  }

  /**
   * Refuses new turns with 503 from now on, those whose body has not come yet too, and says that it is not ready.
   * Resolves when those under way are answered.
   */
  drain(): Promise<void> {
    this.#stopping = true;
    for (const giveUp of this.#reading) giveUp();
    return new Promise((resolve) => {
      this.#idle = resolve;
      if (this.#underWay === 0) resolve();
    });
  }

  /** Closes the port and every connection. */
  close(): Promise<void> {
    this.deps.metrics.stop();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.server.closeAllConnections();
    });
  }

  async #turn(request: Request, response: Response): Promise<void> {
    if (this.#stopping) return this.#refuse(request, response, { status: 503 });
    this.#underWay += 1;
    // What is written after the client has gone counts as finished, too: so it is asked at the moment of the close.
    const closed = new Promise<boolean>((resolve) => response.once('close', () => resolve(response.writableFinished)));
    try {
      await this.#take(request, response, closed);
    } finally {
      // A client that has gone ends no turn: what it asked for is still being done.
      void closed.then(() => this.#finished());
    }
  }

  async #take(request: Request, response: Response, closed: Promise<boolean>): Promise<void> {
    const authorization = authorizationOf(request);
    // Whoever has no token gets no work done: their body is not even read.
    const refusal = await this.deps.endpoint.refusal(authorization);
    if (refusal) return this.#refuse(request, response, refusal);
    const body = this.#stopping ? 'stopped' : await this.#read(request);
    if (body === 'stopped') return this.#refuse(request, response, { status: 503 });
    // It was cut off before it could be read: there is nobody to answer.
    if (body === undefined) return void request.destroy();
    if ('refused' in body) return this.#answer(response, body.refused);
    const answer = await this.deps.endpoint.receive(authorization, body.value);
    // Also when the client has gone: what it asked for was decided.
    void closed.then((isTaken) => answer.sent(isTaken));
    this.#answer(response, answer.status, answer.body);
  }

  /** Of a turn whose body has not come when the bot stops nothing was done: it is refused like a new one. */
  async #read(request: Request): Promise<JsonBody | 'stopped' | undefined> {
    let giveUp: () => void = () => undefined;
    const stopped = new Promise<'stopped'>((resolve) => {
      giveUp = () => resolve('stopped');
    });
    this.#reading.add(giveUp);
    const body = readJson(request, BODY_LIMIT).catch(() => undefined);
    return Promise.race([body, stopped]).finally(() => this.#reading.delete(giveUp));
  }

  #finished(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#idle?.();
  }

  /** What still comes of the body is thrown away unread, so that the client hears the answer. */
  #refuse(request: Request, response: Response, { status, body }: Pick<EndpointAnswer, 'status' | 'body'>): void {
    this.#answer(response, status, body);
    discard(request, BODY_LIMIT);
  }

  #answer(response: Response, status: number, body?: unknown): void {
    this.deps.metrics.answered(status);
    if (status === 413 || status === 503 || this.#stopping) response.setHeader('Connection', 'close');
    if (status === 503) response.setHeader('Retry-After', '5');
    send(response, status, body);
  }

  async #readiness(response: Response): Promise<void> {
    const ready = await this.#ready.value();
    send(response, ready && !this.#stopping ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
  }

  async #metrics(response: Response): Promise<void> {
    const stored = await this.#figures.value();
    const page = await this.deps.metrics.page({
      underWay: this.#underWay,
      auditIntact: this.deps.auditIntact(),
      stored,
    });
    response.sendRaw(200, page, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  }
}

/** The one Authorization header; of several none is taken. */
function authorizationOf(request: Request): string {
  const [authorization = '', ...others] = request.headersDistinct['authorization'] ?? [];
  return others.length === 0 ? authorization : '';
}

/** A proxy, and whatever ends TLS before a host of containers, says whom it speaks for; whoever is inside asks directly. */
function isFromOutside(request: Request): boolean {
  return request.headers['x-forwarded-for'] !== undefined;
}

function send(response: Response, status: number, body?: unknown): void {
  response.setHeader('Cache-Control', 'no-store');
  if (body === undefined) response.sendRaw(status, '');
  else response.sendRaw(status, JSON.stringify(body), { 'Content-Type': 'application/json; charset=utf-8' });
}
