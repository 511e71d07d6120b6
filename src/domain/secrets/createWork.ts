import { DomainError, isDomainError } from '../errors';
import type { Clock } from '../ports';
import type { Records, Store } from '../records';
import type { CreateIntent, Lease } from './intent';
import { after, LEASE_MS } from './schedule';

/** What happens in the same transaction as a step. */
export type Along = (records: Records, now: Date) => Promise<void>;

/** One create in the hands of the one caller who holds its lease. */
export class CreateWork {
  #lease: Lease;
  #intent: CreateIntent;

  constructor(
    private readonly deps: { readonly store: Store; readonly clock: Clock },
    lease: Lease,
    intent: CreateIntent,
  ) {
    this.#lease = lease;
    this.#intent = intent;
  }

  /** The right to work on it; a longer one after each `renew`. */
  get lease(): Lease {
    return this.#lease;
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

  /**
   * Takes a lease that begins now, in one transaction: nobody can come in between. An outside call under the old one
   * that is still under way counts as possible until the end of the new one.
   *
   * @throws conflict `changed_meanwhile` when another caller has taken over; nothing is written then.
   */
  async renew(along?: Along): Promise<void> {
    const now = this.deps.clock.now();
    const renewed = await this.deps.store.transaction(async (records) => {
      await records.intents.saveCreate(this.#intent, this.#lease, now);
      await records.intents.release(this.#lease);
      const lease = await records.intents.lease(this.#intent.id, now, after(now, LEASE_MS));
      if (!lease) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      const next = { ...this.#intent, lastEffectAt: lease.until };
      await records.intents.saveCreate(next, lease, now);
      await along?.(records, now);
      return { lease, next };
    });
    this.#lease = renewed.lease;
    this.#intent = renewed.next;
  }

  /** Gives a renewed lease back; the first one its holder gives back. */
  async release(): Promise<void> {
    await this.deps.store.records.intents.release(this.#lease);
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
