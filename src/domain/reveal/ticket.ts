import type { Reference } from '../reference';

/** Why a person may see a value once: the closed list of causes. */
export type TicketCause = 'creation' | 'reissue' | 'not_seen' | 'grant' | 'pre_approval';

/** How a ticket stands. `preparing` becomes `ready` when the value is in place. */
export type TicketState = 'preparing' | 'ready' | 'shown' | 'expired' | 'cancelled';

/** The right of one person to one reveal. Never holds the value or the ticket's key. */
export interface Ticket {
  readonly id: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly reference: Reference;
  readonly cause: TicketCause;
  readonly state: TicketState;
  readonly createdAt: Date;
  /** A ticket is never claimed at or after this moment. */
  readonly expiresAt: Date;
  readonly shownAt?: Date;
  /** When the person said that the value is stored. */
  readonly confirmedAt?: Date;
  /** True when the value is sealed beside the ticket because no vault keeps it. */
  readonly sealed: boolean;
}

/** A value encrypted under a key that only the private card knows; useless without it. All parts are base64. */
export interface SealedValue {
  readonly keyId: string;
  readonly nonce: string;
  readonly ciphertext: string;
  readonly tag: string;
}
