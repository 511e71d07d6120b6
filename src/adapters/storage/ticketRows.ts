import type { Reference } from '../../domain/reference';
import type { Ticket } from '../../domain/reveal/ticket';
import type { TicketRow } from './schema';

export function ticketRowOf(ticket: Ticket): TicketRow {
  return {
    id: ticket.id,
    tenant_id: ticket.tenantId,
    person_id: ticket.personId,
    reference: ticket.reference,
    cause: ticket.cause,
    state: ticket.state,
    created_at: ticket.createdAt.getTime(),
    expires_at: ticket.expiresAt.getTime(),
    shown_at: ticket.shownAt?.getTime() ?? null,
    confirmed_at: ticket.confirmedAt?.getTime() ?? null,
    ended_at: null,
    sealed: ticket.sealed ? 1 : 0,
  };
}

export function ticketOf(row: TicketRow): Ticket {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    personId: row.person_id,
    reference: row.reference as Reference,
    cause: row.cause,
    state: row.state,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    ...(row.shown_at !== null && { shownAt: new Date(row.shown_at) }),
    ...(row.confirmed_at !== null && { confirmedAt: new Date(row.confirmed_at) }),
    sealed: row.sealed === 1,
  };
}
