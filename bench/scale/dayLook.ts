import type { Place } from './questions';

/** What the first sweep of a day cost, in which every live secret is looked at. */
export interface DayLook {
  readonly seconds: number;
  /** For how long the bot could serve nobody at most. */
  readonly longestHoldMs: number;
  /** By how much the heap had grown at most, in megabytes. */
  readonly heapMegabytes: number;
}

const LOOK_MS = 5;

/** Sweeps once, with all daily looks, and watches what that does to everybody else in the process. */
export async function lookOfTheDay({ domain }: Place): Promise<DayLook> {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const begun = performance.now();
  let [last, longest] = [begun, 0];
  const look = () => {
    const now = performance.now();
    [last, longest] = [now, Math.max(longest, now - last)];
    most = Math.max(most, process.memoryUsage().heapUsed);
  };
  const watch = setInterval(look, LOOK_MS);
  await domain.sweeper.sweep();
  const seconds = (performance.now() - begun) / 1_000;
  look();
  clearInterval(watch);
  return { seconds, longestHoldMs: longest, heapMegabytes: (most - before) / 2 ** 20 };
}
