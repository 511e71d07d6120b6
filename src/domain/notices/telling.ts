import type { Ids } from '../ports';
import type { Outbox } from '../records';
import type { Notice, Subject } from './notice';
import type { Recipient } from './recipient';

/** How long the answer to a click may take until its notice is told as well. */
const ANSWER_MS = 30_000;

/** One thing to tell one person. */
export interface Telling {
  readonly to: Recipient;
  readonly subject: Subject;
  readonly notice: Notice;
  /**
   * Id of what the answer to this person's own click says already. The notice waits half a minute for that answer, and
   * is told where nobody says `OutboxWorker.answered` by then: the process may have died before it could answer.
   */
  readonly unlessAnswered?: string;
}

/** The outbox item that waits for an answer about the thing with this id. */
export function answerItem(id: string): string {
  return `${id}~answer`;
}

/**
 * Puts what must be told into the outbox; in the transaction that makes it true. The outbox begins with what is due
 * longest, so a millisecond each has one worker tell them in the order given: first what it is about, then its card.
 */
export async function put(
  outbox: Pick<Outbox, 'add'>,
  tellings: readonly Telling[],
  from: { readonly ids: Pick<Ids, 'id'>; readonly now: Date },
): Promise<void> {
  for (const [index, { unlessAnswered, ...telling }] of tellings.entries()) {
    const item =
      unlessAnswered === undefined
        ? { id: from.ids.id(), nextAttemptAt: new Date(from.now.getTime() - (tellings.length - 1 - index)) }
        : { id: answerItem(unlessAnswered), nextAttemptAt: new Date(from.now.getTime() + ANSWER_MS) };
    await outbox.add({ ...telling, ...item });
  }
}
