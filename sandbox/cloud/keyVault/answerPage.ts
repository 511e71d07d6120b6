import type { CloudAnswer } from '../hostHandler';
import { badParameter, type VaultRequest } from './vaultRequest';

/** One page of a list: `maxresults` at most, 25 when not said, and where the next one is. */
export function answerPage({ host, path, query }: VaultRequest, items: readonly object[]): CloudAnswer {
  const size = Number(query.get('maxresults') ?? 25);
  if (!Number.isInteger(size) || size < 1 || size > 25) {
    throw badParameter('maxresults must be between 1 and 25.');
  }
  const start = Number(query.get('$skiptoken') ?? 0);
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(start + size));
  const more = start + size < items.length && { nextLink: `https://${host}${path}?${next}` };
  return { status: 200, body: { value: items.slice(start, start + size), ...more } };
}
