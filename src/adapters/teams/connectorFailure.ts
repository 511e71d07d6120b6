/**
 * Why the Bot Connector did not do what it was asked:
 * `blocked`: this conversation cannot be written to (not installed, blocked, gone); `gone`: the message is no longer there;
 * `rejected`: it does not take this kind of message here; `later`: it may work later, or did work and nobody knows.
 */
export type FailureKind = 'blocked' | 'gone' | 'rejected' | 'later';

/** A failure of the Bot Connector, as those who sent something know it. */
export class ConnectorFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly retryAfterSeconds?: number,
  ) {
    super(kind);
    this.name = 'ConnectorFailure';
  }
}

/** The Bot Connector's answer that it did not do it. Holds nothing of the message, which may carry a ticket's key. */
export class ConnectorRefusal extends Error {
  constructor(
    /** HTTP. */
    readonly status: number,
    /** The service's own. */
    readonly code: string | undefined,
    /** As it was said: seconds or a date. */
    readonly retryAfter: string | undefined,
  ) {
    super(`the Bot Connector answered ${status}`);
    this.name = 'ConnectorRefusal';
  }
}

/** 404 and these codes say that the message, not the conversation, is gone. */
const MESSAGE_GONE = /ActivityNotFound|TARGETED_MESSAGE_EXPIRED|MessageNotFound/i;
const MAY_WORK_LATER: readonly number[] = [401, 408, 412, 429];

/** What may be logged of a failure: its kind, the status and the code; never its message. */
export function aboutFailure(error: unknown): {
  readonly kind: string;
  readonly status?: number;
  readonly code?: string;
} {
  const status = error instanceof ConnectorRefusal ? error.status : undefined;
  const code = codeOf(error);
  return {
    kind: error instanceof Error ? error.name : typeof error,
    ...(status !== undefined && { status }),
    ...(/^[\w.-]{1,60}$/.test(code) && { code }),
  };
}

/** What a failure means to whoever sent something, keeping nothing of it. `now` is what a Retry-After date is counted from. */
export function connectorFailure(error: unknown, now: Date): ConnectorFailure {
  if (error instanceof ConnectorFailure) return error;
  if (!(error instanceof ConnectorRefusal)) return new ConnectorFailure('later');
  const { status, code = '', retryAfter } = error;
  if (status < 400 || status >= 500 || MAY_WORK_LATER.includes(status)) {
    return new ConnectorFailure('later', secondsIn(retryAfter, now));
  }
  if (status === 404 && MESSAGE_GONE.test(code)) return new ConnectorFailure('gone');
  return new ConnectorFailure(status === 403 || status === 404 ? 'blocked' : 'rejected');
}

/** The service's code, or that of Node.js for a connection. */
function codeOf(error: unknown): string {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}

function secondsIn(retryAfter: string | undefined, now: Date): number | undefined {
  if (!retryAfter) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}
