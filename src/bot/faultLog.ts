import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { DomainError } from '../domain/errors';

const DIGITS = 8;

/**
 * Logs faults by allow-list: the kind of error and where it came from, never its message, which may hold anything.
 * Each gets a number, which the person can name to whoever runs the bot.
 */
export class FaultLog {
  constructor(readonly deps: { readonly logger: Pick<Logger, 'error' | 'warn'> }) {}

  /** @returns the number of the fault. */
  record(error: unknown, during: string): string {
    const number = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    if (error instanceof DomainError) {
      this.deps.logger.warn({ fault: number, during, code: error.code, frames: framesOf(error) }, 'expected failure');
    } else {
      this.deps.logger.error({ fault: number, during, error: nameOf(error), frames: framesOf(error) }, 'fault');
    }
    return number;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** The lines of the stack that say where; the first ones repeat the message and are left out. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}
