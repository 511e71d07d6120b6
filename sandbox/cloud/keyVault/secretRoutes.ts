import { randomUUID } from 'node:crypto';
import type { VaultVersion } from '../../world/vaults';
import { keyVaultError } from '../errorBodies';
import type { CloudAnswer } from '../hostHandler';
import { answerPage } from './answerPage';
import { deletedBundle, secretBundle, secretItem } from './secretShapes';
import { detailsOf, parseBody, secretValueOf } from './setParameters';
import { nameConflict, requireSecret, requireVersion, type VaultRequest } from './vaultRequest';

/** `PUT /secrets/{name}`: a new version. Plaintext comes in and is kept, as in a real vault. */
export function setSecret(request: VaultRequest): CloudAnswer {
  const { vault, name, now } = request;
  const body = parseBody(request);
  const value = secretValueOf(body);
  const details = detailsOf(body);
  const present = vault.secrets.get(name.toLowerCase());
  if (present?.deletedAt !== undefined) {
    throw nameConflict(request);
  }
  const seconds = Math.floor(now / 1_000);
  const version: VaultVersion = {
    enabled: true,
    ...details,
    value,
    version: randomUUID().replaceAll('-', ''),
    created: seconds,
    updated: seconds,
  };
  const secret = present ?? { name, versions: [] };
  secret.versions.push(version);
  vault.secrets.set(name.toLowerCase(), secret);
  return { status: 200, body: secretBundle(vault, secret, version) };
}

/** `GET /secrets/{name}/{version}`. An ended `exp` does not stop it, as in the real service; `enabled: false` does. */
export function getSecret(request: VaultRequest): CloudAnswer {
  const secret = requireSecret(request);
  const version = requireVersion(secret, request.version);
  if (!version.enabled) {
    return keyVaultError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');
  }
  return { status: 200, body: secretBundle(request.vault, secret, version) };
}

/** `PATCH /secrets/{name}/{version}`: everything but the value. */
export function updateSecret(request: VaultRequest): CloudAnswer {
  const secret = requireSecret(request);
  const version = requireVersion(secret, request.version);
  const changed = { ...version, ...detailsOf(parseBody(request)), updated: Math.floor(request.now / 1_000) };
  secret.versions.splice(secret.versions.indexOf(version), 1, changed);
  return { status: 200, body: secretItem(request.vault, secret, changed, true) };
}

/** `DELETE /secrets/{name}`: every version at once, recoverable. */
export function deleteSecret(request: VaultRequest): CloudAnswer {
  const secret = requireSecret(request);
  secret.deletedAt = request.now;
  return { status: 200, body: deletedBundle(request.vault, secret, requireVersion(secret, '')) };
}

/** `GET /secrets` */
export function listSecrets(request: VaultRequest): CloudAnswer {
  const { vault } = request;
  const live = [...vault.secrets.values()].filter(({ deletedAt }) => deletedAt === undefined);
  return answerPage(
    request,
    live.map((secret) => secretItem(vault, secret, requireVersion(secret, ''), false)),
  );
}

/** `GET /secrets/{name}/versions` */
export function listVersions(request: VaultRequest): CloudAnswer {
  const secret = requireSecret(request);
  return answerPage(
    request,
    secret.versions.map((version) => secretItem(request.vault, secret, version, true)),
  );
}
