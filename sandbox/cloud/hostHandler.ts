import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers one HTTP request of the host it stands in for. */
export type HostHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** One request to a stand-in that speaks JSON. */
export interface CloudRequest {
  readonly method: string;
  readonly host: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What it answers; a body is sent as JSON. */
export interface CloudAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Thrown anywhere inside a stand-in to give this answer. */
export class AnswerError extends Error {
  constructor(readonly answer: CloudAnswer) {
    super(`answers ${answer.status}`);
  }
}

/** Makes a handler of a function from request to answer. An unexpected error answers 500 and names itself, it is a fault of the sandbox. */
export function answering(answer: (request: CloudRequest) => CloudAnswer): HostHandler {
  return (request, response) => {
    readBody(request).then(
      (body) => send(response, answerSafely(answer, toCloudRequest(request, body))),
      () => response.destroy(),
    );
  };
}

function answerSafely(answer: (request: CloudRequest) => CloudAnswer, request: CloudRequest): CloudAnswer {
  try {
    return answer(request);
  } catch (error) {
    if (error instanceof AnswerError) {
      return error.answer;
    }
    const message = `The sandbox failed: ${error instanceof Error ? error.message : 'unknown'}`;
    return { status: 500, body: { error: { code: 'SandboxFailure', message } } };
  }
}

function toCloudRequest(request: IncomingMessage, body: string): CloudRequest {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const url = new URL(request.url ?? '/', `https://${host}`);
  return {
    method: request.method ?? 'GET',
    host,
    path: decodePath(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body,
  };
}

/** A path decoded for reading; one that is wrongly encoded stays as it is and will match nothing. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Sends an answer and ends the response. */
export function send(response: ServerResponse, answer: CloudAnswer): void {
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    'cache-control': 'no-cache',
    ...answer.headers,
  });
  response.end(body);
}
