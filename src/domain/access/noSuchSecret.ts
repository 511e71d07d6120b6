import type { Actor } from '../actor';
import type { Location } from '../vaulting/location';
import type { StandingSubject } from './standings';

/** No object of Entra has this id: asked about where there is none, so that as much is asked as where there is one. */
export const NOBODY_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Stands in for a secret that does not exist, so that asking how the actor stands to it reads as much as for one that
 * does. Neither the time an answer takes nor a directory that is away tells names that exist from others.
 */
export function noSuchSecret(actor: Actor, locations: readonly Location[]): StandingSubject {
  const nobody = { objectId: NOBODY_ID, displayName: '' };
  return {
    tenantId: actor.tenantId,
    application: { objectId: NOBODY_ID, appId: NOBODY_ID, displayName: '' },
    locationId: locations[0]?.id ?? '',
    sharing: true,
    owner: nobody,
    creator: nobody,
  };
}

/** The secret as a standing is to be asked about it: whether it is shared must not decide what is read. */
export function asIfShared<S extends StandingSubject>(secret: S): S {
  return { ...secret, sharing: true };
}
