import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Ids, Pauses } from '../domain/ports';
import { type Reference, referenceFrom } from '../domain/reference';
import { Sensitive } from '../domain/sensitive';

const REFERENCE_BYTES = 8;
const TICKET_KEY_BYTES = 32;

/** The machine's time. */
export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** How often a pause looks at the clock, which may be moved. */
const LOOK_MS = 250;

/** Pauses by a clock: a clock that is set forward ends them, one that is set back makes them longer. */
export class ClockPauses implements Pauses {
  constructor(private readonly clock: Clock) {}

  async wait(ms: number): Promise<void> {
    const end = this.clock.now().getTime() + ms;
    for (let left = ms; left > 0; left = end - this.clock.now().getTime()) await sleep(Math.min(left, LOOK_MS));
  }

  /** Where the database is embedded nothing else does: its answers are there at once, and waiting for them lets nobody in. */
  async giveWay(): Promise<void> {
    await othersFirst();
  }
}

/** Ids, references and ticket keys from the machine's secure random source. */
export class RandomIds implements Ids {
  id(): string {
    return randomUUID();
  }

  reference(): Reference {
    return referenceFrom(randomBytes(REFERENCE_BYTES));
  }

  ticketKey(): Sensitive {
    return new Sensitive(randomBytes(TICKET_KEY_BYTES).toString('base64url'));
  }
}
