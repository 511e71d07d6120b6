import type { Acted, AuditAction } from '../audit/auditEvent';
import { put } from '../notices/telling';
import type { Ids } from '../ports';
import type { Records } from '../records';
import type { Secret } from '../secrets/secret';
import type { AccessRequest, CancelReason } from './accessRequest';
import { everyCard, inHandOf } from './requestCards';

/** How an open request ends without access being given. */
export type RequestEnd =
  | { readonly state: 'denied'; readonly denial: NonNullable<AccessRequest['denial']> }
  | { readonly state: 'withdrawn' }
  | { readonly state: 'expired' }
  | { readonly state: 'cancelled'; readonly cancelReason: CancelReason };

/** What an ending needs to know besides. */
export interface EndContext {
  readonly secret: Secret;
  /** Whose doing the end is. */
  readonly acted: Acted;
  readonly now: Date;
  readonly ids: Pick<Ids, 'id'>;
}

/**
 * Ends an open request, and updates every copy of its card; in the caller's transaction.
 *
 * @returns the request as it ended; `undefined` when something else was first and nothing was written
 */
export async function endRequest(
  records: Records,
  request: AccessRequest,
  end: RequestEnd,
  context: EndContext,
): Promise<AccessRequest | undefined> {
  const { secret, acted, now, ids } = context;
  const ended: AccessRequest = { ...request, ...end, endedAt: now };
  if (!(await records.requests.save(ended))) return undefined;
  await records.audit.append({
    at: now,
    tenantId: request.tenantId,
    action: `request.${end.state}` satisfies AuditAction,
    ...acted,
    reference: request.reference,
    applicationId: secret.application.objectId,
    keyId: secret.keyId,
    detail: end.state === 'cancelled' ? end.cancelReason : request.wish.kind,
  });
  await put(records.outbox, everyCard(await inHandOf(records, ended, { secret, now })), { ids, now });
  return ended;
}

/** Cancels the open requests about a secret, all or those that `which` picks; in the caller's transaction. */
export async function cancelRequests(
  records: Records,
  cancelReason: CancelReason,
  context: EndContext,
  which: (request: AccessRequest) => boolean = () => true,
): Promise<void> {
  const { tenantId, reference } = context.secret;
  for (const request of await records.requests.openAbout(tenantId, reference)) {
    if (which(request)) await endRequest(records, request, { state: 'cancelled', cancelReason }, context);
  }
}
