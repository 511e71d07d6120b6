import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { DomainError } from '../domain/errors';
import { noteEnding } from '../telemetry/run';

const DIGITS = 8;

/** Logs what went wrong. Each gets a number, which the person can name to whoever runs the bot. */
export class FaultLog {
  /** `count` is called for each fault of ours. `logger` keeps of an error its name, its code and the places in our own code, never its message. */
  constructor(readonly deps: { readonly logger: Pick<Logger, 'error' | 'warn'>; readonly count?: () => void }) {}

  /** @returns the number of the fault. */
  record(error: unknown, during: string): string {
    const fault = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    for (const each of error instanceof AggregateError ? error.errors : [error]) this.#log(each, { fault, during });
    return fault;
  }

  #log(error: unknown, about: { readonly fault: string; readonly during: string }): void {
    const fields = { ...about, error: error instanceof Error ? error : new Error('something else was thrown') };
    if (error instanceof DomainError) {
      this.deps.logger.warn(fields, 'expected failure');
      return;
    }
    this.deps.logger.error(fields, 'fault');
    this.deps.count?.();
    noteEnding({ kind: 'fault' });
  }
}
