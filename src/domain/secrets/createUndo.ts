import { DomainError, isDomainError } from '../errors';
import { askerOf, carrierOfIntent, summaryOfIntent } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Clock, Directory, Ids, Vault } from '../ports';
import type { Records } from '../records';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { CreateLookUp } from './createLookUp';
import type { CreateSetback } from './createSetback';
import type { CreateWork } from './createWork';
import type { CreateIntent, DeleteIntent, UndoReason } from './intent';
import { after, SETTLING_MS } from './schedule';
import { vaultEntryName } from './secret';

interface Dependencies {
  readonly directory: Pick<Directory, 'removePassword'>;
  readonly vault: Pick<Vault, 'remove'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly locations: readonly Location[];
  readonly lookUp: Pick<CreateLookUp, 'run'>;
  readonly setback: Pick<CreateSetback, 'putOff'>;
}

/**
 * The way back of one create: takes away what it put outside, in reverse order, and tells the person. It removes a
 * credential only by the key id that the intent recorded. It may be interrupted and run again at any point.
 */
export class CreateUndo {
  constructor(private readonly deps: Dependencies) {}

  /** Writes down that this create will be undone, and why; then undoes as much as can be undone now. */
  async begin(work: CreateWork, reason: UndoReason): Promise<void> {
    await work.save({ ...work.intent, step: 'undoing', undoReason: reason, nextLookAt: this.deps.clock.now() });
    await this.resume(work);
  }

  /** Goes on with an undo: finishes it, or writes down when to look again. */
  async resume(work: CreateWork): Promise<void> {
    if (!(await this.#keyIsSettled(work))) return;
    const isVaultClear = await this.#clearVault(work.intent);
    if (!(await this.#removeCredential(work))) return;
    await this.#finish(work, isVaultClear);
  }

  /** After an unclear `addPassword` the credential is looked for first; false when that ended the pass. */
  async #keyIsSettled(work: CreateWork): Promise<boolean> {
    const { keyId, lastEffectAt } = work.intent;
    if (keyId !== undefined || lastEffectAt === undefined) return true;
    const seen = await this.deps.lookUp.run(work, lastEffectAt);
    return seen === 'recorded' || seen === 'absent';
  }

  /** @returns whether nothing can be left in the vault, now or by a `put` that is still on its way */
  async #clearVault(intent: CreateIntent): Promise<boolean> {
    const location = locationById(this.deps.locations, intent.draft.details.locationId);
    if (!intent.draft.details.vault || !intent.keyId || !location) return true;
    try {
      await this.deps.vault.remove(location, vaultEntryName(intent.reference));
      return intent.vaultEntry !== undefined;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  async #removeCredential(work: CreateWork): Promise<boolean> {
    const { intent } = work;
    if (!intent.keyId) return true;
    try {
      await this.deps.directory.removePassword(intent.application.objectId, intent.keyId);
      return true;
    } catch (error) {
      if (isDomainError(error, 'not_found')) return true;
      await this.deps.setback.putOff(work, error);
      return false;
    }
  }

  #finish(work: CreateWork, isVaultClear: boolean): Promise<void> {
    const { intent } = work;
    return work.save({ ...intent, step: 'undone' }, async (records, now) => {
      await records.tickets.end(intent.ticketId, 'cancelled', now);
      await auditUndone(records, intent, now);
      if (intent.keyId && !isVaultClear) await records.intents.addDelete(deleteOfUndone(intent, intent.keyId, now));
      await put(records.outbox, tellings(intent), { ids: this.deps.ids, now });
    });
  }
}

function auditUndone(records: Records, intent: CreateIntent, at: Date): Promise<void> {
  return records.audit.append({
    at,
    tenantId: intent.tenantId,
    action: 'create.undone',
    actorId: intent.actor.objectId,
    reference: intent.reference,
    applicationId: intent.application.objectId,
    ...(intent.keyId ? { keyId: intent.keyId } : {}),
    detail: reasonOf(intent),
  });
}

/**
 * The delete that takes away what an undone create may still leave. A `put` whose answer was lost may arrive late, so
 * the vault entry is removed (again) after the settling time.
 */
export function deleteOfUndone(intent: CreateIntent, keyId: string, now: Date): DeleteIntent {
  const { tenantId, actor, application, reference, draft, lastEffectAt } = intent;
  return {
    id: `${intent.id}~undone`,
    tenantId,
    actor,
    application,
    keyId,
    reference,
    ...(draft.details.vault ? { locationId: draft.details.locationId } : {}),
    credentialName: draft.details.name,
    cause: 'undone',
    step: 'credential_removed',
    attempts: 0,
    nextLookAt: lastEffectAt ? after(lastEffectAt, SETTLING_MS) : now,
    createdAt: now,
  };
}

function tellings(intent: CreateIntent): readonly Telling[] {
  const reason = reasonOf(intent);
  const outcome: Telling = {
    to: askerOf(intent),
    subject: `wizard:${intent.id}`,
    notice: {
      kind: 'not_created',
      secret: summaryOfIntent(intent),
      reason,
      undone: intent.keyId !== undefined,
      intentId: intent.id,
    },
  };
  const hasCarrier = !intent.draft.details.vault && reason !== 'unreachable';
  return hasCarrier ? [outcome, carrierOfIntent(intent, { kind: 'cancelled' })] : [outcome];
}

function reasonOf(intent: CreateIntent): UndoReason {
  return intent.undoReason ?? 'interrupted';
}
