import { decideAccess, factsOf } from '../access/accessPolicy';
import type { Standings } from '../access/standings';
import { isDomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import { ownerFaults } from '../secrets/draftService';
import type { Secret } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { AccessRequest } from './accessRequest';

interface Dependencies {
  readonly people: Pick<PeopleService, 'verify'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly locations: readonly Location[];
}

/** Whether whoever made a request is still somebody who could make it. */
export class RequesterFitness {
  constructor(private readonly deps: Dependencies) {}

  /** As the directory says at this moment: enabled, and may still know of the secret, or change its settings. */
  async isFit(request: AccessRequest, secret: Secret): Promise<boolean> {
    const requester = { tenantId: request.tenantId, ...request.requester };
    try {
      const person = await this.deps.people.verify(requester, { fresh: true });
      const who = await this.deps.standings.of(requester, secret);
      if (request.wish.kind === 'access') return decideAccess('see_shared', who, factsOf(secret)).kind !== 'hidden';
      const location = locationById(this.deps.locations, secret.locationId);
      // Whoever asked for it owns the secret, or will.
      return (
        decideAccess('share', who, factsOf(secret)).kind !== 'denied' && ownerFaults(person, location).length === 0
      );
    } catch (error) {
      if (isDomainError(error, 'not_found')) return false;
      throw error;
    }
  }
}
