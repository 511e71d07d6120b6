import type { Person } from '../actor';
import type { Fault } from '../errors';
import type { Location } from '../vaulting/location';

/** Sharing needs a vaulted value: without one SecretBot keeps no copy and cannot control access. */
export function sharingFaults(details: { readonly vault: boolean; readonly share: boolean }): readonly Fault[] {
  return details.share && !details.vault ? [{ field: 'share', rule: 'needs_vaulting' }] : [];
}

/** Pre-approval needs a vaulted value, for the same reason. */
export function preApprovalFaults(vault: boolean, preApprove: boolean): readonly Fault[] {
  return preApprove && !vault ? [{ field: 'preApprove', rule: 'needs_vaulting' }] : [];
}

/**
 * Whether sharing makes the secrets of a location visible to a person: to its users group, or to every member of the
 * tenant, never guests, where it has none.
 */
export function seesShared(location: Location, person: Pick<Person, 'kind'>, inUsersGroup: boolean): boolean {
  return location.usersGroupId ? inUsersGroup : person.kind === 'member';
}
