import { DomainError, isDomainError } from '../errors';
import type { Chat, Clock } from '../ports';
import type { ClaimedItem, Store } from '../records';
import { after, nextTry } from '../secrets/schedule';
import type { Unreached } from '../sharing/unreached';
import type { Stopping } from '../stopping';
import type { NewNotices } from './newNotices';
import { answerItem } from './telling';

/** A delivery that takes longer than this may be taken over by another worker. */
const CLAIM_MS = 60_000;

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly chat: Pick<Chat, 'tell'>;
  readonly unreached: Pick<Unreached, 'settle'>;
  readonly news: Pick<NewNotices, 'take'>;
  readonly clock: Clock;
  readonly stopping: Stopping;
}

/** Delivers what must be told, until the chat took it or there is no private way to the person. */
export class OutboxWorker {
  readonly #inHand = new Set<ClaimedItem>();

  constructor(private readonly deps: Dependencies) {}

  /**
   * Delivers everything that was due when it was called, each item by one worker only. An item is claimed right before
   * it is delivered, so that a slow chat never lets the claims of those behind it lapse. May be called by anybody at any
   * time; nothing is claimed any more once the process is to end.
   *
   * @returns how many the chat took
   * @throws AggregateError with what failed unexpectedly, after every item was tried; those are tried again later
   */
  async deliverDue(): Promise<number> {
    const begun = this.deps.clock.now();
    const bugs: unknown[] = [];
    let delivered = 0;
    for (let item = await this.#claim(begun); item; item = await this.#claim(begun)) {
      const result = await this.#inHandWhile(item, () => this.#deliver(item));
      if (result === 'delivered') delivered += 1;
      else if (result !== 'not_now') bugs.push(result.bug);
    }
    if (bugs.length > 0) throw new AggregateError(bugs, 'some notices could not be delivered');
    return delivered;
  }

  /** As `deliverDue`, but only where this process put something there since it was last asked; costs nothing elsewhere. */
  async deliverNew(): Promise<number> {
    return this.deps.news.take() ? this.deliverDue() : 0;
  }

  /**
   * There is a private way to this person now: what was given up for them is due again.
   *
   * @returns how many notices wait for `deliverDue` because of it
   */
  reopen(tenantId: string, personId: string): Promise<number> {
    return this.deps.store.records.outbox.reopen(tenantId, personId, this.deps.clock.now());
  }

  /** The click about the thing with this id was answered: the notice that says the same is not needed. May be repeated. */
  answered(id: string): Promise<void> {
    return this.deps.store.records.outbox.withdraw(answerItem(id));
  }

  /** Gives up what is being delivered right now: the process ends before the chat answers. It is due at once, for anybody. */
  async giveBack(): Promise<void> {
    const now = this.deps.clock.now();
    for (const item of this.#inHand) await this.deps.store.records.outbox.retry(item, now);
  }

  async #claim(dueAt: Date): Promise<ClaimedItem | undefined> {
    if (this.deps.stopping()) return undefined;
    return this.deps.store.records.outbox.claimNext(dueAt, after(this.deps.clock.now(), CLAIM_MS));
  }

  async #inHandWhile<T>(item: ClaimedItem, work: () => Promise<T>): Promise<T> {
    this.#inHand.add(item);
    try {
      return await work();
    } finally {
      this.#inHand.delete(item);
    }
  }

  async #deliver(item: ClaimedItem): Promise<'delivered' | 'not_now' | { readonly bug: unknown }> {
    const { outbox } = this.deps.store.records;
    try {
      await this.deps.chat.tell(item.to, item.subject, item.notice);
    } catch (error) {
      if (isDomainError(error, 'unreachable')) {
        return this.#giveUp(item);
      }
      const wait = isDomainError(error, 'unavailable') ? error.details.retryAfterSeconds : undefined;
      await outbox.retry(item, nextTry(item.attempts, this.deps.clock.now(), wait));
      return error instanceof DomainError ? 'not_now' : { bug: error };
    }
    await outbox.settle(item, 'delivered');
    return 'delivered';
  }

  /** Whoever waits for this person's answer must know; where that cannot be found out now, the delivery is tried again. */
  async #giveUp(item: ClaimedItem): Promise<'not_now'> {
    try {
      await this.deps.unreached.settle(item);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.deps.store.records.outbox.retry(item, nextTry(item.attempts, this.deps.clock.now()));
    }
    return 'not_now';
  }
}
