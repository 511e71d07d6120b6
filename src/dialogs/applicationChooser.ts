import type { ApplicationService } from '../domain/applications/applicationService';
import type { CreateTerms } from '../domain/applications/createTerms';
import { type DomainError, type ErrorDetails, isDomainError } from '../domain/errors';
import type { ChosenApplication } from './wizardProgress';
import type { WizardTurn } from './wizardTurn';

/** What came of a typed or chosen application. `unknown` says why in the error: there is none, or several. */
export type Choice =
  | { readonly kind: 'chosen'; readonly application: ChosenApplication }
  | { readonly kind: 'refused'; readonly details: ErrorDetails['refused']; readonly applicationName: string }
  | { readonly kind: 'unknown'; readonly error: DomainError };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds the application a person means and whether it can get a secret, before anything else is typed. */
export class ApplicationChooser {
  constructor(private readonly applications: Pick<ApplicationService, 'byId' | 'named' | 'terms'>) {}

  /** `typed` is an object id (chosen from the list or in a button), a client id or a name. */
  async choose({ actor }: WizardTurn, typed: string, timeZone: string): Promise<Choice> {
    let name = typed;
    try {
      const application = await this.find(actor, typed);
      name = application.displayName;
      return {
        kind: 'chosen',
        application: chosen(await this.applications.terms(actor, application.objectId, timeZone)),
      };
    } catch (error) {
      if (isDomainError(error, 'refused')) {
        return { kind: 'refused', details: error.details, applicationName: name };
      }
      if (isDomainError(error, 'not_found') || isDomainError(error, 'ambiguous')) return { kind: 'unknown', error };
      throw error;
    }
  }

  private async find(actor: WizardTurn['actor'], typed: string) {
    if (!GUID.test(typed)) return this.applications.named(actor, typed);
    try {
      return await this.applications.byId(actor, typed);
    } catch (error) {
      // A GUID that is no object id of theirs may still be a client id.
      if (isDomainError(error, 'not_found')) return this.applications.named(actor, typed);
      throw error;
    }
  }
}

function chosen(terms: CreateTerms): ChosenApplication {
  const { objectId, appId, displayName } = terms.application;
  return {
    objectId,
    appId,
    displayName,
    ...(terms.policyMaxDays !== undefined && { policyMaxDays: terms.policyMaxDays }),
    defaultDay: terms.defaultDay,
    locations: terms.locations.map(({ location, lastDay, capDays, cappedBy }) => ({
      id: location.id,
      name: location.name,
      lastDay,
      ...(capDays !== undefined && { capDays }),
      cappedBy,
    })),
  };
}
