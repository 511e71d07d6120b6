/** Whether the process is to end. Work that nobody waits for asks before each item; what is left is due at the next start. */
export type Stopping = () => boolean;

/** For processes that only end by being killed. */
export const NEVER: Stopping = () => false;

/** The items one after the other, none any more once the process is to end. */
export function* untilStop<T>(items: Iterable<T>, stopping: Stopping): Generator<T> {
  for (const item of items) {
    if (stopping()) return;
    yield item;
  }
}
