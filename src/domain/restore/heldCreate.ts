import { askerOf, carrierOfIntent, summaryOfIntent } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Ids } from '../ports';
import type { Records } from '../records';
import type { CreateIntent } from '../secrets/intent';
import { after, LEASE_MS } from '../secrets/schedule';

/** Later than any lease: whoever held one works on the database that is gone. */
const FOREVER = new Date(8_640_000_000_000_000);

/** What a held-back create is told with. */
export interface Holding {
  /** When the backup was made. */
  readonly madeAt: Date;
  readonly now: Date;
  readonly ids: Pick<Ids, 'id'>;
}

/**
 * Ends an open create of a restored database as `unclear`, in the caller's transaction: it may have finished after the
 * backup, its value may be in use, so nothing of it is removed. Its person is told what to look for. One that was being
 * undone already goes on: nobody ever had its value.
 */
export async function holdBackCreate(records: Records, id: string, holding: Holding): Promise<void> {
  const { madeAt, now, ids } = holding;
  const intent = await records.intents.findCreate(id);
  if (!intent || intent.step === 'undoing') return;
  const lease = await records.intents.lease(id, FOREVER, after(now, LEASE_MS));
  if (!lease) return;
  await records.intents.saveCreate({ ...intent, step: 'unclear', restoredFrom: madeAt }, lease, now);
  await records.intents.release(lease);
  await records.tickets.end(intent.ticketId, 'cancelled', now);
  await records.audit.append({
    at: now,
    tenantId: intent.tenantId,
    action: 'create.unclear',
    actorId: 'system',
    reference: intent.reference,
    applicationId: intent.application.objectId,
    ...(intent.keyId ? { keyId: intent.keyId } : {}),
    detail: 'restored',
  });
  await put(records.outbox, tellings(intent, madeAt), { ids, now });
}

function tellings(intent: CreateIntent, madeAt: Date): readonly Telling[] {
  const keyIds = intent.keyId ? [intent.keyId] : [];
  const outcome: Telling = {
    to: askerOf(intent),
    subject: `wizard:${intent.id}`,
    notice: { kind: 'create_unclear', secret: summaryOfIntent(intent), keyIds, restoredFrom: madeAt },
  };
  return intent.draft.details.vault ? [outcome] : [outcome, carrierOfIntent(intent, { kind: 'cancelled' })];
}
