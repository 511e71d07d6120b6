import type { ExpressionBuilder } from 'kysely';
import type { ClaimCondition } from '../../domain/records';
import type { Schema } from './schema';

type Ticket = ExpressionBuilder<Schema, 'tickets'>;

/** What a claim must still be true of beside the ticket's own row, said inside the claim's one UPDATE. */
export function worldAllows(ticket: Ticket, condition: ClaimCondition) {
  return ticket.and([
    ticket.not(ticket.exists(freezeOfTenant(ticket))),
    ticket.exists(secretThatAllows(ticket, condition.personId)),
    ticket.or([ticket('tickets.cause', '!=', 'grant'), ticket.exists(liveGrant(ticket, condition.now))]),
  ]);
}

function freezeOfTenant(ticket: Ticket) {
  return ticket
    .selectFrom('freezes')
    .select('freezes.tenant_id')
    .whereRef('freezes.tenant_id', '=', 'tickets.tenant_id');
}

/** The secret is active, and what the ticket's cause rests on is still so. */
function secretThatAllows(ticket: Ticket, personId: string) {
  return ticket
    .selectFrom('secrets')
    .select('secrets.reference')
    .whereRef('secrets.tenant_id', '=', 'tickets.tenant_id')
    .whereRef('secrets.reference', '=', 'tickets.reference')
    .where('secrets.state', '=', 'active')
    .where(({ eb, or, and }) =>
      or([
        eb('tickets.cause', 'in', ['creation', 'reissue', 'not_seen']),
        and([eb('tickets.cause', '=', 'grant'), eb('secrets.sharing', '=', 1)]),
        and([
          eb('tickets.cause', '=', 'pre_approval'),
          eb('secrets.pre_approved', '=', 1),
          eb('secrets.owner_id', '=', personId),
        ]),
      ]),
    );
}

/** The grant that made this ticket, for this person, not ended by anybody or by its time. */
function liveGrant(ticket: Ticket, now: Date) {
  return ticket
    .selectFrom('grants')
    .select('grants.id')
    .whereRef('grants.ticket_id', '=', 'tickets.id')
    .whereRef('grants.tenant_id', '=', 'tickets.tenant_id')
    .whereRef('grants.reference', '=', 'tickets.reference')
    .whereRef('grants.person_id', '=', 'tickets.person_id')
    .where('grants.state', '=', 'live')
    .where('grants.ends_at', '>', now.getTime());
}
