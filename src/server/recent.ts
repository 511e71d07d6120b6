/** How long an answer is good, and how long the next one is waited for, in milliseconds. */
export interface RecentTimes {
  readonly goodForMs: number;
  readonly patienceMs: number;
}

const TIMES: RecentTimes = { goodForMs: 1_000, patienceMs: 2_000 };

/**
 * Asks for something that anybody may ask for often and that may hang: one question at a time, its answer remembered
 * for a second, so that asking costs the other side nothing; and nobody waits for longer than two.
 */
export class Recent<T> {
  #answer: { readonly value: T; readonly at: number } | undefined;
  #asking: Promise<T> | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly fallback: T,
    private readonly times: RecentTimes = TIMES,
  ) {}

  /** The latest answer, or `fallback` where there is none: it failed, or takes too long. Never throws. */
  async value(): Promise<T> {
    if (this.#answer && performance.now() - this.#answer.at < this.times.goodForMs) return this.#answer.value;
    this.#asking ??= this.#asked().finally(() => {
      this.#asking = undefined;
    });
    return this.#inTime(this.#asking);
  }

  async #asked(): Promise<T> {
    const value = await this.ask().catch(() => this.fallback);
    this.#answer = { value, at: performance.now() };
    return value;
  }

  async #inTime(asking: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<T>((resolve) => {
      timer = setTimeout(() => resolve(this.fallback), this.times.patienceMs);
    });
    return Promise.race([asking, tooLate]).finally(() => clearTimeout(timer));
  }
}
