import type { Secret } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import type { Ticket } from './ticket';
import { preApprovedUntil } from './ticketLife';

/** The ticket that a pre-approved owner gets without asking: one look, ready at once, for as long as a grant there may last. */
export function preApprovedTicket(id: string, secret: Secret, location: Location, now: Date): Ticket {
  return {
    id,
    tenantId: secret.tenantId,
    personId: secret.owner.objectId,
    reference: secret.reference,
    cause: 'pre_approval',
    state: 'ready',
    createdAt: now,
    expiresAt: preApprovedUntil(now, location.maxGrantHours, secret.expiresAt),
    sealed: false,
  };
}
