import type { Records, Store } from '../../../src/domain/records';
import type { Ticket } from '../../../src/domain/reveal/ticket';
import type { CreateIntent, DeleteIntent } from '../../../src/domain/secrets/intent';
import type { Secret } from '../../../src/domain/secrets/secret';

/** One notice that a commit made owed. */
export type Owed = Parameters<Records['outbox']['add']>[0];

/** What was ever written and committed, whichever process wrote it; nothing is in here that was rolled back. */
export class Ledger {
  readonly owed: Owed[] = [];
  readonly tickets: Ticket[] = [];
  readonly secrets: Secret[] = [];
  readonly creates: CreateIntent[] = [];
  readonly deletes: DeleteIntent[] = [];

  /** The same store, with its commits written down here. */
  over(store: Store): Store {
    return {
      records: this.#noting(store.records, (note) => note()),
      transaction: async (work) => {
        const notes: (() => void)[] = [];
        const answer = await store.transaction((records) =>
          work(this.#noting(records, (note) => void notes.push(note))),
        );
        for (const note of notes) note();
        return answer;
      },
    };
  }

  #noting(records: Records, when: (note: () => void) => void): Records {
    const { outbox, tickets, secrets, intents } = records;
    return {
      ...records,
      outbox: replaced(outbox, 'add', (item) => this.#noted(outbox.add(item), when, () => this.owed.push(item))),
      tickets: replaced(tickets, 'add', (one) => this.#noted(tickets.add(one), when, () => this.tickets.push(one))),
      secrets: replaced(secrets, 'add', (one, old) =>
        this.#noted(secrets.add(one, old), when, () => this.secrets.push(one)),
      ),
      intents: replaced(
        replaced(intents, 'addCreate', (one) =>
          this.#noted(intents.addCreate(one), when, () => this.creates.push(one)),
        ),
        'addDelete',
        (one) => this.#noted(intents.addDelete(one), when, () => this.deletes.push(one)),
      ),
    };
  }

  async #noted(done: Promise<void>, when: (note: () => void) => void, note: () => void): Promise<void> {
    await done;
    when(note);
  }
}

/** The same object with one other method. */
function replaced<T extends object, K extends keyof T>(target: T, name: K, method: T[K]): T {
  return new Proxy(target, {
    get: (object, key) => {
      if (key === name) return method;
      const member: unknown = Reflect.get(object, key);
      return typeof member === 'function' ? member.bind(object) : member;
    },
  });
}
