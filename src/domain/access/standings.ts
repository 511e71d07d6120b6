import type { Actor } from '../actor';
import { isDomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Directory } from '../ports';
import type { Secret } from '../secrets/secret';
import { seesShared } from '../sharing/sharingRules';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { Standing } from './accessPolicy';

interface Dependencies {
  readonly directory: Pick<Directory, 'ownerIds' | 'isMemberOf'>;
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
    const isSameTenant = secret.tenantId === actor.tenantId;
    const [applicationOwner, administrator, sharedWith] = await Promise.all([
      this.#ownsApplication(actor, secret),
      this.deps.people.isAdministrator(actor),
      this.#isSharedWith(actor, secret),
    ]);
    return {
      creator: isSameTenant && secret.creator.objectId === actor.objectId,
      owner: isSameTenant && secret.owner.objectId === actor.objectId,
      applicationOwner: isSameTenant && applicationOwner,
      administrator: isSameTenant && administrator,
      sharedWith: isSameTenant && sharedWith,
      approver: false,
      holder: false,
    };
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
    if (!secret.sharing || !locationById(this.deps.locations, secret.locationId)) return false;
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
