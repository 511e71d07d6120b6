const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long one caller may work on an intent before another may take over. */
export const LEASE_MS = 90 * SECOND;
/** How long after the last possible effect the directory or a vault may still show it. */
export const SETTLING_MS = 15 * MINUTE;
/** How long a create that has not begun is still what the person expects. */
export const FRESH_MS = 10 * MINUTE;
/** Absent reads in a row before "nothing was created" may be concluded. */
export const ABSENT_READS = 5;

const READ_DELAYS_MS = [5 * SECOND, 20 * SECOND, MINUTE, 4 * MINUTE];

/** A moment later. */
export function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}

/** The later of two moments. */
export function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** When to read again after `absentReads` absent reads: soon at first, the deciding one after the settling time. */
export function nextRead(absentReads: number, lastEffectAt: Date, now: Date): Date {
  const delay = READ_DELAYS_MS[absentReads - 1];
  return delay === undefined ? latest(after(now, MINUTE), after(lastEffectAt, SETTLING_MS)) : after(now, delay);
}

/** When to try again what failed, by how long it has been going on: from 15 seconds to an hour. */
export function nextTryByAge(since: Date, now: Date): Date {
  const wait = Math.min(Math.max((now.getTime() - since.getTime()) / 2, 15 * SECOND), HOUR);
  return after(now, wait);
}

/**
 * When to try again after `attempts` earlier failures: 10 seconds, doubled each time, an hour at most.
 *
 * Where the other side said when (Retry-After, in seconds) that is waited for: the first time exactly, later at least.
 */
export function nextTry(attempts: number, now: Date, retryAfterSeconds?: number): Date {
  const asked = (retryAfterSeconds ?? 0) * SECOND;
  if (attempts === 0 && asked > 0) return after(now, asked);
  const doubled = Math.min(10 * SECOND * 2 ** Math.min(attempts, 20), HOUR);
  return after(now, Math.max(doubled, asked));
}
