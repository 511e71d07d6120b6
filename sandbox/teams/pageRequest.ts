import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodePath } from '../cloud/hostHandler';
import { asRecord } from './asRecord';

/** Refusals of the page's API. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A request of the page, its address decoded and taken apart. */
export interface PageRequest {
  readonly method: string;
  /** What follows `/api/`. */
  readonly segments: readonly string[];
  /** Key of the person the page acts for. */
  readonly as: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Refuses what another site could make a browser send: a foreign host name (rebinding), a foreign origin.
 *
 * @throws PageError
 */
export function refuseForeign(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  const { origin } = request.headers;
  if (!loopbackHost.test(host) || (origin !== undefined && origin !== `http://${host}`)) {
    throw new PageError(403, 'The sandbox answers on this machine only.');
  }
}

/** Reads a request of the page's API. @throws PageError unless a body is JSON */
export async function readPageRequest(request: IncomingMessage): Promise<PageRequest> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (method !== 'GET' && !isJson) {
    throw new PageError(415, 'Send JSON.');
  }
  const segments = url.pathname.split('/').slice(2).map(decodePath);
  return {
    method,
    segments,
    as: url.searchParams.get('as') ?? '',
    body: method === 'GET' ? {} : parse(await readText(request)),
  };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    throw new PageError(400, 'The request is not valid JSON.');
  }
}
