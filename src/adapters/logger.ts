import pino, { type DestinationStream, type Logger } from 'pino';
import { DomainError } from '../domain/errors';
import { runFields } from '../telemetry/run';
import { sourcePlace } from './sourcePlaces';

/** The closed list of fields that may be logged: ids, codes and numbers. Everything else is dropped, whoever logs it. */
const ALLOWED = new Set([
  'applicationId',
  'attempts',
  'clickId',
  'code',
  'command',
  'count',
  'during',
  'durationMs',
  'error',
  'fault',
  'frames',
  'host',
  'intentId',
  'keyId',
  'kind',
  'mac',
  'operation',
  'outcome',
  'personId',
  'port',
  'reason',
  'reference',
  'requestId',
  'retryAfterSeconds',
  'seq',
  'service',
  'signal',
  'status',
  'step',
  'tenantId',
  'ticketId',
  'verb',
  'version',
  'what',
]);

const LONGEST = 300;
const FRAMES = 12;

export interface LoggerOptions {
  readonly level: string;
  /** Where lines go; standard output when left out. */
  readonly destination?: DestinationStream;
}

/**
 * Logs one JSON object a line: a fixed text and allowed fields. An activity, a card, a request or an SDK's error never
 * gets in: objects are dropped, and of an error only its name, its code and the places in our own code are kept, never
 * its message.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // Past the list on purpose: nobody who logs can give or change them.
    mixin: () => ({ ...runFields() }),
    hooks: {
      // The first thing that sees a call: pino itself would print an error's message and fill in `%s`.
      logMethod([first, second], method) {
        const text: unknown = typeof first === 'string' ? first : second;
        const fields = first instanceof Error ? { error: first } : first;
        method.apply(this, [allowedFields(fields), typeof text === 'string' ? text : '']);
      },
    },
  };
  return withAllowedBindings(destination ? pino(options, destination) : pino(options));
}

/** pino has no hook for the fields of a child logger. Children inherit this from the logger they come from. */
function withAllowedBindings(logger: Logger): Logger {
  const child: (this: Logger, bindings: pino.Bindings, options?: pino.ChildLoggerOptions) => Logger = logger.child;
  return Object.assign(logger, {
    child(this: Logger, bindings: pino.Bindings, options?: pino.ChildLoggerOptions) {
      return child.call(this, allowedFields(bindings), options);
    },
  });
}

function allowedFields(fields: unknown): Record<string, unknown> {
  if (typeof fields !== 'object' || fields === null) return {};
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (!ALLOWED.has(name)) continue;
    if (value instanceof Error) Object.assign(kept, aboutError(value));
    else kept[name] = plainValue(value);
  }
  return kept;
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.slice(0, FRAMES).map((item) => item.slice(0, LONGEST));
  }
  return undefined;
}

function aboutError(error: Error): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  const isCode = error instanceof DomainError || (typeof code === 'string' && /^[\w.-]{1,60}$/.test(code));
  return { error: error.name.slice(0, 60), ...(isCode && { code }), frames: ourFrames(error) };
}

/** The stack without its first lines, which repeat the message, and without the places in other people's code. */
function ourFrames(error: Error): readonly string[] {
  const stack = error.stack ?? '';
  const frames = stack.startsWith(`${error.name}: ${error.message}`)
    ? stack.slice(`${error.name}: ${error.message}`.length)
    : stack;
  return frames
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .flatMap(ourPlace)
    .slice(0, FRAMES);
}

/** `CreateSaga.run src/domain/secrets/createSaga.ts:61`, or nothing for a line that is about somebody else's code. */
function ourPlace(line: string): readonly string[] {
  const [, name, file = '', row, column] =
    line.match(/^ {4}at (?:(?:async )?(\S+) \()?(\S+?\.[jt]s):(\d+):(\d+)\)?$/) ?? [];
  const place =
    sourcePlace(file, Number(row), Number(column)) ??
    file.match(/\b((?:src|sandbox)\/[\w/]+\.[jt]s)$/)?.[1]?.concat(`:${row}`);
  return place ? [name ? `${name} ${place}` : place] : [];
}
