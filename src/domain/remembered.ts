import type { Clock } from './ports';

const MOST = 2000;

/** Answers remembered for a while by key; failures are not remembered. Holds a bounded number, the oldest go first. */
export class Remembered<T> {
  readonly #answers = new Map<string, { readonly value: T; readonly until: number }>();
  /** The newest question of each key that is being asked: only its answer is remembered. */
  readonly #asking = new Map<string, symbol>();

  constructor(
    private readonly clock: Clock,
    private readonly forMs: number,
  ) {}

  /** The remembered answer, or a new one from `ask`. */
  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known && known.until > this.clock.now().getTime()) return known.value;
    const question = Symbol(key);
    this.#asking.set(key, question);
    try {
      const value = await ask();
      if (this.#asking.get(key) === question) this.#remember(key, value);
      return value;
    } finally {
      if (this.#asking.get(key) === question) this.#asking.delete(key);
    }
  }

  /** The next `get` asks again; what is being asked now may be old already, and is not remembered. */
  forget(key: string): void {
    this.#answers.delete(key);
    this.#asking.delete(key);
  }

  #remember(key: string, value: T): void {
    this.#answers.delete(key);
    const oldest = this.#answers.keys().next();
    if (this.#answers.size >= MOST && !oldest.done) this.#answers.delete(oldest.value);
    this.#answers.set(key, { value, until: this.clock.now().getTime() + this.forMs });
  }
}
