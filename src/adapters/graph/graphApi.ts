import type { TokenCredential } from '@azure/identity';
import type { GraphRequest, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { type OutsideCalls, UNOBSERVED } from '../../telemetry/outsideCalls';
import { madeOnce } from '../madeOnce';
import type { GraphClients } from './graphClients';
import { failureOf, failureWithoutAnswer, type GraphFailure, GraphRefusal } from './graphErrors';
import { operationOf } from './operationOf';

const READ_DEADLINE_MS = 12_000;
const WRITE_DEADLINE_MS = 25_000;
/** The library's `ResponseType.RAW`: its enum would load the library. */
const RAW = 'raw' as ResponseType.RAW;

/** How to reach Graph. `url` is its root, `https://graph.microsoft.com` unless a national cloud is configured. */
export interface GraphOptions {
  readonly url: string;
  readonly credential: TokenCredential;
  readonly logger: Pick<Logger, 'warn'>;
  /** Is told of every request, repeated ones too. */
  readonly calls?: OutsideCalls;
}

/** One request. Values of `query` are encoded here; `path` must be encoded already. */
export interface GraphRead {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly version?: 'v1.0' | 'beta';
  /** Advanced queries (`$count`, casts, `$orderby` with `$filter`) are answered from an index that lags. */
  readonly eventual?: boolean;
}

/** Page shape of every collection. */
interface PageAnswer {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

/**
 * Requests to Microsoft Graph as the bot itself.
 *
 * Reads are repeated by the library when Graph throttles briefly. Writes have a chain of their own without the
 * RetryHandler, because the library would repeat a POST on 429, 503 and 504, and addPassword is not idempotent.
 * Every failure is a GraphRefusal without any body.
 */
export class GraphApi {
  readonly #options: GraphOptions & { readonly calls: OutsideCalls };
  readonly #scope: string;
  /** The library takes a while to load: a start does not wait for it. */
  readonly #clients: () => Promise<GraphClients>;

  constructor(options: GraphOptions) {
    this.#options = { calls: UNOBSERVED, ...options };
    this.#scope = `${new URL(options.url).origin}/.default`;
    const { url, calls } = this.#options;
    this.#clients = madeOnce(async () => {
      const { graphClients } = await import('./graphClients');
      return graphClients({ url, token: () => this.token(), calls });
    });
  }

  /** The bot's own access token for Graph; remembered by the credential until shortly before it ends. */
  async token(): Promise<string> {
    const token = await this.#options.credential.getToken(this.#scope);
    if (!token) throw new Error('no token for Graph');
    return token.token;
  }

  /** Reads one thing. @returns `undefined` on 404. */
  async find<T>(schema: z.ZodType<T>, read: GraphRead): Promise<T | undefined> {
    try {
      return schema.parse(await this.#get(read));
    } catch (error) {
      if (error instanceof GraphRefusal && error.failure.status === 404) return undefined;
      throw this.#refusal(read.path, error);
    }
  }

  /** Reads a collection through all its pages, until `enough` rows are there. */
  async list<T>(schema: z.ZodType<T>, read: GraphRead, enough = Number.POSITIVE_INFINITY): Promise<T[]> {
    const rows: T[] = [];
    try {
      for (let next: GraphRead | undefined = read; next && rows.length < enough; ) {
        const page: PageAnswer = pageIn(await this.#get(next));
        rows.push(...page.value.map((row) => schema.parse(row)));
        const link: string | undefined = page['@odata.nextLink'];
        next = link === undefined ? undefined : { path: link, eventual: read.eventual ?? false };
      }
    } catch (error) {
      throw this.#refusal(read.path, error);
    }
    return rows.slice(0, enough);
  }

  /** A POST that only asks something and so may be repeated. */
  async ask<T>(schema: z.ZodType<T>, path: string, body: unknown): Promise<T> {
    try {
      const response = await this.#send('reader', { path }, READ_DEADLINE_MS, (request) => request.post(body));
      return schema.parse(await response.json());
    } catch (error) {
      throw this.#refusal(path, error);
    }
  }

  /** Sends a POST exactly once. The answer's body may hold plaintext: the caller takes it out at once. */
  async write(path: string, body: unknown): Promise<{ readonly body: unknown; readonly requestId: string }> {
    try {
      const response = await this.#send('writer', { path }, WRITE_DEADLINE_MS, (request) => request.post(body));
      // Some writes are answered with 201 and nothing.
      const text = await response.text();
      const answer: unknown = text === '' ? undefined : JSON.parse(text);
      return { body: answer, requestId: response.headers.get('request-id') ?? '' };
    } catch (error) {
      throw this.#refusal(path, error);
    }
  }

  async #get(read: GraphRead): Promise<unknown> {
    const response = await this.#send('reader', read, READ_DEADLINE_MS, (request) => request.get());
    return await response.json();
  }

  async #send(
    through: keyof GraphClients,
    read: GraphRead,
    deadlineMs: number,
    how: (request: GraphRequest) => Promise<Response>,
  ): Promise<Response> {
    const { [through]: client } = await this.#clients();
    const request = client
      .api(`${read.path}${queryString(read.query)}`)
      .responseType(RAW)
      .options({ signal: AbortSignal.timeout(deadlineMs) });
    if (read.version) request.version(read.version);
    if (read.eventual) request.header('ConsistencyLevel', 'eventual');
    const response = await how(request);
    if (!response.ok) throw new GraphRefusal(await failureOf(response));
    return response;
  }

  /** Logs what may be known of the failure. The original stays here: it can carry the request's body. */
  #refusal(path: string, error: unknown): GraphRefusal {
    const refusal = error instanceof GraphRefusal ? error : new GraphRefusal(failureWithoutAnswer(error));
    const { status, code, requestId }: GraphFailure = refusal.failure;
    if (status !== 404)
      this.#options.logger.warn({ operation: operationOf(path), status, code, requestId }, 'graph_failed');
    return refusal;
  }
}

function queryString(query: GraphRead['query']): string {
  if (!query) return '';
  return `?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
}

function pageIn(answer: unknown): PageAnswer {
  const page = answer as Partial<PageAnswer> | null;
  if (!Array.isArray(page?.value)) throw new Error('no collection');
  return page as PageAnswer;
}
