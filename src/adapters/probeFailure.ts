/** What is kept of a look that failed, for the operator. Never a body, a token or the words of another system. */
export interface FailedLook {
  readonly service: 'entra' | 'graph' | 'vault' | 'bot';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The other system's own code, or the network's. */
  readonly code: string;
  /** Finer than the code, where there is something finer. */
  readonly reason?: string;
  readonly requestId?: string;
}

/** A look at another system that did not succeed. Expected: `npm run doctor` is there to name it. */
export class ProbeFailure extends Error {
  override readonly name = 'ProbeFailure';

  constructor(readonly look: FailedLook) {
    super(`${look.service} ${look.status} ${look.code}`.trimEnd());
  }
}
