import type { ApplicationRefusal, Fault } from '../domain/errors';
import type { DetailsInput, OwnerInput, SecretDraft } from '../domain/secrets/secretDraft';

/** The steps of a create, in order. Each but the last asks with one card. */
export const STEPS = ['application', 'details', 'owner', 'summary', 'fulfil'] as const;
export type Step = (typeof STEPS)[number];

/** An application that was found fit for a new secret, with what its details card states. Plain JSON. */
export interface ChosenApplication {
  readonly objectId: string;
  readonly appId: string;
  readonly displayName: string;
  readonly policyMaxDays?: number;
  /** The day that Secret Expiration starts with. */
  readonly defaultDay: string;
  readonly locations: readonly ChosenLocation[];
}

/** A location as the details card offers it. */
export interface ChosenLocation {
  readonly id: string;
  readonly name: string;
  readonly lastDay: string;
  readonly capDays?: number;
  readonly cappedBy: 'policy' | 'location' | 'none';
}

/**
 * Everything typed so far, as it came: incomplete and wrong values too. It is kept between turns as plain JSON, so it
 * holds no dates, no classes, and never a secret's value.
 */
export interface WizardProgress {
  readonly wizardId: string;
  /** IANA zone at the start: every day typed in this wizard means that zone. */
  readonly timeZone: string;
  /** Whether the application was asked for: a named one has no card to go back to. */
  readonly applicationAsked: boolean;
  /** What stands in the application field. */
  readonly typedApplication: string;
  readonly application?: ChosenApplication;
  readonly details: DetailsInput;
  readonly owner: OwnerInput;
  /** The last owner that was found, so that the name can be shown while the field still means this person. */
  readonly knownOwner?: KnownPerson;
}

/** A person by id and name. */
export interface KnownPerson {
  readonly objectId: string;
  readonly displayName: string;
}

/** Where a wizard goes next, with everything typed and what is wrong with it there. */
export interface Move {
  readonly to: Step;
  readonly progress: WizardProgress;
  readonly faults: readonly Fault[];
  /** Why the application in the field cannot get a secret; only on the way to the application step. */
  readonly refusal?: { readonly reason: ApplicationRefusal; readonly applicationName: string };
  /** What the summary card shows; only on the way to it. */
  readonly summary?: Summary;
}

/** A draft as the summary says it: what the domain resolved when the card was first shown. */
export interface Summary {
  readonly locationName: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly owner: KnownPerson & { readonly userPrincipalName: string };
}

/** The application; known from the details step on. */
export function applicationOf(progress: WizardProgress): ChosenApplication {
  if (progress.application === undefined) throw new Error('the application step was passed without an application');
  return progress.application;
}

/** What the domain checks and creates; complete from the details step on. */
export function draftOf(progress: WizardProgress): SecretDraft {
  return {
    applicationId: applicationOf(progress).objectId,
    details: progress.details,
    owner: progress.owner,
    timeZone: progress.timeZone,
  };
}

/**
 * Puts the chosen application into the progress. What was typed stays; an expiration still at the former
 * application's default follows the new one, and a single location is preselected.
 */
export function withApplication(progress: WizardProgress, application: ChosenApplication): WizardProgress {
  const { details } = progress;
  const untouched = details.expiration === '' || details.expiration === progress.application?.defaultDay;
  const [first, ...others] = application.locations;
  const only = others.length === 0 ? first?.id : undefined;
  return {
    ...progress,
    typedApplication: application.objectId,
    application,
    details: {
      ...details,
      expiration: untouched ? application.defaultDay : details.expiration,
      locationId: details.locationId || (only ?? ''),
    },
  };
}
