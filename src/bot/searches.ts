import { type Dataset, datasets } from '../cards/actions';
import type { BotDeps } from './deps';
import type { Turn } from './turn';

/** One choice of a typeahead. */
export interface Choice {
  readonly title: string;
  readonly value: string;
}

type Search = (turn: Turn, query: string) => Promise<readonly Choice[]>;

/** One search for each dataset. */
export type SearchTable = Readonly<Record<Dataset, Search>>;

const LONGEST_QUERY = 120;

/** The typeaheads of our cards. What is chosen is checked again by the services. */
export function searchTable(deps: Pick<BotDeps, 'applications' | 'people'>): SearchTable {
  return {
    applications: async (turn, query) => {
      const found = await deps.applications.search(turn.actor, query);
      return found.map(({ objectId, displayName, appId }) => ({ title: `${displayName} (${appId})`, value: objectId }));
    },
    people: async (turn, query) => {
      const found = await deps.people.search(turn.actor, query);
      return found.map(({ objectId, displayName, userPrincipalName }) => ({
        title: `${displayName} (${userPrincipalName})`,
        value: objectId,
      }));
    },
  };
}

/** What is searched for, and where. An empty query is what Teams sends when the field is opened. */
export function searchIn(value: unknown): { readonly dataset: Dataset; readonly query: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { dataset: name, queryText = '' } = value as { dataset?: unknown; queryText?: unknown };
  const dataset = datasets.find((each) => each === name);
  if (!dataset || typeof queryText !== 'string') return undefined;
  return { dataset, query: queryText.slice(0, LONGEST_QUERY).replace(/[\uD800-\uDBFF]$/, '') };
}
