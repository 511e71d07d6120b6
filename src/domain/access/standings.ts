import type { Actor } from '../actor';
import { isDomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Directory } from '../ports';
import type { Secret } from '../secrets/secret';
import { seesShared } from '../sharing/sharingRules';
import type { Location } from '../vaulting/location';
import { NOBODY, type Standing } from './accessPolicy';

/** A person owns at most a few hundred applications. */
const MOST_OWNED = 1000;

interface Dependencies {
  readonly directory: Pick<Directory, 'ownerIds' | 'applicationsOwnedBy' | 'isMemberOf'>;
  readonly people: Pick<PeopleService, 'verify' | 'isAdministrator'>;
  readonly locations: readonly Location[];
}

/** What a standing depends on. */
export type StandingSubject = Pick<Secret, 'tenantId' | 'application' | 'locationId' | 'sharing' | 'owner' | 'creator'>;

/** Finds out how people stand to secrets. */
export class Standings {
  constructor(private readonly deps: Dependencies) {}

  /** How the actor stands to the secret, apart from tickets, grants and requests. @throws not_found `person` as `PeopleService.verify` */
  async of(actor: Actor, secret: StandingSubject): Promise<Standing> {
    const [applicationOwner, administrator, sharedWith] = await Promise.all([
      this.#ownsApplication(actor, secret),
      this.deps.people.isAdministrator(actor),
      this.#isSharedWith(actor, secret),
    ]);
    return standingOf(actor, secret, { applicationOwner, administrator, sharedWith });
  }

  /**
   * The same for any number of secrets, shared or not: what is asked of the directory depends on the actor alone, so
   * that it does not tell how many there are.
   *
   * @throws as `of`
   */
  async ofEach(actor: Actor, secrets: readonly StandingSubject[]): Promise<readonly Standing[]> {
    const [owned, administrator, locations] = await Promise.all([
      this.deps.directory.applicationsOwnedBy(actor.objectId, '', MOST_OWNED),
      this.deps.people.isAdministrator(actor),
      this.sharedLocations(actor),
    ]);
    const ownedIds = new Set(owned.map(({ objectId }) => objectId));
    const locationIds = new Set(locations.map(({ id }) => id));
    return secrets.map((secret) => {
      const applicationOwner = ownedIds.has(secret.application.objectId);
      return standingOf(actor, secret, {
        applicationOwner,
        administrator,
        sharedWith: locationIds.has(secret.locationId),
      });
    });
  }

  /** The locations whose shared secrets the actor may know of. */
  async sharedLocations(actor: Actor): Promise<readonly Location[]> {
    const person = await this.deps.people.verify(actor);
    const visible = await Promise.all(
      this.deps.locations.map(async (location) => {
        const group = location.usersGroupId;
        const inGroup = group !== undefined && (await this.deps.directory.isMemberOf(actor.objectId, group));
        return seesShared(location, person, inGroup);
      }),
    );
    return this.deps.locations.filter((_, index) => visible[index]);
  }

  async #isSharedWith(actor: Actor, secret: StandingSubject): Promise<boolean> {
    if (!secret.sharing) return false;
    return (await this.sharedLocations(actor)).some((location) => location.id === secret.locationId);
  }

  /** Nobody owns an application that is gone. */
  async #ownsApplication(actor: Actor, secret: StandingSubject): Promise<boolean> {
    try {
      return (await this.deps.directory.ownerIds(secret.application.objectId)).includes(actor.objectId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return false;
      throw error;
    }
  }
}

/** Nobody is anything to a secret of another tenant. */
function standingOf(
  actor: Actor,
  secret: StandingSubject,
  asked: Pick<Standing, 'applicationOwner' | 'administrator' | 'sharedWith'>,
): Standing {
  if (secret.tenantId !== actor.tenantId) return NOBODY;
  return {
    ...NOBODY,
    ...asked,
    creator: secret.creator.objectId === actor.objectId,
    owner: secret.owner.objectId === actor.objectId,
  };
}
