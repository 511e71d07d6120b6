import { pages, type Walk } from '../pages';
import type { Records, SecretFilter } from '../records';
import type { Secret } from './secret';

const PAGE = 100;

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
