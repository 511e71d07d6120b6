import { NOBODY_ID } from '../access/noSuchSecret';
import type { Actor } from '../actor';
import { type ApplicationRefusal, DomainError, isDomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Directory } from '../ports';
import { Remembered } from '../remembered';
import type { Location } from '../vaulting/location';
import type { Application } from './application';
import { cannotServe } from './cannotServe';
import { type CreateTerms, termsOf } from './createTerms';

const SEARCH_LIMIT = 15;
const REMEMBER_TERMS_MS = 60_000;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PERSONAL_ACCOUNTS_LIMIT = 2;

interface Dependencies {
  readonly directory: Pick<
    Directory,
    | 'application'
    | 'applicationByAppId'
    | 'applicationsOwnedBy'
    | 'allApplications'
    | 'ownerIds'
    | 'policy'
    | 'canServe'
    | 'self'
    | 'credentials'
    | 'isMemberOf'
  >;
  readonly people: Pick<PeopleService, 'verify' | 'isAdministrator'>;
  readonly locations: readonly Location[];
  readonly clock: Clock;
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** Which applications a person may create secrets for, and on what terms. */
export class ApplicationService {
  readonly #terms: Remembered<CreateTerms>;

  constructor(private readonly deps: Dependencies) {
    this.#terms = new Remembered(deps.clock, REMEMBER_TERMS_MS);
  }

  /** Applications the actor owns in Entra (all of them for administrators) whose name or client id starts with `query`, 15 at most. */
  async search(actor: Actor, query: string): Promise<readonly Application[]> {
    return this.#find(actor, query.trim(), SEARCH_LIMIT);
  }

  /** Whether there is nothing the actor could create a secret for. */
  async ownsNone(actor: Actor): Promise<boolean> {
    return (await this.#find(actor, '', 1)).length === 0;
  }

  /**
   * The one application that a typed text means: its client id, its name (ignoring case), or the only beginning that fits.
   *
   * @throws not_found when there is none that the actor may create for; ambiguous when several fit; too_many
   */
  named(actor: Actor, text: string): Promise<Application> {
    return this.deps.guesses.watch(actor, () => this.#named(actor, text));
  }

  async #named(actor: Actor, text: string): Promise<Application> {
    const query = text.trim();
    if (GUID.test(query)) return this.#byAppId(actor, query.toLowerCase());
    const found = query ? await this.#find(actor, query, SEARCH_LIMIT) : [];
    const exact = found.filter((each) => each.displayName.toLowerCase() === query.toLowerCase());
    const fitting = exact.length > 0 ? exact : found;
    const [first, ...others] = fitting;
    if (!first) throw new DomainError('not_found', { what: 'application', query });
    if (others.length === 0) return first;
    const candidates = fitting.map((each) =>
      exact.length > 0 ? `${each.displayName} (${each.appId})` : each.displayName,
    );
    throw new DomainError('ambiguous', { query, candidates });
  }

  /**
   * An application by object id, if the actor may create for it.
   *
   * @throws not_found otherwise; whether it exists is not told.
   */
  async byId(actor: Actor, objectId: string): Promise<Application> {
    const [application, mayManage] = await Promise.all([
      this.deps.directory.application(objectId),
      this.mayManage(actor, objectId),
    ]);
    if (!application || !mayManage) throw new DomainError('not_found', { what: 'application' });
    return application;
  }

  /** Whether the actor owns the application in Entra or is an administrator. Nobody owns one that is not there. */
  async mayManage(actor: Actor, objectId: string): Promise<boolean> {
    if (await this.deps.people.isAdministrator(actor)) return true;
    try {
      return (await this.deps.directory.ownerIds(objectId)).includes(actor.objectId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return false;
      throw error;
    }
  }

  /**
   * On what terms the actor may create here; every check that needs nothing typed. `shown` takes terms that are up to a
   * minute old: for judging what was typed into a card that showed them, where all is judged again before anything is done.
   *
   * @throws refused with the reason the bot has a remedy for; not_found when it is not theirs.
   */
  async terms(
    actor: Actor,
    objectId: string,
    timeZone: string,
    { shown = false }: { readonly shown?: boolean } = {},
  ): Promise<CreateTerms> {
    const about = `${actor.objectId}|${objectId}|${timeZone}`;
    if (!shown) this.#terms.forget(about);
    return this.#terms.get(about, () => this.#termsNow(actor, objectId, timeZone));
  }

  async #termsNow(actor: Actor, objectId: string, timeZone: string): Promise<CreateTerms> {
    const application = await this.byId(actor, objectId);
    const [policy, canServe, isFull, locations] = await Promise.all([
      this.deps.directory.policy(application),
      this.deps.directory.canServe(objectId),
      this.#isFull(application),
      this.usableLocations(actor),
    ]);
    const refuse = (reason: ApplicationRefusal) =>
      new DomainError('refused', { reason, application: application.displayName });
    if (policy.blocksSecrets) throw refuse('policy_blocks_secrets');
    if (!canServe) throw await cannotServe(this.deps.directory, application);
    if (isFull) throw refuse('too_many_secrets');
    if (locations.length === 0) throw refuse('no_location');
    return termsOf({ application, policy, locations, now: this.deps.clock.now(), timeZone });
  }

  /** The locations whose users include the actor; without a users group that is every member of the tenant. */
  async usableLocations(actor: Actor): Promise<readonly Location[]> {
    const person = await this.deps.people.verify(actor);
    const usable = await Promise.all(
      this.deps.locations.map(async (location) => {
        if (person.kind === 'guest' && !location.allowGuests) return false;
        return !location.usersGroupId || (await this.deps.directory.isMemberOf(actor.objectId, location.usersGroupId));
      }),
    );
    return this.deps.locations.filter((_, index) => usable[index]);
  }

  async #find(actor: Actor, query: string, limit: number): Promise<readonly Application[]> {
    return (await this.deps.people.isAdministrator(actor))
      ? this.deps.directory.allApplications(query, limit)
      : this.deps.directory.applicationsOwnedBy(actor.objectId, query, limit);
  }

  async #byAppId(actor: Actor, appId: string): Promise<Application> {
    const application = await this.deps.directory.applicationByAppId(appId);
    // Asked also where there is none: what is read, and may fail, does not tell whether there is one.
    const mayManage = await this.mayManage(actor, application?.objectId ?? NOBODY_ID);
    if (application && mayManage) return application;
    throw new DomainError('not_found', { what: 'application', query: appId });
  }

  async #isFull(application: Application): Promise<boolean> {
    if (!application.allowsPersonalAccounts) return false;
    return (await this.deps.directory.credentials(application.objectId)).length >= PERSONAL_ACCOUNTS_LIMIT;
  }
}
