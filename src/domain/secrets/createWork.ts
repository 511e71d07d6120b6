import { isDomainError } from '../errors';
import type { Clock } from '../ports';
import type { Records, Store } from '../records';
import type { CreateIntent, Lease } from './intent';
import { after, LEASE_MS } from './schedule';

/** What happens in the same transaction as a step. */
export type Along = (records: Records, now: Date) => Promise<void>;

/** One create in the hands of the one caller who holds its lease. */
export class CreateWork {
  #intent: CreateIntent;

  constructor(
    private readonly deps: { readonly store: Store; readonly clock: Clock },
    readonly lease: Lease,
    intent: CreateIntent,
  ) {
    this.#intent = intent;
  }

  /** The intent as it was last saved. */
  get intent(): CreateIntent {
    return this.#intent;
  }

  /**
   * Writes the next step down, and `along` in the same transaction.
   *
   * @throws conflict `changed_meanwhile` when another caller has taken over; nothing is written then.
   */
  async save(next: CreateIntent, along?: Along): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.store.transaction(async (records) => {
      await records.intents.saveCreate(next, this.lease, now);
      await along?.(records, now);
    });
    this.#intent = next;
  }
}

/**
 * Runs `work` as the only one on this intent, and gives the lease back. Returns `undefined` without working when
 * somebody else holds it, and stops quietly when fenced off: whoever took over goes on from what is written down.
 */
export async function underLease<T>(
  deps: { readonly store: Store; readonly clock: Clock },
  intentId: string,
  work: (lease: Lease) => Promise<T>,
): Promise<T | undefined> {
  const now = deps.clock.now();
  const lease = await deps.store.records.intents.lease(intentId, now, after(now, LEASE_MS));
  if (!lease) return undefined;
  try {
    return await work(lease);
  } catch (error) {
    if (isDomainError(error, 'conflict') && error.details.reason === 'changed_meanwhile') return undefined;
    throw error;
  } finally {
    await deps.store.records.intents.release(lease);
  }
}
