import type { Reference } from '../../domain/reference';
import { nameKey } from '../../domain/secrets/nameKey';
import type { Secret, SecretSettings, SecretState } from '../../domain/secrets/secret';
import type { SecretRow } from './schema';

/** States in which the secret still has a credential and holds its name. */
export const LIVE: readonly SecretState[] = ['active', 'deleting'];

export function secretRowOf(secret: Secret): SecretRow {
  return {
    tenant_id: secret.tenantId,
    reference: secret.reference,
    application_id: secret.application.objectId,
    app_id: secret.application.appId,
    application_name: secret.application.displayName,
    key_id: secret.keyId,
    hint: secret.hint ?? null,
    name: secret.name,
    name_key: nameKey(secret.name),
    name_slot: LIVE.includes(secret.state) ? nameKey(secret.name) : null,
    description: secret.description,
    location_id: secret.locationId,
    vault_name: secret.vaultEntry?.name ?? null,
    vault_version: secret.vaultEntry?.version ?? null,
    ...settingsRowOf(secret),
    creator_id: secret.creator.objectId,
    creator_name: secret.creator.displayName,
    starts_at: secret.startsAt.getTime(),
    expires_at: secret.expiresAt.getTime(),
    created_at: secret.createdAt.getTime(),
    state: secret.state,
    ended_at: secret.endedAt?.getTime() ?? null,
  };
}

type SettingsRow = Pick<SecretRow, 'sharing' | 'pre_approved' | 'owner_id' | 'owner_name'>;

export function settingsRowOf({ sharing, preApproved, owner }: SecretSettings): SettingsRow {
  return {
    sharing: sharing ? 1 : 0,
    pre_approved: preApproved ? 1 : 0,
    owner_id: owner.objectId,
    owner_name: owner.displayName,
  };
}

export function secretOf(row: SecretRow): Secret {
  return {
    reference: row.reference as Reference,
    tenantId: row.tenant_id,
    application: { objectId: row.application_id, appId: row.app_id, displayName: row.application_name },
    keyId: row.key_id,
    ...(row.hint !== null && { hint: row.hint }),
    name: row.name,
    description: row.description,
    locationId: row.location_id,
    ...(row.vault_name !== null &&
      row.vault_version !== null && { vaultEntry: { name: row.vault_name, version: row.vault_version } }),
    sharing: row.sharing === 1,
    preApproved: row.pre_approved === 1,
    owner: { objectId: row.owner_id, displayName: row.owner_name },
    creator: { objectId: row.creator_id, displayName: row.creator_name },
    startsAt: new Date(row.starts_at),
    expiresAt: new Date(row.expires_at),
    createdAt: new Date(row.created_at),
    state: row.state,
    ...(row.ended_at !== null && { endedAt: new Date(row.ended_at) }),
  };
}
