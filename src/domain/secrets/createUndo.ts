import { actedBy, joinedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import { askerOf, carrierOfIntent, summaryOfIntent } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Clock, Directory, Ids, RemovedCredential, Vault } from '../ports';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { CreateLookUp } from './createLookUp';
import type { CreateSetback } from './createSetback';
import type { CreateWork } from './createWork';
import { beginDelete } from './deleteIntents';
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

interface Answered {
  readonly requestId: string;
}

/** Whether nothing can be left in the vault, now or by a `put` that is still on its way; `answer` where it was asked. */
interface Unvaulted {
  readonly isClear: boolean;
  readonly answer?: Answered;
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
    const unvaulted = await this.#clearVault(work.intent);
    const removed = await this.#removeCredential(work);
    if (removed !== 'later') await this.#finish(work, unvaulted, removed);
  }

  /** After an unclear `addPassword` the credential is looked for first; false when that ended the pass. */
  async #keyIsSettled(work: CreateWork): Promise<boolean> {
    const { keyId, lastEffectAt } = work.intent;
    if (keyId !== undefined || lastEffectAt === undefined) return true;
    const seen = await this.deps.lookUp.run(work, lastEffectAt);
    return seen === 'recorded' || seen === 'absent';
  }

  async #clearVault(intent: CreateIntent): Promise<Unvaulted> {
    const location = locationById(this.deps.locations, intent.draft.details.locationId);
    if (!intent.draft.details.vault || !intent.keyId || !location) return { isClear: true };
    try {
      const answer = await this.deps.vault.remove(location, vaultEntryName(intent.reference));
      return { isClear: intent.vaultEntry !== undefined, answer };
    } catch (error) {
      if (error instanceof DomainError) return { isClear: false };
      throw error;
    }
  }

  /** @returns Graph's answer; nothing where there was nothing to remove */
  async #removeCredential(work: CreateWork): Promise<RemovedCredential | 'later' | undefined> {
    const { intent } = work;
    if (!intent.keyId) return undefined;
    try {
      return await this.deps.directory.removePassword(intent.application.objectId, intent.keyId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return undefined;
      await this.deps.setback.putOff(work, error);
      return 'later';
    }
  }

  #finish(work: CreateWork, { isClear, answer }: Unvaulted, removed: RemovedCredential | undefined): Promise<void> {
    const { intent } = work;
    return work.save({ ...intent, step: 'undone' }, async (records, now) => {
      await records.tickets.end(intent.ticketId, 'cancelled', now);
      const row = rowOf(intent, now);
      if (answer) await records.audit.append({ ...row, action: 'delete.unvaulted', ...joinedBy(answer) });
      await records.audit.append({ ...row, action: 'create.undone', detail: reasonOf(intent), ...joinedBy(removed) });
      const left = { credential: removed?.unknown ?? false, entry: !isClear };
      if (intent.keyId && (left.credential || left.entry)) {
        await beginDelete(records, deleteOfUndone(intent, { keyId: intent.keyId, now, left }), now);
      }
      await put(records.outbox, tellings(intent), { ids: this.deps.ids, now });
    });
  }
}

function rowOf(intent: CreateIntent, at: Date) {
  return {
    at,
    tenantId: intent.tenantId,
    ...actedBy(intent.actor),
    reference: intent.reference,
    applicationId: intent.application.objectId,
    ...(intent.keyId ? { keyId: intent.keyId } : {}),
  };
}

/** What an undone create may still leave: a credential that was not known yet when it was removed, an entry in the vault. */
export interface LeftBehind {
  readonly keyId: string;
  readonly now: Date;
  readonly left: { readonly credential: boolean; readonly entry: boolean };
}

/**
 * The delete that takes away what an undone create may still leave. A write may show late where it is removed from, so
 * that is done (again) after the settling time.
 */
export function deleteOfUndone(intent: CreateIntent, { keyId, now, left }: LeftBehind): DeleteIntent {
  const { tenantId, actor, application, reference, draft, lastEffectAt } = intent;
  const lastEffect = left.credential ? now : lastEffectAt;
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
    step: left.credential ? 'intended' : 'credential_removed',
    attempts: 0,
    nextLookAt: lastEffect ? after(lastEffect, SETTLING_MS) : now,
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
      ...(intent.gap && { gap: intent.gap }),
    },
  };
  const hasCarrier = !intent.draft.details.vault && reason !== 'unreachable';
  return hasCarrier ? [outcome, carrierOfIntent(intent, { kind: 'cancelled' })] : [outcome];
}

function reasonOf(intent: CreateIntent): UndoReason {
  return intent.undoReason ?? 'interrupted';
}
