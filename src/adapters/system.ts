import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Ids } from '../domain/ports';
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
