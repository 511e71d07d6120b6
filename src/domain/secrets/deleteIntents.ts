import type { Actor } from '../actor';
import type { DeleteSubject } from './deleteSubject';
import type { DeleteIntent } from './intent';
import { visibleName } from './visibleName';

/** Makes the delete of a subject, not begun. */
export function deleteOf(
  subject: DeleteSubject,
  from: {
    readonly actor: Pick<Actor, 'tenantId' | 'objectId' | 'displayName'>;
    readonly id: string;
    readonly now: Date;
    readonly cause: DeleteIntent['cause'];
  },
): DeleteIntent {
  const { tenantId, objectId, displayName } = from.actor;
  return {
    id: from.id,
    tenantId,
    actor: { objectId, displayName },
    ...aboutOf(subject),
    cause: from.cause,
    step: 'intended',
    attempts: 0,
    nextLookAt: from.now,
    createdAt: from.now,
  };
}

function aboutOf(
  subject: DeleteSubject,
): Pick<DeleteIntent, 'application' | 'keyId' | 'reference' | 'locationId' | 'credentialName'> {
  if (subject.kind === 'ours') {
    const { application, keyId, reference, vaultEntry, locationId, name } = subject.secret;
    return { application, keyId, reference, ...(vaultEntry ? { locationId } : {}), credentialName: name };
  }
  const { objectId, appId, displayName } = subject.application;
  const { keyId } = subject.credential;
  const credentialName = visibleName(subject.credential.displayName ?? '') || keyId;
  return { application: { objectId, appId, displayName }, keyId, credentialName };
}
