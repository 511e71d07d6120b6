import type { Actor } from '../actor';
import { gapOf } from '../applications/cannotServe';
import { actedBy, joinedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import { carrierOfIntent } from '../notices/summaries';
import type { PeopleService } from '../people/peopleService';
import type { Chat, Clock, Directory, Ids, NewCredential } from '../ports';
import type { Store } from '../records';
import { credentialDisplayName } from '../reference';
import type { Sensitive } from '../sensitive';
import type { VaultStep } from '../vaulting/vaultStep';
import type { CreateFinish } from './createFinish';
import { deleteOfUndone } from './createUndo';
import type { CreateWork } from './createWork';
import { beginDelete } from './deleteIntents';
import type { DraftService } from './draftService';
import type { CreateIntent, UndoReason } from './intent';
import { after, FRESH_MS, nextTry } from './schedule';

interface Dependencies {
  readonly store: Store;
  readonly directory: Pick<Directory, 'credentials' | 'addPassword' | 'self'>;
  readonly chat: Chat;
  readonly ids: Pick<Ids, 'ticketKey'>;
  readonly clock: Clock;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly drafts: Pick<DraftService, 'check'>;
  readonly vaultStep: Pick<VaultStep, 'run'>;
  readonly finish: Pick<CreateFinish, 'run'>;
}

/** How a create went on: finished, to be undone for a reason, or to be begun again later. */
export type SagaOutcome = 'finished' | Stopped;
type Stopped = 'later' | { readonly undo: UndoReason };

/**
 * The way forward of one create. Each step is written down under the lease before its effect outside, its outcome
 * after; so whatever dies in between, the recovery knows what may exist.
 *
 * Plaintext passes: from the directory to `VaultStep`, or to the seal in `CreateFinish`.
 */
export class CreateSaga {
  constructor(private readonly deps: Dependencies) {}

  /** Goes from the intent to the active secret. A storage failure or a lost lease throws; everything else is an outcome. */
  async run(work: CreateWork): Promise<SagaOutcome> {
    const ticketKey = work.intent.draft.details.vault ? undefined : this.deps.ids.ticketKey();
    const stop = (ticketKey && (await this.#sendCarrier(work, ticketKey))) ?? (await this.#lookBefore(work));
    if (stop) return { undo: stop };
    const added = await this.#add(work);
    if (added === 'later' || 'undo' in added) return added;
    if (!ticketKey && !(await this.deps.vaultStep.run(work, added))) return { undo: 'vault_failed' };
    return this.deps.finish.run(work, added, ticketKey);
  }

  /**
   * Without a vault the key to the value is in this card and nowhere else, so the card goes first. That it goes is
   * written down before: nobody else may send another with a key of its own, which would leave this one dead.
   *
   * @returns why the create must stop, if the card did not arrive
   */
  async #sendCarrier(work: CreateWork, ticketKey: Sensitive): Promise<UndoReason | undefined> {
    await work.save({ ...work.intent, step: 'carrier_sending' });
    const { to, subject, notice } = carrierOfIntent(work.intent, { kind: 'preparing' });
    try {
      await this.deps.chat.tell(to, subject, notice, ticketKey);
    } catch (error) {
      if (isDomainError(error, 'unreachable')) return 'unreachable';
      if (isDomainError(error, 'unavailable')) return 'chat_failed';
      throw error;
    }
    await work.save({ ...work.intent, step: 'carrier_sent' });
    return undefined;
  }

  /** Everything that was checked at Submit once more, and what is on the application before us. */
  async #lookBefore(work: CreateWork): Promise<UndoReason | undefined> {
    const { intent } = work;
    try {
      const actor = actorOf(intent);
      await this.deps.people.verify(actor, { fresh: true });
      await this.deps.drafts.check(actor, intent.draft, { expiresAt: intent.expiresAt });
      const before = await this.deps.directory.credentials(intent.application.objectId);
      await work.save({
        ...intent,
        step: 'adding',
        keyIdsBefore: before.map((credential) => credential.keyId),
        lastEffectAt: work.lease.until,
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof DomainError) || isDomainError(error, 'conflict')) throw error;
      if (isDomainError(error, 'unavailable')) return 'graph_failed';
      await work.save({ ...work.intent, ...(await this.#gap(work.intent, error)) });
      return 'refused';
    }
  }

  /** How the bot may come to manage the application, where that is why it was refused and it can be looked up. */
  async #gap({ application }: CreateIntent, error: DomainError): Promise<Pick<CreateIntent, 'gap'>> {
    if (!isDomainError(error, 'refused') || error.details.reason !== 'bot_cannot_serve') return {};
    try {
      return { gap: error.details.gap ?? (await gapOf(this.deps.directory, application)) };
    } catch (unknown) {
      if (isDomainError(unknown, 'unavailable')) return {};
      throw unknown;
    }
  }

  async #add(work: CreateWork): Promise<NewCredential | Stopped> {
    const { reference, application, draft, expiresAt } = work.intent;
    const displayName = credentialDisplayName(draft.details.name, reference);
    let added: NewCredential;
    try {
      added = await this.deps.directory.addPassword(application.objectId, { displayName, expiresAt });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.#notAdded(work, error);
    }
    try {
      await this.#recordKey(work, added);
    } catch (error) {
      await this.#leaveToSweep(work.intent, added.keyId, error);
      throw error;
    }
    return added;
  }

  /** Fenced off after so long a pause that the look-up may be over: the key id is recorded in a delete of its own. */
  async #leaveToSweep(intent: CreateIntent, keyId: string, error: unknown): Promise<void> {
    if (!isDomainError(error, 'conflict')) return;
    const known = await this.deps.store.records.intents.openDelete(intent.tenantId, keyId);
    if (known) return;
    const now = this.deps.clock.now();
    const late = deleteOfUndone(intent, { keyId, now, left: { credential: true, entry: true } });
    const begun = { ...late, id: `${intent.id}~late`, nextLookAt: now };
    await this.deps.store.transaction((records) => beginDelete(records, begun, now));
  }

  #recordKey(work: CreateWork, added: NewCredential): Promise<void> {
    const { intent } = work;
    return work.save({ ...intent, step: 'added', keyId: added.keyId }, ({ audit }, at) =>
      audit.append({
        at,
        tenantId: intent.tenantId,
        action: 'create.added',
        ...actedBy(intent.actor),
        reference: intent.reference,
        applicationId: intent.application.objectId,
        keyId: added.keyId,
        ...joinedBy(added),
      }),
    );
  }

  /** An unclear answer stays outstanding, to be looked up; a clear refusal leaves nothing to look for. */
  async #notAdded(work: CreateWork, error: DomainError): Promise<Stopped> {
    const now = this.deps.clock.now();
    const unavailable = isDomainError(error, 'unavailable') ? error.details : undefined;
    if (unavailable && !unavailable.nothingDone) {
      await work.save({ ...work.intent, lastEffectAt: now });
      return { undo: 'graph_failed' };
    }
    const { lastEffectAt: _, ...settled } = work.intent;
    if (!unavailable) {
      await work.save({ ...settled, ...(await this.#gap(settled, error)) });
      return { undo: 'refused' };
    }
    const again = nextTry(0, now, unavailable.retryAfterSeconds);
    if (again > after(settled.createdAt, FRESH_MS)) {
      await work.save(settled);
      return { undo: 'graph_failed' };
    }
    await work.save({ ...settled, step: 'intended', nextLookAt: again });
    return 'later';
  }
}

/** The person who asked for a create, as they were verified then. */
export function actorOf(intent: CreateIntent): Actor {
  return { tenantId: intent.tenantId, ...intent.actor };
}
