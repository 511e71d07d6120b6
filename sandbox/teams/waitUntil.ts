import type { WaitOptions } from './teamsSimulator';

const defaultTimeoutMs = 10_000;
/** For conditions that no event announces, such as the state of a vault. */
const lookAgainMs = 50;

/** Resolves with the first value of `probe` that is neither `undefined` nor `false`. @throws Error saying `what` was waited for */
export function waitUntil<T>(
  probe: () => T | undefined | false,
  listen: (again: () => void) => () => void,
  { timeoutMs = defaultTimeoutMs, what = 'a condition' }: WaitOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      clearTimeout(timeout);
      clearInterval(interval);
      stopListening();
      end();
    };
    const look = (): void => {
      try {
        const value = probe();
        if (value !== undefined && value !== false) {
          finish(() => resolve(value));
        }
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const late = (): void => reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}.`));
    const timeout = setTimeout(() => finish(late), timeoutMs);
    const interval = setInterval(look, lookAgainMs);
    const stopListening = listen(look);
    look();
  });
}
