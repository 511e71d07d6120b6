import type { World } from '../../../src/domain/domain';
import { DomainError, type Service } from '../../../src/domain/errors';
import type { Records, Store } from '../../../src/domain/records';

/** What a call gets from a process that has died: no error of a port, so that nothing in the domain expects it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Before the call's effect, or after it and before its answer. */
export type Moment = 'before' | 'after';

/** What happens to a process at its n-th call: it dies, or it lives on without the answer. */
export interface Fate {
  readonly moment: Moment;
  /** `answer_lost`: the effect has happened, and the process goes on with `unavailable`. */
  readonly end: 'dies' | 'answer_lost';
  /** What somebody else does at this very moment. */
  readonly meanwhile?: () => void;
}

/**
 * A process that dies at its n-th call to the outside, or never hears that call's answer: every port call counts, a
 * transaction is one call. Once it has died no call of it has an effect any more.
 */
export class MortalProcess {
  /** Names of the calls made, in order. */
  readonly calls: string[] = [];
  #isDead = false;
  #isMet = false;
  readonly #fate: Fate;

  constructor(
    private readonly diesAt: number = Number.POSITIVE_INFINITY,
    fate: Moment | Fate = 'before',
  ) {
    this.#fate = typeof fate === 'string' ? { moment: fate, end: 'dies' } : fate;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Whether the n-th call was made. */
  get isMet(): boolean {
    return this.#isMet;
  }

  /** The world as this process reaches it. Time and randomness cannot fail. */
  in(world: World): World {
    return {
      ...world,
      directory: this.#mortal('directory', 'graph', world.directory),
      vault: this.#mortal('vault', 'vault', world.vault),
      chat: this.#mortal('chat', 'teams', world.chat),
      store: this.#store(world.store),
    };
  }

  #store(store: Store): Store {
    const over = <T extends object>(name: string, records: T) => this.#mortal(name, 'storage', records);
    const records: Records = {
      secrets: over('secrets', store.records.secrets),
      intents: over('intents', store.records.intents),
      tickets: over('tickets', store.records.tickets),
      requests: over('requests', store.records.requests),
      grants: over('grants', store.records.grants),
      freezes: over('freezes', store.records.freezes),
      outbox: over('outbox', store.records.outbox),
      backupMarks: over('backupMarks', store.records.backupMarks),
      audit: over('audit', store.records.audit),
    };
    return { records, transaction: (work) => this.#call('transaction', 'storage', () => store.transaction(work)) };
  }

  #mortal<T extends object>(name: string, service: Service, port: T): T {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => this.#call(`${name}.${String(key)}`, service, () => member.apply(target, args));
      },
    });
  }

  async #call<T>(name: string, service: Service, effect: () => Promise<T>): Promise<T> {
    if (this.#isDead) throw new Killed(name);
    this.calls.push(name);
    const isLast = this.calls.length === this.diesAt;
    if (isLast && this.#fate.moment === 'before') this.#meet(name, service);
    const answer = await effect();
    if (isLast) this.#meet(name, service);
    if (this.#isDead) throw new Killed(name);
    return answer;
  }

  #meet(name: string, service: Service): never {
    this.#isMet = true;
    this.#fate.meanwhile?.();
    if (this.#fate.end === 'answer_lost') throw new DomainError('unavailable', { service });
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
    if (!causesOf(error).every((each) => each instanceof Killed)) throw error;
  }
}

/** What failed, one by one: a sweep tells it all at once. */
export function causesOf(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(causesOf) : [error];
}
