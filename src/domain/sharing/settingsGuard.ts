import { DomainError } from '../errors';
import type { Records } from '../records';
import type { Secret, SecretSettings } from '../secrets/secret';

/** The settings of a secret as they were read. */
export function settingsOf({ sharing, preApproved, owner }: Secret): SecretSettings {
  return { sharing, preApproved, owner };
}

/**
 * Goes on only while the secret is active with the settings that were read; from here to the end of the transaction
 * nobody else can change them, since a change to the same settings is a change.
 *
 * @throws conflict `changed_meanwhile`
 */
export async function refuseUnlessUnchanged(records: Pick<Records, 'secrets'>, secret: Secret): Promise<void> {
  const settings = settingsOf(secret);
  const isSame = await records.secrets.changeSettings(secret.tenantId, secret.reference, settings, settings);
  if (!isSame) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
}
