import type { CarrierState } from '../notices/notice';
import { carrierOf, summaryOf } from '../notices/summaries';
import type { Telling } from '../notices/telling';
import type { Ticket } from '../reveal/ticket';
import type { DeleteIntent } from './intent';
import type { Secret, SecretState } from './secret';

/** A delete done this soon is told in the answer to the click that confirmed it. */
const ANSWERED_WITHIN_MS = 15_000;

/** What a delete leaves of a secret. */
interface Ending {
  readonly intent: DeleteIntent;
  readonly secret: Secret;
  /** As they were before the delete ended them. */
  readonly tickets: readonly Ticket[];
  readonly now: Date;
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
      return [];
  }
}

/** Who deleted it has the answer to their click, unless the delete went on after it. */
function deletedNotices({ intent, secret, now }: Ending): readonly Telling[] {
  const people = new Set([secret.owner.objectId, secret.creator.objectId]);
  const isAnswered = intent.attempts === 0 && now.getTime() - intent.createdAt.getTime() < ANSWERED_WITHIN_MS;
  if (isAnswered) people.delete(intent.actor.objectId);
  else people.add(intent.actor.objectId);
  return [...people].map((personId) => ({
    to: { tenantId: secret.tenantId, personId },
    subject: `notice:deleted:${secret.reference}`,
    notice: {
      kind: 'deleted',
      secret: summaryOf(secret),
      byName: intent.actor.displayName,
      vaulted: secret.vaultEntry !== undefined,
    },
  }));
}

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
