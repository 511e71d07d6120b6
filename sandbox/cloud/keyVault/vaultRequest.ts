import type { SandboxVault, VaultSecret, VaultVersion } from '../../world/vaults';
import type { World } from '../../world/world';
import { keyVaultError } from '../errorBodies';
import { AnswerError, type CloudRequest } from '../hostHandler';

/** A request with a good token to one vault. */
export interface VaultRequest extends CloudRequest {
  readonly world: World;
  readonly vault: SandboxVault;
  /** Milliseconds, in the sandbox's time. */
  readonly now: number;
  readonly name: string;
  readonly version: string;
}

export function badParameter(message: string): AnswerError {
  return new AnswerError(keyVaultError(400, 'BadParameter', message));
}

/** Words of the real service, see recorded-real-service.json. */
export function secretNotFound(name: string): AnswerError {
  const message =
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be ` +
    'able to recover it using the correct recovery command. For help resolving this issue, please see ' +
    'https://go.microsoft.com/fwlink/?linkid=2125182';
  return new AnswerError(keyVaultError(404, 'SecretNotFound', message));
}

export function deletedSecretNotFound(name: string): AnswerError {
  return new AnswerError(keyVaultError(404, 'SecretNotFound', `Deleted Secret not found: ${name}`));
}

/** A name cannot be used while its secret is deleted, or on the way there. */
export function nameConflict(request: VaultRequest): AnswerError {
  const { name } = request;
  if (isBeingDeleted(request, request.vault.secrets.get(name.toLowerCase()))) {
    const message = `Secret ${name} is currently being deleted.`;
    return new AnswerError(keyVaultError(409, 'Conflict', message, 'ObjectIsBeingDeleted'));
  }
  const message =
    `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, ` +
    'the secret can only be recovered or purged.';
  return new AnswerError(keyVaultError(409, 'Conflict', message, 'ObjectIsDeletedButRecoverable'));
}

/** Whether the delete has not reached the list of deleted secrets yet. */
export function isBeingDeleted({ vault, now }: VaultRequest, secret: VaultSecret | undefined): boolean {
  return secret?.deletedAt !== undefined && now < secret.deletedAt + vault.deleteLagMilliseconds;
}

/** The live secret that the request names. @throws AnswerError */
export function requireSecret({ vault, name }: VaultRequest): VaultSecret {
  const secret = vault.secrets.get(name.toLowerCase());
  if (!secret || secret.deletedAt !== undefined) {
    throw secretNotFound(name);
  }
  return secret;
}

/** The deleted secret that the request names, once it shows as one. @throws AnswerError */
export function requireDeleted(request: VaultRequest): VaultSecret {
  const secret = request.vault.secrets.get(request.name.toLowerCase());
  if (secret?.deletedAt === undefined || isBeingDeleted(request, secret)) {
    throw deletedSecretNotFound(request.name);
  }
  return secret;
}

/** The version asked for, or the newest. @throws AnswerError */
export function requireVersion(secret: VaultSecret, version: string): VaultVersion {
  const found = version === '' ? secret.versions.at(-1) : secret.versions.find((one) => one.version === version);
  if (!found) {
    throw secretNotFound(`${secret.name}/${version}`);
  }
  return found;
}
