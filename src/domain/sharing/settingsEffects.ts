import type { Acted } from '../audit/auditEvent';
import { DomainError } from '../errors';
import { carrierOf, summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Ids } from '../ports';
import type { Records } from '../records';
import { holdsOpenTicket } from '../reveal/notSeenRule';
import { preApprovedTicket } from '../reveal/preApproval';
import type { Ticket } from '../reveal/ticket';
import type { Secret, SecretSettings } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import { refuseWhileFrozen } from './freezeService';
import { closeGrants } from './grantEnding';
import { cancelRequests, type EndContext } from './requestEnding';
import { settingsOf } from './settingsGuard';

/** New settings of a secret, and who wanted them. */
export interface SettingsApplied {
  /** As it was read. */
  readonly secret: Secret;
  readonly to: SecretSettings;
  readonly location: Location;
  /** Who wanted it; told by name. */
  readonly by: { readonly objectId: string; readonly displayName: string };
  /** Whose click put it into force. */
  readonly acted: Acted;
  readonly now: Date;
  readonly ids: Pick<Ids, 'id'>;
}

/**
 * Puts new settings into force with everything that follows from them: requests, grants and tickets that they end, the
 * ticket of an owner who is now pre-approved, the audit, and what people are told. In the caller's transaction.
 *
 * @returns the secret as it is now
 * @throws conflict `changed_meanwhile` when the settings are no longer as read; frozen where somebody would get a ticket
 */
export async function applySettings(records: Records, applied: SettingsApplied): Promise<Secret> {
  const { secret, to, now, ids } = applied;
  const { tenantId, reference } = secret;
  if (!(await records.secrets.changeSettings(tenantId, reference, settingsOf(secret), to))) {
    throw new DomainError('conflict', { reason: 'changed_meanwhile' });
  }
  const after: Secret = { ...secret, ...to };
  const context: EndContext = { secret: after, acted: applied.acted, now, ids };
  const isHandedOver = secret.owner.objectId !== to.owner.objectId;
  if (isHandedOver) await endOfOldOwner(records, applied, context);
  if (secret.sharing && !to.sharing) await endOfSharing(records, applied, context);
  if (secret.preApproved && !to.preApproved && !isHandedOver) await endOfPreApproval(records, applied, context);
  await issueToOwner(records, applied, context);
  await audit(records, applied);
  await put(records.outbox, tellings(applied, after), { ids, now });
  return after;
}

/** Open requests were made to the old owner; the old owner's own access ends. */
async function endOfOldOwner(records: Records, { secret, by }: SettingsApplied, context: EndContext): Promise<void> {
  const former = secret.owner.objectId;
  await cancelRequests(records, 'owner_changed', context);
  await closeGrants(records, by, context, (grant) => grant.person.objectId === former);
  await endTickets(records, context, (ticket) => ticket.personId === former);
}

async function endOfSharing(records: Records, { by }: SettingsApplied, context: EndContext): Promise<void> {
  await cancelRequests(records, 'sharing_off', context, (request) => request.wish.kind === 'access');
  await closeGrants(records, by, context);
}

/** What the owner has by another cause stays: the creator's own ticket, and what was granted. */
async function endOfPreApproval(records: Records, { secret }: SettingsApplied, context: EndContext): Promise<void> {
  const isCreator = secret.creator.objectId === secret.owner.objectId;
  const ends = (ticket: Ticket) => ticket.cause === 'pre_approval' || (ticket.cause === 'not_seen' && !isCreator);
  await endTickets(records, context, (ticket) => ticket.personId === secret.owner.objectId && ends(ticket));
}

async function endTickets(records: Records, context: EndContext, which: (ticket: Ticket) => boolean): Promise<void> {
  const { secret, now, ids } = context;
  for (const ticket of await records.tickets.ofSecret(secret.tenantId, secret.reference)) {
    if (!which(ticket) || !(await records.tickets.end(ticket.id, 'cancelled', now))) continue;
    await put(records.outbox, [carrierOf(ticket, secret, { kind: 'cancelled' })], { ids, now });
  }
}

/** An owner who is pre-approved and was not before gets a ticket without asking, unless they have one. */
async function issueToOwner(records: Records, applied: SettingsApplied, context: EndContext): Promise<void> {
  const { secret, to, location, now } = applied;
  const wasTheirs = secret.preApproved && secret.owner.objectId === to.owner.objectId;
  if (!to.preApproved || wasTheirs || secret.expiresAt <= now) return;
  const { tenantId, reference } = secret;
  if (holdsOpenTicket(await records.tickets.ofSecret(tenantId, reference), to.owner.objectId, now)) return;
  await refuseWhileFrozen(records, tenantId);
  const ticket = preApprovedTicket(context.ids.id(), context.secret, location, now);
  await records.tickets.add(ticket);
  await records.audit.append({ ...rowOf(applied), action: 'ticket.issued', ticketId: ticket.id, detail: ticket.cause });
  const carrier = carrierOf(ticket, context.secret, { kind: 'ready', until: ticket.expiresAt });
  await put(records.outbox, [carrier], { ids: context.ids, now });
}

async function audit(records: Records, applied: SettingsApplied): Promise<void> {
  const { secret, to } = applied;
  const details = [
    ...(secret.owner.objectId === to.owner.objectId ? [] : ['owner']),
    ...(secret.sharing === to.sharing ? [] : [to.sharing ? 'sharing_on' : 'sharing_off']),
    ...(secret.preApproved === to.preApproved ? [] : [to.preApproved ? 'pre_approval_on' : 'pre_approval_off']),
  ];
  for (const detail of details) {
    await records.audit.append({ ...rowOf(applied), action: 'settings.changed', detail });
  }
}

function rowOf({ secret, acted, now }: SettingsApplied) {
  return {
    at: now,
    tenantId: secret.tenantId,
    ...acted,
    reference: secret.reference,
    applicationId: secret.application.objectId,
    keyId: secret.keyId,
  };
}

/** Everybody concerned is told, apart from whoever wanted it: they have the answer. */
function tellings({ secret, to, by, ids }: SettingsApplied, after: Secret): readonly Telling[] {
  const isHandedOver = secret.owner.objectId !== to.owner.objectId;
  const concerned = isHandedOver
    ? ([
        [secret.owner.objectId, 'former_owner'],
        [to.owner.objectId, 'new_owner'],
      ] as const)
    : ([[to.owner.objectId, 'owner']] as const);
  return concerned
    .filter(([personId]) => personId !== by.objectId)
    .map(([personId, you]) => ({
      to: { tenantId: secret.tenantId, personId },
      subject: `notice:settings:${ids.id()}`,
      notice: {
        kind: 'settings_changed',
        secret: summaryOf(after),
        byName: by.displayName,
        sharing: after.sharing,
        preApproved: after.preApproved,
        ownerName: after.owner.displayName,
        you,
      },
    }));
}
