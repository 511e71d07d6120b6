import type { Ticket } from '../reveal/ticket';
import type { CreateIntent } from '../secrets/intent';
import type { Secret } from '../secrets/secret';
import type { CarrierState, SecretSummary } from './notice';
import type { Recipient } from './recipient';
import type { Telling } from './telling';

/** A secret as notices name it. */
export function summaryOf(secret: Secret): SecretSummary {
  return {
    reference: secret.reference,
    name: secret.name,
    applicationName: secret.application.displayName,
    expiresAt: secret.expiresAt,
  };
}

/** What a create is about, as notices name it. */
export function summaryOfIntent(intent: CreateIntent): SecretSummary {
  return {
    reference: intent.reference,
    name: intent.draft.details.name,
    applicationName: intent.application.displayName,
    expiresAt: intent.expiresAt,
  };
}

/** The person who asked for a create, where they asked. */
export function askerOf(intent: CreateIntent): Recipient {
  return { tenantId: intent.tenantId, personId: intent.actor.objectId, origin: intent.origin };
}

/** The carrier of a create, as it stands before there is a secret. */
export function carrierOfIntent(intent: CreateIntent, state: CarrierState): Telling {
  return {
    to: askerOf(intent),
    subject: `carrier:${intent.ticketId}`,
    notice: {
      kind: 'carrier',
      ticketId: intent.ticketId,
      secret: summaryOfIntent(intent),
      clientId: intent.application.appId,
      vaulted: intent.draft.details.vault,
      cause: intent.kind === 'reissue' ? 'reissue' : 'creation',
      state,
    },
  };
}

/** The carrier of a ticket in its present state. It finds the message that was sent before; without one it goes to `to` or the personal chat. */
export function carrierOf(ticket: Ticket, secret: Secret, state: CarrierState, to?: Recipient): Telling {
  return {
    to: to ?? { tenantId: ticket.tenantId, personId: ticket.personId },
    subject: `carrier:${ticket.id}`,
    notice: {
      kind: 'carrier',
      ticketId: ticket.id,
      secret: summaryOf(secret),
      clientId: secret.application.appId,
      vaulted: secret.vaultEntry !== undefined,
      cause: ticket.cause,
      state,
    },
  };
}
