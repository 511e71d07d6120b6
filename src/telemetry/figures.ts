/** What waits for a moment, and is looked after by the sweeps when it has come. */
export const queues = ['creates', 'deletes', 'tickets', 'requests', 'grants', 'notices'] as const;
export type Queue = (typeof queues)[number];

/** When live secrets expire: each is in the first that fits. */
export const expiries = ['past', '7_days', '30_days', '90_days', '365_days', 'later'] as const;
export type Expiry = (typeof expiries)[number];

/** Numbers that are in the database: the same on every replica. */
export interface StoredFigures {
  /** How many wait. Of creates, those under way; of tickets, those not used; of requests, those not decided. */
  readonly waiting: Readonly<Record<Queue, number>>;
  /** For how many seconds the longest of them has been due; 0 where none is. */
  readonly overdueSeconds: Readonly<Record<Queue, number>>;
  /** Notices without a private way to their person. */
  readonly noticesGivenUp: number;
  readonly secrets: Readonly<Record<Expiry, number>>;
  readonly frozen: boolean;
}
