import { type Day, defaultDay, knownZone, lastDay } from '../secrets/lifetime';
import type { Location } from '../vaulting/location';
import type { Application, SecretPolicy } from './application';

/** Until when a secret of one location may live, and which rule says so. */
export interface LocationTerms {
  readonly location: Location;
  /** The last day that may be chosen, in the person's zone. */
  readonly lastDay: Day;
  /** The cap that counts; `undefined` when neither the policy nor the location has one. */
  readonly capDays?: number;
  readonly cappedBy: 'policy' | 'location' | 'none';
}

/** On what terms a person may create a secret for an application. */
export interface CreateTerms {
  readonly application: Application;
  /** Longest lifetime by the application's policy; `undefined` means no cap. */
  readonly policyMaxDays?: number;
  /** At least one. */
  readonly locations: readonly LocationTerms[];
  /** What the form proposes for Secret Expiration: fits every location. */
  readonly defaultDay: Day;
}

/** Works out the terms from the facts. */
export function termsOf(facts: {
  readonly application: Application;
  readonly policy: SecretPolicy;
  readonly locations: readonly Location[];
  readonly now: Date;
  readonly timeZone: string;
}): CreateTerms {
  const zone = knownZone(facts.timeZone);
  const policyMaxDays = facts.policy.maxLifetimeDays;
  const locations = facts.locations.map((location) => locationTerms(location, policyMaxDays, facts.now, zone));
  const earliest = locations.map((each) => each.lastDay).sort()[0] ?? lastDay(facts.now, policyMaxDays, zone);
  return {
    application: facts.application,
    ...(policyMaxDays === undefined ? {} : { policyMaxDays }),
    locations,
    defaultDay: defaultDay(facts.now, earliest, zone),
  };
}

/** The shorter of both caps counts; where they are equal, the policy is named, since nobody here can change it. */
function locationTerms(location: Location, policyMax: number | undefined, now: Date, zone: string): LocationTerms {
  const own = location.maxLifetimeDays;
  const byPolicy = policyMax !== undefined && (own === undefined || policyMax <= own);
  const capDays = byPolicy ? policyMax : own;
  return {
    location,
    lastDay: lastDay(now, capDays, zone),
    ...(capDays === undefined ? {} : { capDays }),
    cappedBy: byPolicy ? 'policy' : own === undefined ? 'none' : 'location',
  };
}
