/** What kinds of acts took, in milliseconds, and how they went. */
export class Meter {
  readonly #times = new Map<string, number[]>();
  readonly #counts = new Map<string, number>();

  /** Measures one act, where `counts` says so of what it returned. @returns what it returned */
  async time<T>(kind: string, act: () => Promise<T>, counts: (result: T) => boolean = () => true): Promise<T> {
    const start = performance.now();
    const result = await act();
    if (!counts(result)) return result;
    const times = this.#times.get(kind) ?? [];
    times.push(performance.now() - start);
    this.#times.set(kind, times);
    return result;
  }

  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  counts(): readonly (readonly [string, number])[] {
    return [...this.#counts].sort(([a], [b]) => a.localeCompare(b));
  }

  /** Per kind: how many, and the times that half, 95 and 99 of 100 were below. */
  rows(): readonly {
    readonly kind: string;
    readonly count: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
  }[] {
    const all = [...this.#times].sort(([a], [b]) => a.localeCompare(b));
    return [...all, ['all', all.flatMap(([, times]) => times)] as const].map(([kind, times]) => {
      const sorted = [...times].sort((a, b) => a - b);
      return { kind, count: times.length, p50: part(sorted, 0.5), p95: part(sorted, 0.95), p99: part(sorted, 0.99) };
    });
  }
}

function part(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
