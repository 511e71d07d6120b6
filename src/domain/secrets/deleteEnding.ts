import type { CarrierState, Subject } from '../notices/notice';
import type { Recipient } from '../notices/recipient';
import { carrierOf, summaryOf } from '../notices/summaries';
import type { Telling } from '../notices/telling';
import type { Ticket } from '../reveal/ticket';
import type { DeleteIntent } from './intent';
import type { Secret, SecretState } from './secret';

/** What a delete leaves of a secret. */
interface Ending {
  readonly intent: DeleteIntent;
  readonly secret: Secret;
  /** As they were before the delete ended them. */
  readonly tickets: readonly Ticket[];
  readonly now: Date;
  /** Whether the answer to the actor's click says it. */
  readonly isAnswered: boolean;
}

/** How a secret stands after a delete of this cause. */
export function stateAfter(cause: DeleteIntent['cause']): SecretState {
  switch (cause) {
    case 'unseen':
      return 'removed_unseen';
    case 'replaced':
      return 'replaced';
    default:
      return 'deleted';
  }
}

/** Whom to tell what when a delete is done: every open card of the secret, and the people concerned. */
export function tellingsOf(ending: Ending): readonly Telling[] {
  return [...carriers(ending), ...notices(ending)];
}

/** A card on which the person said that the value is stored has nothing more to say. */
function carriers({ intent, secret, tickets, now }: Ending): readonly Telling[] {
  return tickets
    .filter((ticket) => !ticket.confirmedAt)
    .map((ticket) => carrierOf(ticket, secret, carrierAfter(intent.cause, now)));
}

function carrierAfter(cause: DeleteIntent['cause'], at: Date): CarrierState {
  switch (cause) {
    case 'unseen':
      return { kind: 'removed_unseen', at };
    case 'replaced':
      return { kind: 'replaced' };
    default:
      return { kind: 'cancelled' };
  }
}

function notices(ending: Ending): readonly Telling[] {
  switch (ending.intent.cause) {
    case 'confirmed':
      return deletedNotices(ending);
    case 'unseen':
      return unseenNotices(ending);
    default:
      // Nobody waits for these, unless they heard that it did not get through.
      return ending.intent.unfinishedTold ? [deletedNotice(ending, ending.intent.actor.objectId)] : [];
  }
}

/** Who deleted it gets the answer to their click, unless the delete went on after it. */
function deletedNotices(ending: Ending): readonly Telling[] {
  const { intent, secret, isAnswered } = ending;
  const people = new Set([secret.owner.objectId, secret.creator.objectId, intent.actor.objectId]);
  return [...people].map((personId) => {
    const telling = deletedNotice(ending, personId);
    return isAnswered && personId === intent.actor.objectId ? { ...telling, unlessAnswered: intent.id } : telling;
  });
}

function deletedNotice({ intent, secret }: Ending, personId: string): Telling {
  return {
    to: { tenantId: secret.tenantId, personId },
    subject: outcomeSubject(intent),
    notice: {
      kind: 'deleted',
      secret: summaryOf(secret),
      byName: intent.actor.displayName,
      vaulted: secret.vaultEntry !== undefined,
    },
  };
}

/** Whom to tell when a credential that was made elsewhere is deleted: who asked, unless their click is answered with it. */
export function foreignTellingsOf(intent: DeleteIntent, isAnswered: boolean): readonly Telling[] {
  if (intent.cause !== 'confirmed') return [];
  const secret = { name: intent.credentialName, applicationName: intent.application.displayName };
  const notice = { kind: 'credential_deleted', secret } as const;
  const answer = isAnswered ? { unlessAnswered: intent.id } : {};
  return [{ to: actorOf(intent), subject: outcomeSubject(intent), notice, ...answer }];
}

/** Who asked for a delete, or made the secret that it is about. */
export function actorOf(intent: DeleteIntent): Recipient {
  return { tenantId: intent.tenantId, personId: intent.actor.objectId };
}

/** The subject under which the actor is told how a delete ended; the message of the click that asked for it. */
export function outcomeSubject({ cause, reference, keyId }: DeleteIntent): Subject {
  return `notice:${outcomes[cause]}:${reference ?? keyId}`;
}

const outcomes: Readonly<Record<DeleteIntent['cause'], string>> = {
  confirmed: 'deleted',
  replaced: 'deleted',
  undone: 'deleted',
  unseen: 'unseen',
  expired: 'retired',
};

/** The creator may create it again; the ticket that nobody used bears the id of the create. */
function unseenNotices({ secret, tickets }: Ending): readonly Telling[] {
  const created = tickets.find((ticket) => ticket.cause === 'creation' || ticket.cause === 'reissue');
  const { tenantId, creator, owner, reference } = secret;
  const told = { subject: `notice:unseen:${reference}` as const, secret: summaryOf(secret) };
  const toCreator: Telling = {
    to: { tenantId, personId: creator.objectId },
    subject: told.subject,
    notice: { kind: 'removed_unseen', secret: told.secret, ...(created ? { intentId: created.id } : {}) },
  };
  if (owner.objectId === creator.objectId) return [toCreator];
  const toOwner: Telling = {
    to: { tenantId, personId: owner.objectId },
    subject: told.subject,
    notice: { kind: 'removed_unseen', secret: told.secret },
  };
  return [toCreator, toOwner];
}
