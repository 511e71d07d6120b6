import type { Words } from '../messages/catalogue';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** `20 seconds`, `4 minutes`, `23 hours`: how long to wait, never less than it takes. */
export function waitWords(seconds: number, words: Words): string {
  if (seconds < 2 * MINUTE) return words.plain('wait.seconds', { count: Math.ceil(seconds) });
  if (seconds < 2 * HOUR) return words.plain('wait.minutes', { count: Math.ceil(seconds / MINUTE) });
  return words.plain('wait.hours', { count: Math.ceil(seconds / HOUR) });
}
