import { DomainError } from '../errors';
import type { TicketInHand } from './ownTickets';
import type { TicketView } from './ticketView';

/** What a ticket's button leads to at this moment, apart from what "I didn't see it" would do. */
export function viewOf({ ticket, summary, secret }: TicketInHand, now: Date): TicketView {
  const base = { ticket, summary };
  if (ticket.state === 'preparing') return { ...base, kind: 'not_ready' };
  if (!secret) return { ...base, kind: 'cancelled' };
  switch (secret.state) {
    case 'removed_unseen':
      return { ...base, kind: 'removed_unseen', at: secret.endedAt ?? ticket.expiresAt };
    case 'replaced':
      return { ...base, kind: 'replaced' };
    case 'deleted':
    case 'gone':
      return { ...base, kind: 'deleted' };
  }
  switch (ticket.state) {
    case 'shown': {
      const { shownAt = now, confirmedAt } = ticket;
      return { ...base, kind: 'shown', at: shownAt, ...(confirmedAt ? { confirmedAt } : {}) };
    }
    case 'cancelled':
      return { ...base, kind: 'cancelled' };
    case 'expired':
      return { ...base, kind: 'expired', at: ticket.expiresAt };
  }
  if (secret.state === 'deleting') return { ...base, kind: 'deleted' };
  if (now >= ticket.expiresAt || now >= secret.expiresAt) return { ...base, kind: 'expired', at: ticket.expiresAt };
  return { ...base, kind: 'ready', secret, until: ticket.expiresAt };
}

/** The same, as the error that Show value answers with. */
export function refusalOf(view: TicketView): DomainError {
  switch (view.kind) {
    case 'ready':
    case 'not_ready':
      return new DomainError('conflict', { reason: 'not_ready' });
    case 'shown':
      return new DomainError('gone', { reason: 'already_shown', at: view.at });
    case 'expired':
      return new DomainError('gone', { reason: 'expired', at: view.at, cause: view.ticket.cause });
    case 'cancelled':
      return new DomainError('gone', { reason: 'deleted', cause: view.ticket.cause });
    case 'removed_unseen':
      return new DomainError('gone', { reason: 'removed_unseen', at: view.at });
    default:
      return new DomainError('gone', { reason: 'deleted' });
  }
}
