import type { World } from '../../../src/domain/domain';
import type { Records, Store } from '../../../src/domain/records';

/** What a call gets from a process that has died: no error of a port, so that nothing in the domain expects it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Before the call's effect, or after it and before its answer. */
export type Moment = 'before' | 'after';

/**
 * A process that dies at its n-th call to the outside: every port call counts, a transaction is one call. From then on
 * no call of this process has an effect any more.
 */
export class MortalProcess {
  /** Names of the calls made, in order. */
  readonly calls: string[] = [];
  #isDead = false;

  constructor(
    private readonly diesAt: number = Number.POSITIVE_INFINITY,
    private readonly moment: Moment = 'before',
  ) {}

  get isDead(): boolean {
    return this.#isDead;
  }

  /** The world as this process reaches it. Time and randomness cannot fail. */
  in(world: World): World {
    return {
      ...world,
      directory: this.#mortal('directory', world.directory),
      vault: this.#mortal('vault', world.vault),
      chat: this.#mortal('chat', world.chat),
      store: this.#store(world.store),
    };
  }

  #store(store: Store): Store {
    const records: Records = {
      secrets: this.#mortal('secrets', store.records.secrets),
      intents: this.#mortal('intents', store.records.intents),
      tickets: this.#mortal('tickets', store.records.tickets),
      requests: this.#mortal('requests', store.records.requests),
      grants: this.#mortal('grants', store.records.grants),
      freezes: this.#mortal('freezes', store.records.freezes),
      outbox: this.#mortal('outbox', store.records.outbox),
      backupMarks: this.#mortal('backupMarks', store.records.backupMarks),
      audit: this.#mortal('audit', store.records.audit),
    };
    return { records, transaction: (work) => this.#call('transaction', () => store.transaction(work)) };
  }

  #mortal<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => this.#call(`${name}.${String(key)}`, () => member.apply(target, args));
      },
    });
  }

  async #call<T>(name: string, effect: () => Promise<T>): Promise<T> {
    if (this.#isDead) throw new Killed(name);
    this.calls.push(name);
    const isLast = this.calls.length === this.diesAt;
    if (isLast && this.moment === 'before') return this.#die(name);
    const answer = await effect();
    if (isLast || this.#isDead) return this.#die(name);
    return answer;
  }

  #die(name: string): never {
    this.#isDead = true;
    throw new Killed(name);
  }
}

/** Runs `work` as a process that may die; anything but dying is passed on. */
export async function untilDeath(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // A sweep tells everything that failed at once; here it is all the same death.
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    if (!errors.every((each) => each instanceof Killed)) throw error;
  }
}
