import { BY_THE_BOT } from '../audit/auditEvent';
import { carrierOf, summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Ids } from '../ports';
import type { Records } from '../records';
import { closeGrants } from '../sharing/grantEnding';
import { cancelRequests } from '../sharing/requestEnding';
import { outcomeSubject } from './deleteEnding';
import type { DeleteIntent } from './intent';
import type { Secret } from './secret';

/**
 * What it means to a secret that its vault copy was deleted because it has expired: nothing is shared and nothing can be
 * opened any more, and its owner and creator are told. In the caller's transaction. Does nothing when the secret itself
 * ended meanwhile.
 */
export async function retireCopy(
  records: Records,
  intent: DeleteIntent,
  { ids, now }: { readonly ids: Pick<Ids, 'id'>; readonly now: Date },
): Promise<void> {
  const { tenantId, reference } = intent;
  const secret = reference && (await records.secrets.find(tenantId, reference));
  if (!secret || !(await records.secrets.dropCopy(tenantId, secret.reference))) return;
  const context = { secret, acted: BY_THE_BOT, now, ids };
  await cancelRequests(records, 'sharing_off', context);
  await closeGrants(records, undefined, context);
  const tickets = await records.tickets.ofSecret(tenantId, secret.reference);
  for (const ticket of tickets) await records.tickets.end(ticket.id, 'cancelled', now);
  const cards = tickets
    .filter((ticket) => !ticket.confirmedAt)
    .map((ticket) => carrierOf(ticket, secret, { kind: 'cancelled' }));
  await put(records.outbox, [...cards, ...noticesOf(intent, secret)], { ids, now });
}

function noticesOf(intent: DeleteIntent, secret: Secret): readonly Telling[] {
  const people = new Set([secret.owner.objectId, secret.creator.objectId]);
  return [...people].map((personId) => ({
    to: { tenantId: secret.tenantId, personId },
    subject: outcomeSubject(intent),
    notice: { kind: 'copy_retired', secret: summaryOf(secret) },
  }));
}
