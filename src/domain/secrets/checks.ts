import type { LocationTerms } from '../applications/createTerms';
import type { Fault } from '../errors';
import { sharingFaults } from '../sharing/sharingRules';
import { dayOf, endOfDay, firstDay, isDay, knownZone, lifetimeFits } from './lifetime';
import type { DetailsInput } from './secretDraft';
import { visibleName } from './visibleName';

/** With the reference behind it the display name stays under 90 characters, where Entra's display names begin to be refused. */
export const LONGEST_NAME = 75;
export const LONGEST_DESCRIPTION = 500;

/** What the details are judged by. */
export interface DetailsFacts {
  readonly locations: readonly LocationTerms[];
  readonly now: Date;
  readonly timeZone: string;
  readonly nameTaken: boolean;
}

/** Every fault of the typed details, in the order of the fields; an empty list means they are fine. */
export function detailsFaults(details: DetailsInput, facts: DetailsFacts): readonly Fault[] {
  const location = facts.locations.find((each) => each.location.id === details.locationId);
  const name = visibleName(details.name);
  return [
    ...textFaults('name', name, LONGEST_NAME),
    ...(facts.nameTaken ? [{ field: 'name', rule: 'taken', params: { name } } as const] : []),
    ...textFaults('description', details.description, LONGEST_DESCRIPTION),
    ...expirationFaults(details.expiration, location ?? mostGenerous(facts.locations), facts),
    ...locationFaults(details.locationId, location),
    ...sharingFaults(details),
  ];
}

/** The faults of an exact moment of expiry: what Submit and a reissue are judged by. */
export function expiryFaults(
  expiresAt: Date,
  terms: LocationTerms | undefined,
  facts: Pick<DetailsFacts, 'now' | 'timeZone'>,
): readonly Fault[] {
  if (lifetimeFits(expiresAt, facts.now, terms?.capDays)) return [];
  const zone = knownZone(facts.timeZone);
  const first = firstDay(facts.now, zone);
  const tooSoon = expiresAt.getTime() < endOfDay(first, zone).getTime() && dayOf(expiresAt, zone) < first;
  if (tooSoon || !terms) return [{ field: 'expiration', rule: 'too_soon', params: { first } }];
  const rule = { policy: 'beyond_policy', location: 'beyond_location', none: 'beyond_longest' } as const;
  return [{ field: 'expiration', rule: rule[terms.cappedBy], params: { last: terms.lastDay } }];
}

function textFaults(field: 'name' | 'description', text: string, max: number): readonly Fault[] {
  const length = text.trim().length;
  if (length === 0) return [{ field, rule: 'required' }];
  return length > max ? [{ field, rule: 'too_long', params: { max } }] : [];
}

function expirationFaults(day: string, terms: LocationTerms | undefined, facts: DetailsFacts): readonly Fault[] {
  if (day.trim() === '') return [{ field: 'expiration', rule: 'required' }];
  if (!isDay(day)) return [{ field: 'expiration', rule: 'not_a_date' }];
  return expiryFaults(endOfDay(day, knownZone(facts.timeZone)), terms, facts);
}

function locationFaults(typed: string, location: LocationTerms | undefined): readonly Fault[] {
  if (typed.trim() === '') return [{ field: 'location', rule: 'required' }];
  return location ? [] : [{ field: 'location', rule: 'unknown' }];
}

/** Without a chosen location the date is judged by the one that allows most: only what fits nowhere is a fault yet. */
function mostGenerous(locations: readonly LocationTerms[]): LocationTerms | undefined {
  return [...locations].sort((one, other) => (one.lastDay < other.lastDay ? 1 : -1))[0];
}
