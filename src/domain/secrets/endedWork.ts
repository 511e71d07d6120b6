import { askerOf } from '../notices/summaries';
import { pages } from '../pages';
import type { Chat, Clock, Pauses } from '../ports';
import type { Store } from '../records';
import { type Stopping, untilStop } from '../stopping';
import { actorOf, outcomeSubject } from './deleteEnding';
import type { CreateIntent, EndedIntent } from './intent';

/** How long creates and deletes are remembered after they ended: buttons of that time still find what they are about. */
export const REMEMBERED_MS = 90 * 24 * 3_600_000;
const PAGE = 100;

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly chat: Pick<Chat, 'forget'>;
  readonly clock: Clock;
  readonly pauses: Pick<Pauses, 'giveWay'>;
  readonly stopping: Stopping;
}

/** Forgets creates and deletes that ended long ago, with what was typed for them; the audit says what they did. */
export class EndedWork {
  constructor(private readonly deps: Dependencies) {}

  /** Goes through them in pages. May be repeated, and run by several processes. @returns true: it got through */
  async run(): Promise<true> {
    const { store, clock } = this.deps;
    const before = new Date(clock.now().getTime() - REMEMBERED_MS);
    const ended = (after?: string) => store.records.intents.ended(before, PAGE, after);
    for await (const page of pages(ended, this.deps)) await this.#forget(page);
    return true;
  }

  /** The message first: whoever dies in between finds the work again the next time. */
  async #forget(page: readonly EndedIntent[]): Promise<void> {
    const { store, chat, stopping } = this.deps;
    const ids: string[] = [];
    for (const ended of untilStop(page, stopping)) {
      if (ended.kind === 'create' && (await this.#isNeeded(ended.intent))) continue;
      if (ended.kind === 'create') await chat.forget(askerOf(ended.intent), `wizard:${ended.intent.id}`);
      else await chat.forget(actorOf(ended.intent), outcomeSubject(ended.intent));
      ids.push(ended.intent.id);
    }
    await store.records.intents.forget(ids);
  }

  /**
   * Of an unclear create nobody but this row knows what was there before it. A reissue that was undone numbers the next
   * one while its secret is there.
   */
  async #isNeeded({ step, replaces, tenantId }: CreateIntent): Promise<boolean> {
    if (step === 'unclear') return true;
    const secret = replaces && (await this.deps.store.records.secrets.find(tenantId, replaces));
    return secret?.state === 'active' || secret?.state === 'deleting';
  }
}
