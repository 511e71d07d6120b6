/** Looks after what no click looks after: interrupted work, tickets that end, undelivered notices, the portal. */
export class Sweeper {
  /** One pass. A pass that is still running is joined, not doubled. @throws AggregateError with what failed unexpectedly, after everything was tried */
  async sweep(): Promise<void> {
    throw new Error('not built yet');
  }
}
