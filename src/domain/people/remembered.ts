import type { Clock } from '../ports';

const MOST = 2000;

/** Answers remembered for a while by key; failures are not remembered. Holds a bounded number, the oldest go first. */
export class Remembered<T> {
  readonly #answers = new Map<string, { readonly value: T; readonly until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly forMs: number,
  ) {}

  /** The remembered answer, or a new one from `ask`. */
  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known && known.until > this.clock.now().getTime()) return known.value;
    const value = await ask();
    this.#remember(key, value);
    return value;
  }

  /** The next `get` asks again. */
  forget(key: string): void {
    this.#answers.delete(key);
  }

  #remember(key: string, value: T): void {
    this.#answers.delete(key);
    const oldest = this.#answers.keys().next();
    if (this.#answers.size >= MOST && !oldest.done) this.#answers.delete(oldest.value);
    this.#answers.set(key, { value, until: this.clock.now().getTime() + this.forMs });
  }
}
