import { carrierOf } from '../notices/summaries';
import { put } from '../notices/telling';
import type { Records } from '../records';
import type { Ticket } from '../reveal/ticket';
import type { AccessRequest } from './accessRequest';
import { accessEnd } from './decisionRule';
import type { Grant } from './grant';
import type { EndContext } from './requestEnding';

/**
 * Gives what an approved request asked for: a grant, its one ticket, and the card that opens it, where the request was
 * made. In the transaction of the decision.
 */
export async function giveAccess(
  records: Records,
  given: { readonly request: AccessRequest; readonly hours: number; readonly context: EndContext },
): Promise<void> {
  const { request, hours, context } = given;
  const { secret, now, ids } = context;
  const { tenantId, reference, requester, origin } = request;
  const endsAt = accessEnd(now, hours, secret.expiresAt);
  const grant: Grant = {
    id: ids.id(),
    tenantId,
    reference,
    person: { objectId: requester.objectId, displayName: requester.displayName },
    requestId: request.id,
    ticketId: ids.id(),
    startsAt: now,
    endsAt,
    state: 'live',
  };
  const ticket: Ticket = {
    id: grant.ticketId,
    tenantId,
    personId: requester.objectId,
    reference,
    cause: 'grant',
    state: 'ready',
    createdAt: now,
    expiresAt: endsAt,
    sealed: false,
  };
  await records.grants.add(grant);
  await records.tickets.add(ticket);
  await audit(records, grant, context);
  const to = { tenantId, personId: requester.objectId, origin };
  const carrier = carrierOf(ticket, secret, { kind: 'ready', until: endsAt }, to);
  await put(records.outbox, [carrier], { ids, now });
}

async function audit(records: Records, grant: Grant, { secret, acted, now }: EndContext): Promise<void> {
  const row = {
    at: now,
    tenantId: grant.tenantId,
    ...acted,
    reference: grant.reference,
    applicationId: secret.application.objectId,
    keyId: secret.keyId,
    ticketId: grant.ticketId,
  };
  await records.audit.append({ ...row, action: 'grant.made', detail: grant.requestId });
  await records.audit.append({ ...row, action: 'ticket.issued', detail: 'grant' });
}
