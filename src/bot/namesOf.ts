import type { Doer } from '../cards/historyLines';
import { isDomainError } from '../domain/errors';
import type { PeopleService } from '../domain/people/peopleService';

/** So many people are asked about at once, and at most for one card: an answer must not wait for a crowd. */
const AT_ONCE = 5;
const MOST = 40;

/** Whose names a card needs. */
export interface Mentioned {
  readonly tenantId: string;
  /** Object ids; `system` is the bot. */
  readonly ids: readonly string[];
  /** Names that are known without asking. */
  readonly known: ReadonlyMap<string, string>;
}

/**
 * Names of people for a card, by object id: `left` for those the directory knows no more. Who could not be asked about
 * is missing: a card with fewer names is better than none, so that the directory is away fails nothing.
 */
export async function namesOf(
  { tenantId, ids, known }: Mentioned,
  people: Pick<PeopleService, 'verify'>,
): Promise<ReadonlyMap<string, Doer>> {
  const names = new Map<string, Doer>([...known].map(([id, name]) => [id, { name }]));
  const waiting = [...new Set(ids)].filter((id) => id !== 'system' && !names.has(id)).slice(0, MOST);
  const ask = async () => {
    for (let objectId = waiting.shift(); objectId !== undefined; objectId = waiting.shift()) {
      const found = await doerOf(tenantId, objectId, people);
      // Away for one is away for all: nobody waits for the same time-out again.
      if (found === 'away') waiting.length = 0;
      else names.set(objectId, found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return names;
}

async function doerOf(
  tenantId: string,
  objectId: string,
  people: Pick<PeopleService, 'verify'>,
): Promise<Doer | 'away'> {
  try {
    const { displayName } = await people.verify({ tenantId, objectId, displayName: '' });
    return { name: displayName };
  } catch (error) {
    if (isDomainError(error, 'not_found')) return 'left';
    if (isDomainError(error, 'unavailable')) return 'away';
    throw error;
  }
}
