import type { WordKey, Words } from '../../messages/catalogue';
import { escapeMarkdown } from '../../messages/escapeMarkdown';
import { type Fact, shortName } from '../fact';
import { dayDate } from '../faultText';
import type { Phrase } from '../said';

/** How long secrets may live in one location, for this application. The domain's LocationTerms fit. */
export interface LocationTermsView {
  readonly location: { readonly id: string; readonly name: string };
  /** `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly capDays?: number;
  readonly cappedBy: 'policy' | 'location' | 'none';
}

const keys: Record<LocationTermsView['cappedBy'], WordKey> = {
  policy: 'details.capPolicy',
  location: 'details.capLocation',
  none: 'details.capNone',
};

/** `Feb 21, 2027 (90 days, your organization's policy)`, where every location allows the same: it is said once then. */
export function sameCap(locations: readonly LocationTermsView[], words: Words): string | undefined {
  const said = new Set(locations.map((terms) => plainCap(terms, words)));
  return said.size === 1 ? [...said][0] : undefined;
}

/** The last day of each location, and what sets it. */
export function capFacts(locations: readonly LocationTermsView[], words: Words): readonly Fact[] {
  return locations.map((terms) => {
    const { key, params } = capPhrase(terms, words);
    return { title: escapeMarkdown(shortName(terms.location.name)), value: words.text(key, params) };
  });
}

function plainCap(terms: LocationTermsView, words: Words): string {
  const { key, params } = capPhrase(terms, words);
  return words.plain(key, params);
}

function capPhrase({ lastDay, capDays, cappedBy }: LocationTermsView, words: Words): Phrase {
  const day = words.date(dayDate(lastDay), 'UTC');
  if (capDays === undefined) return { key: 'details.capNone', params: { day } };
  return { key: keys[cappedBy], params: { day, count: capDays } };
}
