import type { Ids } from '../ports';
import type { Outbox } from '../records';
import type { Notice, Subject } from './notice';
import type { Recipient } from './recipient';

/** One thing to tell one person. */
export interface Telling {
  readonly to: Recipient;
  readonly subject: Subject;
  readonly notice: Notice;
}

/** Puts what must be told into the outbox; in the transaction that makes it true. */
export async function put(
  outbox: Pick<Outbox, 'add'>,
  tellings: readonly Telling[],
  from: { readonly ids: Pick<Ids, 'id'>; readonly now: Date },
): Promise<void> {
  for (const telling of tellings) await outbox.add({ id: from.ids.id(), ...telling, nextAttemptAt: from.now });
}
