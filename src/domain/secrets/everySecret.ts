import type { Pauses } from '../ports';
import type { Page, Records, SecretFilter } from '../records';
import type { Stopping } from '../stopping';
import type { Secret } from './secret';

const PAGE = 100;

/** What a walk over very many needs. */
export interface Walk {
  readonly pauses: Pick<Pauses, 'giveWay'>;
  readonly stopping: Stopping;
}

/** Every live secret that fits, at once: for one application, which holds no more than Entra lets it. */
export async function everySecret(records: Pick<Records, 'secrets'>, filter: SecretFilter): Promise<readonly Secret[]> {
  const found: Secret[] = [];
  let after: string | undefined;
  do {
    const page = await records.secrets.list(filter, PAGE, after);
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** Live secrets that fit, a page at a time, each as it is when it is read; no further page once the process is to end. */
export function secretPages(
  records: Pick<Records, 'secrets'>,
  filter: SecretFilter,
  walk: Walk,
): AsyncGenerator<readonly Secret[]> {
  return pages((after) => records.secrets.list(filter, PAGE, after), walk);
}

/** Applications that have live secrets, a page of object ids at a time, as `secretPages`. */
export function applicationPages(
  records: Pick<Records, 'secrets'>,
  tenantId: string,
  walk: Walk,
): AsyncGenerator<readonly string[]> {
  return pages((after) => records.secrets.applications(tenantId, PAGE, after), walk);
}

/** Pages of anything. One is held in memory, and between two of them everybody else has a turn, however many there are. */
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
