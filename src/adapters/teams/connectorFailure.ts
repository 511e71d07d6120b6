/**
 * Why the Bot Connector did not do what it was asked:
 * `blocked`: this conversation cannot be written to (not installed, blocked, gone); `gone`: the message is no longer there;
 * `rejected`: it does not take this kind of message here; `later`: it may work later, or did work and nobody knows.
 */
export type FailureKind = 'blocked' | 'gone' | 'rejected' | 'later';

/**
 * A failure of the Bot Connector, made anew from status and code only: the SDK's error carries the whole message, and
 * with it a ticket's key.
 */
export class ConnectorFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly retryAfterSeconds?: number,
  ) {
    super(kind);
    this.name = 'ConnectorFailure';
  }
}

/** 404 and these codes say that the message, not the conversation, is gone. */
const MESSAGE_GONE = /ActivityNotFound|TARGETED_MESSAGE_EXPIRED|MessageNotFound/i;
const MAY_WORK_LATER: readonly number[] = [401, 408, 412, 429];

/** What may be logged of the SDK's error: its kind, the status and the service's code; never its message or its request. */
export function aboutFailure(error: unknown): {
  readonly kind: string;
  readonly status?: number;
  readonly code?: string;
} {
  const status = numberAt(error, 'statusCode');
  const code = codeOf(error);
  return {
    kind: error instanceof Error ? error.name : typeof error,
    ...(status !== undefined && { status }),
    ...(/^[\w.-]{1,60}$/.test(code) && { code }),
  };
}

/** Reads the SDK's error, keeping nothing of it. `now` is what a Retry-After date is counted from. */
export function connectorFailure(error: unknown, now: Date): ConnectorFailure {
  if (error instanceof ConnectorFailure) return error;
  const status = numberAt(error, 'statusCode');
  if (status === undefined || status >= 500 || MAY_WORK_LATER.includes(status)) {
    return new ConnectorFailure('later', retryAfter(error, now));
  }
  if (status === 404 && MESSAGE_GONE.test(codeOf(error))) return new ConnectorFailure('gone');
  return new ConnectorFailure(status === 403 || status === 404 ? 'blocked' : 'rejected');
}

function codeOf(error: unknown): string {
  const own = valueAt(error, 'code');
  const inner = valueAt(valueAt(valueAt(error, 'details'), 'error'), 'code');
  return [own, inner].filter((code) => typeof code === 'string').join(' ');
}

function retryAfter(error: unknown, now: Date): number | undefined {
  const headers = valueAt(valueAt(error, 'response'), 'headers');
  const get = valueAt(headers, 'get');
  const text = typeof get === 'function' ? get.call(headers, 'retry-after') : undefined;
  if (typeof text !== 'string' || text === '') return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}

function numberAt(source: unknown, key: string): number | undefined {
  const value = valueAt(source, key);
  return typeof value === 'number' ? value : undefined;
}

function valueAt(source: unknown, key: string): unknown {
  return typeof source === 'object' && source !== null ? Reflect.get(source, key) : undefined;
}
