import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, FaultyService } from '../world/faults';
import type { World } from '../world/world';
import { errorAnswer, graphError } from './errorBodies';
import { decodePath, type HostHandler, send } from './hostHandler';
import { happenLater } from './lateEffect';

/** Faults that can hit any request of any service; the others are taken where they belong. */
const anywhere = [
  'throttle',
  'status',
  'delay',
  'held',
  'no_answer',
  'lost_answer',
  'late_effect',
  'bot_dies',
  'concurrency',
] as const;

/** Serves one request of `service` through the faults that are on and into the journal. */
export function exchange(world: World, service: FaultyService, handler: HostHandler): HostHandler {
  return (request, response) => {
    const path = decodePath(request.url ?? '/');
    const fault = world.faults.take(service, request.method ?? 'GET', path, anywhere);
    writeDown(world, request, response, fault);
    misbehave({ world, service, fault, request, response, handler });
  };
}

function misbehave(turn: {
  world: World;
  service: FaultyService;
  fault: Fault | undefined;
  request: IncomingMessage;
  response: ServerResponse;
  handler: HostHandler;
}): void {
  const { world, service, fault, request, response, handler } = turn;
  switch (fault?.kind) {
    case 'throttle':
      refuse(request, () => send(response, errorAnswer(service, 429, retryAfter(fault))));
      break;
    case 'status':
      refuse(request, () => send(response, errorAnswer(service, fault.status, retryAfter(fault))));
      break;
    case 'concurrency':
      refuse(request, () => send(response, concurrencyAnswer(fault.form)));
      break;
    case 'late_effect':
      happenLater(world, fault.milliseconds, { request, response, handler });
      break;
    case 'no_answer':
      refuse(request, () => response.destroy());
      break;
    case 'lost_answer':
      loseAnswer(response);
      handler(request, response);
      break;
    case 'bot_dies':
      killBot(world, fault.moment, { request, response, handler });
      break;
    case 'delay':
      setTimeout(() => handler(request, response), fault.milliseconds);
      break;
    case 'held':
      void fault.until.finally(() => handler(request, response));
      break;
    default:
      handler(request, response);
  }
}

function retryAfter({ retryAfterSeconds }: { readonly retryAfterSeconds?: number }): Record<string, string> {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

const concurrencyCodes = {
  400: 'Request_BadRequest',
  409: 'Directory_ConcurrencyViolation',
  503: 'serviceNotAvailable',
} as const;

/** As Infisical's tests (400), nais/azurerator#448 (409) and azure-cli#23081 (503) report it. */
function concurrencyAnswer(form: keyof typeof concurrencyCodes = 409): ReturnType<typeof graphError> {
  const message = 'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.';
  return graphError(form, concurrencyCodes[form], message);
}

/** Answers once the request is read to its end, as a server behind a gateway does. */
function refuse(request: IncomingMessage, answer: () => void): void {
  request.resume();
  request.once('end', answer);
}

/** Before: nothing happens but the death. After: the handler does its work, and the bot never hears of it. */
function killBot(
  world: World,
  moment: 'before' | 'after',
  { request, response, handler }: { request: IncomingMessage; response: ServerResponse; handler: HostHandler },
): void {
  const kill = (): void => {
    void world.killBot(request.socket.remoteAddress).finally(() => response.destroy());
  };
  if (moment === 'before') {
    refuse(request, kill);
  } else {
    loseAnswer(response, kill);
    handler(request, response);
  }
}

/** The handler does its work; instead of its answer being sent the connection breaks. */
function loseAnswer(response: ServerResponse, instead: () => void = () => response.destroy()): void {
  const lose = (): ServerResponse => {
    instead();
    return response;
  };
  Object.assign(response, { writeHead: () => response, write: () => true, end: lose });
}

/** Listens in on both bodies and records the exchange when the response is over, however it ends. */
function writeDown(world: World, request: IncomingMessage, response: ServerResponse, fault: Fault | undefined): void {
  const at = world.clock.now().toISOString();
  const asked = collect(request);
  const answered = tee(response);
  response.once('close', () => {
    const lost = !response.writableFinished;
    world.journal.record({
      at,
      direction: 'fromBot',
      host: (request.headers.host ?? '').replace(/:\d+$/, ''),
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      requestHeaders: flatten(request.headers),
      requestBody: parsed(asked(), request.headers['content-type']),
      status: lost ? 0 : response.statusCode,
      responseHeaders: lost ? {} : flatten(response.getHeaders()),
      responseBody: lost ? null : parsed(answered(), 'application/json'),
      ...(fault && { fault: fault.kind }),
    });
  });
}

/** `push` is where the bytes enter the stream, so listening there starts no flow before the handler reads. */
function collect(request: IncomingMessage): () => string {
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk instanceof Uint8Array) {
      chunks.push(Buffer.from(chunk));
    }
    return push(chunk, encoding);
  };
  return () => Buffer.concat(chunks).toString('utf8');
}

function tee(response: ServerResponse): () => string {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
      chunks.push(Buffer.from(chunk));
    }
  };
  const { write, end } = response;
  response.write = ((...args: Parameters<typeof write>) => {
    keep(args[0]);
    return write.apply(response, args);
  }) as typeof write;
  response.end = ((...args: Parameters<typeof end>) => {
    keep(args[0]);
    return end.apply(response, args);
  }) as typeof end;
  return () => Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string, contentType = ''): unknown {
  if (body === '') {
    return null;
  }
  if (contentType.includes('x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function flatten(headers: IncomingHttpHeaders | Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
