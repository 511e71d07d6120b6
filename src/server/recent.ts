/** How long an answer is good, and how long the next one is waited for, in milliseconds. */
export interface RecentTimes {
  readonly goodForMs: number;
  readonly patienceMs: number;
  /** A costly answer is good for longer: for so many times what it took. */
  readonly restFactor: number;
}

/** What anybody may ask for at any time. */
export const EVERY_SECOND: RecentTimes = { goodForMs: 1_000, patienceMs: 2_000, restFactor: 0 };
/** What grows with what is stored: at most half a percent of the time goes into it. */
export const SELDOM_IF_COSTLY: RecentTimes = { ...EVERY_SECOND, restFactor: 200 };

/**
 * Asks for something that anybody may ask for often and that may hang: one question at a time, its answer remembered
 * for a second, so that asking costs the other side nothing; and nobody waits for longer than two.
 */
export class Recent<T> {
  #answer: { readonly value: T; readonly until: number } | undefined;
  #asking: Promise<T> | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly fallback: T,
    private readonly times: RecentTimes = EVERY_SECOND,
  ) {}

  /** The latest answer, or `fallback` where there is none: it failed, or takes too long. Never throws. */
  async value(): Promise<T> {
    if (this.#answer && performance.now() < this.#answer.until) return this.#answer.value;
    this.#asking ??= this.#asked().finally(() => {
      this.#asking = undefined;
    });
    return this.#inTime(this.#asking);
  }

  async #asked(): Promise<T> {
    const { goodForMs, restFactor } = this.times;
    const begun = performance.now();
    try {
      const value = await this.ask();
      const now = performance.now();
      this.#answer = { value, until: now + Math.max(goodForMs, restFactor * (now - begun)) };
      return value;
    } catch {
      // That there was no answer is the answer, and asked again soon: it says nothing of what asking costs.
      this.#answer = { value: this.fallback, until: performance.now() + goodForMs };
      return this.fallback;
    }
  }

  async #inTime(asking: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<T>((resolve) => {
      timer = setTimeout(() => resolve(this.fallback), this.times.patienceMs);
    });
    return Promise.race([asking, tooLate]).finally(() => clearTimeout(timer));
  }
}
