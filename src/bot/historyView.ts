import type { HistoryCardView } from '../cards/historyCard';
import type { Doer, HistoryPage } from '../cards/historyLines';
import type { PeopleService } from '../domain/people/peopleService';
import type { HistoryView } from '../domain/secrets/catalogueViews';
import type { SecretHistoryPage } from '../domain/secrets/secretHistory';
import { namesOf } from './namesOf';
import type { Turn } from './turn';
import { viewing } from './views';

/** One more page of a secret's history as its card shows it, with people by name. */
export async function historyView(
  turn: Turn,
  { secret, page }: HistoryView,
  people: Pick<PeopleService, 'verify'>,
): Promise<HistoryCardView> {
  const { tenantId, objectId, displayName } = turn.actor;
  const known = new Map(page.names).set(objectId, displayName);
  const names = await namesOf({ tenantId, ids: mentionedIn(page), known }, people);
  const { reference, name } = secret;
  return { ...viewing(turn), reference, name, history: historyPage(page, names) };
}

/** Object ids of everybody whom a page of history mentions. */
export function mentionedIn({ items }: SecretHistoryPage): readonly string[] {
  return items.flatMap(({ actorId, aboutId }) => (aboutId === undefined ? [actorId] : [actorId, aboutId]));
}

/** A page of history as cards draw it. */
export function historyPage({ items, next }: SecretHistoryPage, names: ReadonlyMap<string, Doer>): HistoryPage {
  const lines = items.map(({ at, action, detail, actorId, aboutId = '' }) => {
    const by = names.get(actorId);
    const about = names.get(aboutId);
    return {
      ...{ at, action },
      ...(detail !== undefined && { detail }),
      ...(by !== undefined && { by }),
      ...(about !== undefined && about !== 'left' && { about: about.name }),
    };
  });
  return { lines, ...(next !== undefined && { next }) };
}
