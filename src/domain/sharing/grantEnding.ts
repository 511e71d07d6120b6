import { carrierOf, summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Records } from '../records';
import type { Secret } from '../secrets/secret';
import type { Grant } from './grant';
import type { EndContext } from './requestEnding';

/** How and by whom a live grant ends. */
export interface GrantEnd {
  readonly as: 'ended' | 'revoked' | 'closed';
  /** Who made it end before its time; the holder and the owner are told by name. */
  readonly by?: { readonly objectId: string; readonly displayName: string };
}

/**
 * Ends a live grant and the ticket it gave, in the caller's transaction. Ended early by somebody, the holder is told,
 * and the owner too where the value had been seen.
 *
 * @returns whether the value had been seen; `undefined` when the grant was not live any more and nothing was written
 */
export async function endGrant(
  records: Records,
  grant: Grant,
  end: GrantEnd,
  context: EndContext,
): Promise<{ readonly seen: boolean } | undefined> {
  const { secret, now, ids } = context;
  if (!(await records.grants.end(grant.id, end.as, now, end.by))) return undefined;
  const isTimeOver = end.as === 'ended';
  const isUnused = await records.tickets.end(grant.ticketId, isTimeOver ? 'expired' : 'cancelled', now);
  const ticket = await records.tickets.find(grant.ticketId);
  const seen = ticket?.state === 'shown';
  const state = isTimeOver ? ({ kind: 'expired', at: grant.endsAt } as const) : ({ kind: 'cancelled' } as const);
  const carrier = isUnused && ticket ? [carrierOf(ticket, secret, state)] : [];
  await audit(records, grant, end, context);
  await put(records.outbox, [...carrier, ...noticesOf(grant, end, secret, seen)], { ids, now });
  return { seen };
}

/** Ends the live grants of a secret, all or those that `which` picks; in the caller's transaction. */
export async function closeGrants(
  records: Records,
  by: GrantEnd['by'],
  context: EndContext,
  which: (grant: Grant) => boolean = () => true,
): Promise<void> {
  const { tenantId, reference } = context.secret;
  for (const grant of await records.grants.ofSecret(tenantId, reference)) {
    if (grant.state === 'live' && which(grant)) {
      await endGrant(records, grant, { as: 'closed', ...(by ? { by } : {}) }, context);
    }
  }
}

function audit(records: Records, grant: Grant, end: GrantEnd, { secret, acted, now }: EndContext): Promise<void> {
  return records.audit.append({
    at: now,
    tenantId: grant.tenantId,
    action: end.as === 'revoked' ? 'grant.revoked' : 'grant.ended',
    ...acted,
    reference: grant.reference,
    applicationId: secret.application.objectId,
    keyId: secret.keyId,
    ticketId: grant.ticketId,
    detail: end.as,
  });
}

/** Nobody is told what they did themselves; an owner who held the grant knows that they know. */
function noticesOf(grant: Grant, { by }: GrantEnd, secret: Secret, seen: boolean): readonly Telling[] {
  if (!by) return [];
  const { tenantId, person } = grant;
  const summary = summaryOf(secret);
  const toHolder: Telling = {
    to: { tenantId, personId: person.objectId },
    subject: `notice:revoked:${grant.id}`,
    notice: { kind: 'grant_revoked', secret: summary, byName: by.displayName },
  };
  const toOwner: Telling = {
    to: { tenantId, personId: secret.owner.objectId },
    subject: `notice:knows:${grant.id}`,
    notice: { kind: 'knows_value', secret: summary, personName: person.displayName, why: 'revoked' },
  };
  return [
    ...(by.objectId === person.objectId ? [] : [toHolder]),
    ...(seen && secret.owner.objectId !== person.objectId ? [toOwner] : []),
  ];
}
