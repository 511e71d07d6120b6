import type { RequestNoticeState, RequestSummary } from '../notices/notice';
import { summaryOf } from '../notices/summaries';
import type { Telling } from '../notices/telling';
import type { Records } from '../records';
import { holdsOpenTicket } from '../reveal/notSeenRule';
import type { Secret } from '../secrets/secret';
import type { AccessRequest } from './accessRequest';
import { accessEnd, verdictOf } from './decisionRule';
import type { RequestView } from './sharingViews';

/** A request with what its cards say besides. */
export interface RequestInHand {
  readonly request: AccessRequest;
  readonly secret: Secret;
  /** How many others hold access now. */
  readonly holders: number;
}

/** The request as the card of one of the people concerned shows it. */
export function viewFor(personId: string, { request, secret, holders }: RequestInHand): RequestView {
  return {
    role: personId === request.requester.objectId ? 'requester' : 'approver',
    request: summaryOfRequest(request, holders),
    secret: summaryOf(secret),
    state: stateFor(personId, request, secret),
  };
}

/** The open card for the people asked. */
export function approverCards(inHand: RequestInHand, personIds = inHand.request.approverIds): readonly Telling[] {
  return personIds.map((personId) => cardFor({ tenantId: inHand.request.tenantId, personId }, inHand));
}

/** The open card for the person who asked, where they asked: they have it as the answer, unless that was lost. */
export function askerCard(inHand: RequestInHand): Telling {
  const { id, tenantId, requester, origin } = inHand.request;
  return { ...cardFor({ tenantId, personId: requester.objectId, origin }, inHand), unlessAnswered: id };
}

/** Every copy of the card in its present state: everybody who was asked, and the requester where they asked. */
export function everyCard(inHand: RequestInHand): readonly Telling[] {
  const { tenantId, requester, origin } = inHand.request;
  return [cardFor({ tenantId, personId: requester.objectId, origin }, inHand), ...approverCards(inHand)];
}

/** How many people apart from one can open the value or hold a grant of it. */
export async function countHolders(
  records: Pick<Records, 'grants' | 'tickets'>,
  { tenantId, reference }: Secret,
  { except, now }: { readonly except: string; readonly now: Date },
): Promise<number> {
  const grants = await records.grants.ofSecret(tenantId, reference);
  const tickets = await records.tickets.ofSecret(tenantId, reference);
  const holders = new Set(
    grants.filter((grant) => grant.state === 'live' && grant.endsAt > now).map((grant) => grant.person.objectId),
  );
  for (const { personId } of tickets) if (holdsOpenTicket(tickets, personId, now)) holders.add(personId);
  holders.delete(except);
  return holders.size;
}

/** The request with its secret and the number of others who hold access. */
export async function inHandOf(
  records: Pick<Records, 'grants' | 'tickets'>,
  request: AccessRequest,
  { secret, now }: { readonly secret: Secret; readonly now: Date },
): Promise<RequestInHand> {
  return {
    request,
    secret,
    holders: await countHolders(records, secret, { except: request.requester.objectId, now }),
  };
}

/** A request as notices name it. */
export function summaryOfRequest(request: AccessRequest, holders: number): RequestSummary {
  const { id, requester, reason, wish, decideBy, needed } = request;
  return {
    id,
    requesterName: requester.displayName,
    requesterSignIn: requester.signInName,
    reason,
    wish,
    decideBy,
    needed,
    holders,
  };
}

function cardFor(to: Telling['to'], inHand: RequestInHand): Telling {
  return {
    to,
    subject: `request:${inHand.request.id}`,
    notice: { kind: 'request', ...viewFor(to.personId, inHand) },
  };
}

function stateFor(personId: string, request: AccessRequest, secret: Secret): RequestNoticeState {
  const byNames = request.approvals.map(({ approver }) => approver.displayName);
  switch (request.state) {
    case 'open': {
      const youApproved = request.approvals.some(({ approver }) => approver.objectId === personId);
      return { kind: 'open', approvedBy: byNames, youApproved };
    }
    case 'approved': {
      const { hours } = verdictOf(request.approvals, request.needed);
      const isAccess = request.wish.kind === 'access' && request.endedAt !== undefined;
      const until = isAccess && accessEnd(request.endedAt, hours, secret.expiresAt);
      return { kind: 'approved', byNames, ...(until ? { until } : {}) };
    }
    case 'denied':
      return {
        kind: 'denied',
        byName: request.denial?.approver.displayName ?? '',
        reason: request.denial?.reason ?? '',
      };
    case 'cancelled':
      return { kind: 'cancelled', reason: request.cancelReason ?? 'deleted' };
    default:
      return { kind: request.state };
  }
}
