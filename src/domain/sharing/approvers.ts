import { DomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Secret } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { AccessRequest, Wish } from './accessRequest';
import { type Deciders, decidersOf } from './decisionRule';

interface Dependencies {
  readonly people: Pick<PeopleService, 'enabledMembers'>;
  readonly locations: readonly Location[];
}

/** What a request is about, as far as it matters to who decides. */
export interface Asked {
  readonly wish: Wish;
  readonly requesterId: string;
  readonly secret: Secret;
}

/** Finds out who decides, from the rule and from the directory as it is at this moment. */
export class Approvers {
  constructor(private readonly deps: Dependencies) {}

  /** Who is to be asked. @throws too_few_approvers; not_found `location` where the operator took it away */
  async of(asked: Asked, escalated = false): Promise<Deciders> {
    const location = this.locationOf(asked.secret);
    const candidates = [asked.secret.owner.objectId, ...location.approvers];
    const deciders = await this.#decide(asked, location, { candidates, escalated });
    const { approverIds, needed } = deciders;
    if (approverIds.length >= needed) return deciders;
    throw new DomainError('too_few_approvers', { eligible: approverIds.length, needed });
  }

  /** Which of these people, all of whom were asked, may still decide the request. */
  async stillEligible(
    request: AccessRequest,
    secret: Secret,
    personIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const asked: Asked = { wish: request.wish, requesterId: request.requester.objectId, secret };
    const candidates = personIds.filter((id) => request.approverIds.includes(id));
    const { approverIds } = await this.#decide(asked, this.locationOf(secret), { candidates, escalated: true });
    return new Set(approverIds.filter((id) => candidates.includes(id)));
  }

  /** The secret's location. @throws not_found `location` where the operator took it away */
  locationOf(secret: Secret): Location {
    const location = locationById(this.deps.locations, secret.locationId);
    if (!location) throw new DomainError('not_found', { what: 'location' });
    return location;
  }

  async #decide(
    { wish, requesterId, secret }: Asked,
    location: Location,
    { candidates, escalated }: { readonly candidates: readonly string[]; readonly escalated: boolean },
  ): Promise<Deciders> {
    const members = await this.deps.people.enabledMembers(candidates);
    return decidersOf({
      wish,
      requesterId,
      ownerId: secret.owner.objectId,
      approverIds: location.approvers,
      approvals: location.approvals,
      escalated,
      eligibleIds: new Set(members.keys()),
    });
  }
}
