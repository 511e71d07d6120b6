import type { Words } from '../messages/catalogue';

const DAY = 24;

/** `4 hours`, `2 days`. */
export function hoursText(hours: number, words: Words): string {
  return hours > DAY && hours % DAY === 0
    ? words.plain('hours.days', { count: hours / DAY })
    : words.plain('hours.count', { count: hours });
}
