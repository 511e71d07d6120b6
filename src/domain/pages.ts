import type { Pauses } from './ports';
import type { Page } from './records';
import type { Stopping } from './stopping';

/** What a walk over very many needs. */
export interface Walk {
  readonly pauses: Pick<Pauses, 'giveWay'>;
  readonly stopping: Stopping;
}

/**
 * Pages of anything, from the first to the last; no further one once the process is to end. One is held in memory, and
 * between two of them everybody else has a turn, however many there are.
 */
export async function* pages<T>(
  read: (after?: string) => Promise<Page<T>>,
  { pauses, stopping }: Walk,
): AsyncGenerator<readonly T[]> {
  let after: string | undefined;
  do {
    if (stopping()) return;
    const page = await read(after);
    yield page.items;
    after = page.next;
    await pauses.giveWay();
  } while (after !== undefined);
}
