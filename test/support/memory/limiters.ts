import type { CounterName } from '../../../src/domain/limits/limitTable';
import type { Clock, Counted, Limiter } from '../../../src/domain/ports';

/** For tests in which nobody is to meet a limit: time stands still there, so no window would ever end. */
export const unlimited: Limiter = {
  count: async () => ({ count: 1, endsInSeconds: 1 }),
  peek: async () => undefined,
  restart: async () => undefined,
};

/** A limiter by the test's own clock. Passes the contract suite of the real one. */
export class ClockLimiter implements Limiter {
  readonly #windows = new Map<string, { count: number; endsAt: number }>();

  constructor(private readonly clock: Clock) {}

  async count(name: CounterName, key: string, windowSeconds: number): Promise<Counted> {
    const window = this.#open(name, key) ?? this.#begin(name, key, windowSeconds);
    window.count += 1;
    return this.#counted(window);
  }

  async peek(name: CounterName, key: string): Promise<Counted | undefined> {
    const window = this.#open(name, key);
    return window && this.#counted(window);
  }

  async restart(name: CounterName, key: string, windowSeconds: number): Promise<void> {
    this.#begin(name, key, windowSeconds).count = 1;
  }

  #open(name: CounterName, key: string) {
    const window = this.#windows.get(`${name}|${key}`);
    return window && window.endsAt > this.#now() ? window : undefined;
  }

  #begin(name: CounterName, key: string, windowSeconds: number) {
    const window = { count: 0, endsAt: this.#now() + windowSeconds * 1000 };
    this.#windows.set(`${name}|${key}`, window);
    return window;
  }

  #counted({ count, endsAt }: { count: number; endsAt: number }): Counted {
    return { count, endsInSeconds: Math.max(1, Math.ceil((endsAt - this.#now()) / 1000)) };
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
