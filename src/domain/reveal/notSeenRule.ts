import { type AccessDecision, decideAccess, factsOf, type Standing } from '../access/accessPolicy';
import type { Secret } from '../secrets/secret';
import type { Ticket } from './ticket';
import { NOT_SEEN_MS } from './ticketLife';

/** What "I didn't see it" leads to: a new ticket for a vaulted value, a new credential for any other. */
export type NotSeenRemedy = 'new_ticket' | 'reissue';

/** Which remedy fits a secret. */
export function remedyFor(secret: Secret): NotSeenRemedy {
  return secret.vaultEntry ? 'new_ticket' : 'reissue';
}

/**
 * The remedy that a ticket's holder may have now; the access rule and the ticket both decide.
 *
 * A grant gives one ticket and no more. `ended` when the person has said that the value is stored, or a day has passed since the ticket ended; a ticket that
 * can still be used needs no remedy and is `denied`.
 */
export function decideNotSeen(ticket: Ticket, secret: Secret, who: Standing, now: Date): AccessDecision {
  const decision = decideAccess(remedyFor(secret), { ...who, holder: true }, factsOf(secret));
  if (decision.kind !== 'allowed') return decision;
  if (ticket.cause === 'grant') return { kind: 'denied' };
  if (ticket.state === 'preparing' || isUsable(ticket, now)) return { kind: 'denied' };
  const endedAt = ticket.shownAt ?? ticket.expiresAt;
  const isOver = ticket.confirmedAt !== undefined || now.getTime() >= endedAt.getTime() + NOT_SEEN_MS;
  return isOver || ticket.state === 'cancelled' ? { kind: 'ended' } : { kind: 'allowed' };
}

/** Whether a person has a ticket that they can still use, or soon can. */
export function holdsOpenTicket(tickets: readonly Ticket[], personId: string, now: Date): boolean {
  const isOpen = (ticket: Ticket) =>
    (ticket.state === 'ready' || ticket.state === 'preparing') && now < ticket.expiresAt;
  return tickets.some((ticket) => ticket.personId === personId && isOpen(ticket));
}

/** Whether a ticket can still be claimed. */
export function isUsable(ticket: Ticket, now: Date): boolean {
  return ticket.state === 'ready' && now < ticket.expiresAt;
}
