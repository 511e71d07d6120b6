import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { CounterName } from '../../domain/limits/limitTable';
import type { Counted, Limiter } from '../../domain/ports';

const MOST_KEYS = 50_000;

/** The limiter in this process's memory, by its own clock. Bounded: of more keys the longest unused is forgotten. */
export class MemoryLimiter implements Limiter {
  // Every window has a length of its own and nothing is refused here: the numbers given are not used.
  readonly #windows = new RateLimiterMemory({ keyPrefix: '', points: 1, duration: 1 });
  /** Oldest use first. */
  readonly #used = new Set<string>();

  constructor(private readonly mostKeys = MOST_KEYS) {}

  async count(name: CounterName, key: string, windowSeconds: number): Promise<Counted> {
    return countedIn(await this.#windows.penalty(this.#use(name, key), 1, { customDuration: windowSeconds }));
  }

  async peek(name: CounterName, key: string): Promise<Counted | undefined> {
    const window = await this.#windows.get(nameOf(name, key));
    return window && window.msBeforeNext > 0 ? countedIn(window) : undefined;
  }

  async restart(name: CounterName, key: string, windowSeconds: number): Promise<void> {
    await this.#windows.set(this.#use(name, key), 1, windowSeconds);
  }

  #use(name: CounterName, key: string): string {
    const used = nameOf(name, key);
    this.#used.delete(used);
    this.#used.add(used);
    const [oldest] = this.#used;
    if (this.#used.size > this.mostKeys && oldest !== undefined) {
      this.#used.delete(oldest);
      // Synchronous inside; its promise says only whether there was one.
      void this.#windows.delete(oldest);
    }
    return used;
  }
}

function nameOf(name: CounterName, key: string): string {
  return `${name}|${key}`;
}

function countedIn({ consumedPoints, msBeforeNext }: RateLimiterRes): Counted {
  return { count: consumedPoints, endsInSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
}
