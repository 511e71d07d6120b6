import { type Actor, doerOf } from '../actor';
import { type Acted, actedBy, BY_THE_BOT } from '../audit/auditEvent';
import type { Records } from '../records';
import type { DeleteSubject } from './deleteSubject';
import type { DeleteIntent } from './intent';
import { visibleName } from './visibleName';

/** Makes the delete of a subject, not begun. */
export function deleteOf(
  subject: DeleteSubject,
  from: {
    readonly actor: Actor;
    readonly id: string;
    readonly now: Date;
    readonly cause: DeleteIntent['cause'];
  },
): DeleteIntent {
  return {
    id: from.id,
    tenantId: from.actor.tenantId,
    actor: doerOf(from.actor),
    ...aboutOf(subject),
    cause: from.cause,
    step: 'intended',
    attempts: 0,
    nextLookAt: from.now,
    createdAt: from.now,
  };
}

/** Writes down a delete that nobody confirmed: it follows from something else. In the caller's transaction. */
export async function beginDelete({ intents, audit }: Records, intent: DeleteIntent, at: Date): Promise<void> {
  await intents.addDelete(intent);
  await audit.append({ ...deleteRow(intent, at), action: 'delete.begun', detail: intent.cause });
}

/** What every audit row of a delete says. */
export function deleteRow(intent: DeleteIntent, at: Date) {
  const { tenantId, reference, application, keyId } = intent;
  return {
    at,
    tenantId,
    ...actedIn(intent),
    ...(reference ? { reference } : {}),
    applicationId: application.objectId,
    keyId,
  };
}

/** Whose doing a delete is: what time brings is the bot's own. */
export function actedIn({ cause, actor }: DeleteIntent): Acted {
  return cause === 'unseen' || cause === 'expired' ? BY_THE_BOT : actedBy(actor);
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
