import type { Records, SecretFilter } from '../records';
import type { Secret } from './secret';

const PAGE = 100;

/** Every live secret that fits, however many pages it takes. */
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
