import type { SandboxVault, VaultSecret, VaultVersion } from '../../world/vaults';

/** Key Vault counts in seconds and keeps what is deleted for ninety days. */
const recoverableDays = 90;
const daySeconds = 86_400;

/** A secret without its value, as lists and deletes show it. `id` has a version or, in lists of secrets, none. */
function withoutValue(vault: SandboxVault, name: string, version: VaultVersion, withVersion: boolean): object {
  const { contentType, tags, enabled, expires, notBefore, created, updated } = version;
  return {
    ...(contentType !== undefined && { contentType }),
    id: `https://${vault.host}/secrets/${name}${withVersion ? `/${version.version}` : ''}`,
    attributes: {
      enabled,
      ...(notBefore !== undefined && { nbf: notBefore }),
      ...(expires !== undefined && { exp: expires }),
      created,
      updated,
      recoveryLevel: vault.recoveryLevel,
      recoverableDays: vault.recoveryLevel === 'Purgeable' ? 0 : recoverableDays,
    },
    ...(tags && { tags }),
  };
}

/** The answer that carries the value: to set and get only. Plaintext leaves for whoever may read the vault. */
export function secretBundle(vault: SandboxVault, { name }: VaultSecret, version: VaultVersion): object {
  return { value: version.value, ...withoutValue(vault, name, version, true) };
}

export function secretItem(
  vault: SandboxVault,
  { name }: VaultSecret,
  version: VaultVersion,
  withVersion: boolean,
): object {
  return withoutValue(vault, name, version, withVersion);
}

export function deletedBundle(
  vault: SandboxVault,
  secret: VaultSecret,
  newest: VaultVersion,
  withVersion = true,
): object {
  const deletedDate = Math.floor((secret.deletedAt ?? 0) / 1_000);
  return {
    recoveryId: `https://${vault.host}/deletedsecrets/${secret.name}`,
    deletedDate,
    scheduledPurgeDate: deletedDate + recoverableDays * daySeconds,
    ...withoutValue(vault, secret.name, newest, withVersion),
  };
}
