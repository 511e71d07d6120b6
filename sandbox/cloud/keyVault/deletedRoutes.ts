import { keyVaultError } from '../errorBodies';
import { AnswerError, type CloudAnswer } from '../hostHandler';
import { answerPage } from './answerPage';
import { deletedBundle, secretItem } from './secretShapes';
import { isBeingDeleted, requireDeleted, requireVersion, type VaultRequest } from './vaultRequest';

/** `GET /deletedsecrets/{name}`: 404 for a while after the delete. */
export function getDeleted(request: VaultRequest): CloudAnswer {
  const secret = requireDeleted(request);
  return { status: 200, body: deletedBundle(request.vault, secret, requireVersion(secret, '')) };
}

/** `GET /deletedsecrets` */
export function listDeleted(request: VaultRequest): CloudAnswer {
  const { vault } = request;
  const deleted = [...vault.secrets.values()].filter(
    (secret) => secret.deletedAt !== undefined && !isBeingDeleted(request, secret),
  );
  return answerPage(
    request,
    deleted.map((secret) => deletedBundle(vault, secret, requireVersion(secret, ''), false)),
  );
}

/** `POST /deletedsecrets/{name}/recover` */
export function recoverDeleted(request: VaultRequest): CloudAnswer {
  const secret = requireDeleted(request);
  delete secret.deletedAt;
  return { status: 200, body: secretItem(request.vault, secret, requireVersion(secret, ''), true) };
}

/** `DELETE /deletedsecrets/{name}`: for ever. */
export function purgeDeleted(request: VaultRequest): CloudAnswer {
  const secret = requireDeleted(request);
  if (request.vault.recoveryLevel === 'Recoverable') {
    const message = 'Operation "purge" is not allowed because purge protection is enabled for this vault.';
    throw new AnswerError(keyVaultError(403, 'Forbidden', message));
  }
  request.vault.secrets.delete(secret.name.toLowerCase());
  return { status: 204 };
}
