import http from 'node:http';
import https from 'node:https';
import { ConnectorFailure, ConnectorRefusal } from './connectorFailure';
import type { ConnectorRequest } from './connectorRequests';

/** What requests to the Bot Connector need. */
export interface BotConnectorDeps {
  /** The bot's own token for the Bot Connector; a new one where `renew` says so. */
  readonly token: (renew: boolean) => Promise<string>;
  /** Whether the bot's own token may go to this address. */
  readonly isAllowed: (serviceUrl: string) => boolean;
}

/** From the first byte to the last of the answer. */
const TIMEOUT_MS = 10_000;
/** More than any answer has; what is longer is no Bot Connector's. */
const LARGEST_ANSWER_BYTES = 256 * 1024;
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/**
 * Signed requests to the Bot Connector over connections that are kept. Each is sent once, and follows no redirect:
 * repeating is the outbox's job, since a message has no idempotency key.
 *
 * Not the SDK's ConnectorClient: its pipeline repeats POSTs, knows no targeted messages, and costs twice as much as all
 * the rest of sending (docs/performance.md).
 */
export class BotConnector {
  /** The last token was not taken. */
  #renew = false;

  constructor(private readonly deps: BotConnectorDeps) {}

  /**
   * @returns the answer's JSON; `undefined` where it has none.
   * @throws ConnectorFailure `blocked` for an address outside the allow-list: the bot's token would go there.
   * @throws ConnectorRefusal where the Bot Connector said no, and what Node.js throws where no answer came: then it may
   * have been done.
   */
  async send(serviceUrl: string, { method, path, body }: ConnectorRequest): Promise<unknown> {
    if (!this.deps.isAllowed(serviceUrl)) throw new ConnectorFailure('blocked');
    const token = await this.deps.token(this.#renew);
    const url = new URL(path, serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`);
    const { status, text, retryAfter } = await exchange(url, {
      method,
      token,
      body: Buffer.from(JSON.stringify(body)),
    });
    const answer = jsonIn(text);
    this.#renew = status === 401;
    if (status < 200 || status >= 300) throw new ConnectorRefusal(status, codeIn(answer), retryAfter);
    return answer;
  }
}

interface Exchange {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** One request and its whole answer. */
function exchange(url: URL, what: { method: string; token: string; body: Buffer }): Promise<Exchange> {
  const { method, token, body } = what;
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      agent: agents[secure ? 'https:' : 'http:'],
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': 'SecretBot',
      },
    });
    const timer = setTimeout(() => request.destroy(new Error('no answer in time')), TIMEOUT_MS);
    request.once('error', reject);
    request.once('close', () => {
      clearTimeout(timer);
      // Whatever ended it without another word.
      reject(new Error('no whole answer'));
    });
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > LARGEST_ANSWER_BYTES) request.destroy(new Error('too long an answer'));
        else chunks.push(chunk);
      });
      response.once('error', reject);
      response.once('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, text: Buffer.concat(chunks).toString(), retryAfter: headers['retry-after'] });
      });
    });
    request.end(body);
  });
}

/** A gateway before it answers in HTML. */
function jsonIn(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeIn(answer: unknown): string | undefined {
  const code = valueAt(valueAt(answer, 'error'), 'code');
  return typeof code === 'string' ? code : undefined;
}

function valueAt(source: unknown, key: string): unknown {
  return typeof source === 'object' && source !== null ? Reflect.get(source, key) : undefined;
}
