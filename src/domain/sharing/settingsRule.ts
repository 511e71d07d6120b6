import type { Person } from '../actor';
import type { Fault } from '../errors';
import { ownerFaults } from '../secrets/draftService';
import type { Secret, SecretSettings } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import type { SettingsChange } from './accessRequest';
import { preApprovalFaults, sharingFaults } from './sharingRules';

/** The settings there will be after a change. */
export function settingsAfter(secret: SecretSettings, change: SettingsChange): SecretSettings {
  return {
    sharing: change.sharing ?? secret.sharing,
    preApproved: change.preApproved ?? secret.preApproved,
    owner: change.owner ?? secret.owner,
  };
}

/** The part of a change that changes something. */
export function changeOf(secret: SecretSettings, wanted: SecretSettings): SettingsChange {
  return {
    ...(wanted.sharing === secret.sharing ? {} : { sharing: wanted.sharing }),
    ...(wanted.preApproved === secret.preApproved ? {} : { preApproved: wanted.preApproved }),
    ...(wanted.owner.objectId === secret.owner.objectId ? {} : { owner: wanted.owner }),
  };
}

/**
 * Whether a change would give the one who makes it access: the secret becomes theirs, or its owner, who they are or
 * become, is pre-approved and was not before.
 */
export function givesAccess(secret: SecretSettings, to: SecretSettings, makerId: string): boolean {
  if (to.owner.objectId !== makerId) return false;
  const becomesTheirs = secret.owner.objectId !== makerId;
  return becomesTheirs || (to.preApproved && !secret.preApproved);
}

/** The faults of new settings; `owner` is who a new owner turned out to be. Restrictions have none. */
export function settingsFaults(
  secret: Pick<Secret, 'vaultEntry'>,
  change: SettingsChange,
  owner: { readonly person: Person | undefined; readonly location: Location } | undefined,
): readonly Fault[] {
  const vault = secret.vaultEntry !== undefined;
  return [
    ...sharingFaults({ vault, share: change.sharing ?? false }),
    ...preApprovalFaults(vault, change.preApproved ?? false),
    ...(owner ? newOwnerFaults(owner) : []),
  ];
}

function newOwnerFaults({ person, location }: { readonly person: Person | undefined; readonly location: Location }) {
  return person ? ownerFaults(person, location) : [{ field: 'owner', rule: 'unknown' } as const];
}
