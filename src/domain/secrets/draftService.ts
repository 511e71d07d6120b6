import type { Actor, Person } from '../actor';
import type { Application } from '../applications/application';
import type { ApplicationService } from '../applications/applicationService';
import type { CreateTerms } from '../applications/createTerms';
import { DomainError, type Fault } from '../errors';
import type { Clock, Directory } from '../ports';
import type { Store } from '../records';
import { preApprovalFaults } from '../sharing/sharingRules';
import type { Location } from '../vaulting/location';
import { detailsFaults, expiryFaults } from './checks';
import { endOfDay, knownZone } from './lifetime';
import type { DetailsInput, SecretDraft } from './secretDraft';
import { visibleName } from './visibleName';

interface Dependencies {
  readonly directory: Pick<Directory, 'person'>;
  readonly applications: Pick<ApplicationService, 'terms'>;
  readonly locations: readonly Location[];
  readonly store: Pick<Store, 'records'>;
  readonly clock: Clock;
}

/** The owner a draft names, as far as they are fit to own. */
export interface OwnerCheck {
  readonly faults: readonly Fault[];
  /** Who it is, when the directory knows them. */
  readonly owner?: Person;
}

/** Everything the summary shows before Submit. */
export interface DraftSummary {
  readonly application: Application;
  readonly location: Location;
  readonly name: string;
  readonly description: string;
  /** The end of the chosen day in the person's zone. */
  readonly expiresAt: Date;
  readonly timeZone: string;
  readonly vaulted: boolean;
  readonly sharing: boolean;
  readonly owner: Person;
  readonly preApproved: boolean;
}

/** A draft that fits every rule at this moment. */
export interface CheckedDraft {
  readonly draft: SecretDraft;
  readonly application: Application;
  readonly location: Location;
  readonly owner: Person;
  readonly expiresAt: Date;
}

/** Judges what people type into the wizard, field by field. Nothing here changes anything. */
export class DraftService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The faults of the details card, by the terms that it shows; an empty list means fine. The summary and Submit judge by
   * the terms of their moment.
   *
   * @throws refused, not_found as `ApplicationService.terms`.
   */
  async checkDetails(
    actor: Actor,
    applicationId: string,
    details: DetailsInput,
    timeZone: string,
  ): Promise<readonly Fault[]> {
    const terms = await this.deps.applications.terms(actor, applicationId, timeZone, { shown: true });
    return this.#detailsFaults({ actor, terms, details, timeZone, nameSettled: false });
  }

  /** The faults of the owner card, with the owner as the directory knows them. */
  async checkOwner(_actor: Actor, draft: SecretDraft): Promise<OwnerCheck> {
    const { ownerId, preApprove } = draft.owner;
    const faults = preApprovalFaults(draft.details.vault, preApprove);
    if (ownerId.trim() === '') return { faults: [{ field: 'owner', rule: 'required' }, ...faults] };
    const owner = await this.deps.directory.person(ownerId.trim().toLowerCase());
    if (!owner) return { faults: [{ field: 'owner', rule: 'unknown' }, ...faults] };
    return { faults: [...ownerFaults(owner, this.#location(draft.details.locationId)), ...faults], owner };
  }

  /**
   * What the summary shows.
   *
   * @throws invalid_input when something no longer fits; refused, not_found as `ApplicationService.terms`.
   */
  async summary(actor: Actor, draft: SecretDraft): Promise<DraftSummary> {
    const { application, location, owner, expiresAt } = await this.check(actor, draft);
    const { details } = draft;
    const preApproved = draft.owner.preApprove;
    return {
      application,
      location,
      name: visibleName(details.name),
      description: details.description.trim(),
      expiresAt,
      timeZone: knownZone(draft.timeZone),
      vaulted: details.vault,
      sharing: details.share,
      owner,
      preApproved,
    };
  }

  /**
   * Checks every rule at once, as Submit does. `settled` is for what was decided before: an intent has reserved its
   * name, a reissue keeps the name and the exact moment of expiry of the secret it replaces.
   *
   * @throws invalid_input with every fault; refused, not_found as `ApplicationService.terms`.
   */
  async check(actor: Actor, draft: SecretDraft, settled?: { readonly expiresAt: Date }): Promise<CheckedDraft> {
    const { details, timeZone } = draft;
    const [terms, { owner, faults: ownerFound }] = await Promise.all([
      this.deps.applications.terms(actor, draft.applicationId, timeZone),
      this.checkOwner(actor, draft),
    ]);
    const found = await this.#detailsFaults({ actor, terms, details, timeZone, nameSettled: settled !== undefined });
    const faults = settled
      ? [
          ...found.filter((fault) => fault.field !== 'expiration'),
          ...this.#expiryFaults(settled.expiresAt, terms, draft),
        ]
      : found;
    const location = this.#location(details.locationId);
    if (faults.length + ownerFound.length > 0 || !owner || !location) {
      throw new DomainError('invalid_input', { faults: [...faults, ...ownerFound] });
    }
    const expiresAt = settled?.expiresAt ?? endOfDay(details.expiration, knownZone(timeZone));
    return { draft, application: terms.application, location, owner, expiresAt };
  }

  async #detailsFaults(input: {
    readonly actor: Actor;
    readonly terms: CreateTerms;
    readonly details: DetailsInput;
    readonly timeZone: string;
    readonly nameSettled: boolean;
  }): Promise<readonly Fault[]> {
    const { actor, terms, details, timeZone } = input;
    const name = visibleName(details.name);
    const nameTaken =
      !input.nameSettled &&
      name !== '' &&
      (await this.deps.store.records.secrets.isNameTaken(actor.tenantId, terms.application.objectId, name));
    return detailsFaults(details, { locations: terms.locations, now: this.deps.clock.now(), timeZone, nameTaken });
  }

  #expiryFaults(expiresAt: Date, terms: CreateTerms, draft: SecretDraft): readonly Fault[] {
    const location = terms.locations.find((each) => each.location.id === draft.details.locationId);
    return expiryFaults(expiresAt, location, { now: this.deps.clock.now(), timeZone: draft.timeZone });
  }

  #location(id: string): Location | undefined {
    return this.deps.locations.find((location) => location.id === id);
  }
}

/** An owner must be enabled and a member of the tenant; a guest only where the location allows guests. */
export function ownerFaults(owner: Person, location: Location | undefined): readonly Fault[] {
  if (!owner.enabled) return [{ field: 'owner', rule: 'disabled' }];
  if (owner.kind === 'guest' && !location?.allowGuests) return [{ field: 'owner', rule: 'not_a_member' }];
  return [];
}
