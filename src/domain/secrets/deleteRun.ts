import { joinedBy } from '../audit/auditEvent';
import { type DomainError, isDomainError } from '../errors';
import { put } from '../notices/telling';
import { notFinished, type Unfinished } from '../notices/unfinished';
import type { Clock, Directory, Ids, Vault } from '../ports';
import type { Records, Store } from '../records';
import type { Ticket } from '../reveal/ticket';
import { endSharing } from '../sharing/sharingEnd';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import { underLease } from './createWork';
import { actorOf, foreignTellingsOf, outcomeSubject, stateAfter, tellingsOf } from './deleteEnding';
import { actedIn, deleteRow } from './deleteIntents';
import type { DeleteProgress } from './deleteService';
import type { DeleteIntent, Lease } from './intent';
import { retireCopy } from './retiredCopy';
import { nextTry } from './schedule';
import { type Secret, vaultEntryName } from './secret';

interface Dependencies {
  readonly store: Store;
  readonly directory: Pick<Directory, 'removePassword'>;
  readonly vault: Pick<Vault, 'remove'>;
  readonly locations: readonly Location[];
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly unfinished: Pick<Unfinished, 'report'>;
}

/**
 * Asked right before a delete is done: true promises that the click of the actor is answered with the outcome, whatever
 * time that takes. Whoever promises says `OutboxWorker.answered` then; else the actor is told by a notice.
 */
export type Answers = () => boolean;

interface Answered {
  readonly requestId: string;
}

/** How a delete ended: the vault's answer where it was asked, and whether the click's own answer says it. */
interface Outcome {
  readonly unvaulted: Answered | undefined;
  readonly isAnswered: boolean;
}

/** Rolls deletes forward: the credential, the vault's copy, then everything else in one transaction. */
export class DeleteRun {
  /** Runs of this process, so that a second click gets the outcome with the first. */
  readonly #running = new Map<string, Promise<DeleteProgress>>();

  constructor(private readonly deps: Dependencies) {}

  /** Goes on from where the delete stands. Repeating it is harmless; only one caller works on it at a time. */
  run(intentId: string, answers: Answers = () => false): Promise<DeleteProgress> {
    const running = this.#running.get(intentId);
    if (running !== undefined) return running;
    const run = this.#run(intentId, answers).finally(() => this.#running.delete(intentId));
    this.#running.set(intentId, run);
    return run;
  }

  async #run(intentId: string, answers: Answers): Promise<DeleteProgress> {
    const done = await underLease(this.deps, intentId, async (lease) => {
      const intent = await this.deps.store.records.intents.findDelete(intentId);
      return intent ? this.#forward(intent, lease, answers) : true;
    });
    if (done !== undefined) return { done };
    return { done: await this.#isDone(intentId), elsewhere: true };
  }

  async #forward(intent: DeleteIntent, lease: Lease, answers: Answers): Promise<boolean> {
    if (intent.step === 'done') return true;
    try {
      const removed = intent.step === 'intended' ? await this.#removeCredential(intent, lease) : intent;
      const unvaulted = await this.#removeFromVault(removed);
      await this.#finish(removed, lease, { unvaulted, isAnswered: answers() });
      return true;
    } catch (error) {
      if (isDomainError(error, 'unavailable') || isDomainError(error, 'not_allowed')) {
        return this.#later(intent.id, lease, error);
      }
      throw error;
    }
  }

  /** The key id was recorded by us, or confirmed by a person who typed its name. */
  async #removeCredential(intent: DeleteIntent, lease: Lease): Promise<DeleteIntent> {
    const answer = await this.#removePassword(intent);
    const next: DeleteIntent = { ...intent, step: 'credential_removed' };
    const now = this.deps.clock.now();
    await this.deps.store.transaction(async ({ intents, audit }) => {
      await intents.saveDelete(next, lease, now);
      await audit.append({ ...deleteRow(intent, now), action: 'delete.removed', ...joinedBy(answer) });
    });
    return next;
  }

  /** @returns Graph's answer; nothing when the application is gone, which has taken the credential with it */
  async #removePassword({ application, keyId }: DeleteIntent): Promise<Answered | undefined> {
    try {
      return await this.deps.directory.removePassword(application.objectId, keyId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return undefined;
      throw error;
    }
  }

  async #removeFromVault({ locationId, reference }: DeleteIntent): Promise<Answered | undefined> {
    const location = locationId && reference && locationById(this.deps.locations, locationId);
    return location ? this.deps.vault.remove(location, vaultEntryName(reference)) : undefined;
  }

  #finish(intent: DeleteIntent, lease: Lease, { unvaulted, isAnswered }: Outcome): Promise<void> {
    const now = this.deps.clock.now();
    const row = deleteRow(intent, now);
    return this.deps.store.transaction(async (records) => {
      await records.intents.saveDelete({ ...intent, step: 'done' }, lease, now);
      if (unvaulted) await records.audit.append({ ...row, action: 'delete.unvaulted', ...joinedBy(unvaulted) });
      if (intent.cause === 'expired') return retireCopy(records, intent, { ids: this.deps.ids, now });
      await records.audit.append({ ...row, action: 'delete.done', detail: intent.cause });
      const secret = await secretOf(records, intent);
      if (!secret) return put(records.outbox, foreignTellingsOf(intent, isAnswered), { ids: this.deps.ids, now });
      const tickets = await endTickets(records, secret, now);
      await records.secrets.moveState(secret.tenantId, secret.reference, 'deleting', stateAfter(intent.cause), now);
      await endSharing(records, { secret, acted: actedIn(intent), now, ids: this.deps.ids });
      await put(records.outbox, tellingsOf({ intent, secret, tickets, now, isAnswered }), { ids: this.deps.ids, now });
    });
  }

  /**
   * Put off, unless it is done after all: of a commit whose answer was lost nothing is known until this transaction has
   * its turn.
   *
   * @returns whether it is done
   */
  async #later(id: string, lease: Lease, error: DomainError): Promise<boolean> {
    const now = this.deps.clock.now();
    const known = await this.deps.store.records.intents.findDelete(id);
    if (!known || known.step === 'done') return known !== undefined;
    const wait = isDomainError(error, 'unavailable') ? error.details.retryAfterSeconds : undefined;
    const report = await this.#report(known, error);
    return this.deps.store.transaction(async ({ intents, outbox }) => {
      const intent = await intents.findDelete(id);
      if (!intent || intent.step === 'done') return intent !== undefined;
      const nextLookAt = nextTry(intent.attempts, now, wait);
      const next = { ...intent, attempts: intent.attempts + 1, nextLookAt };
      await intents.saveDelete(report ? { ...next, unfinishedTold: report.told } : next, lease, now);
      if (report) await put(outbox, report.tellings, { ids: this.deps.ids, now });
      return false;
    });
  }

  #report(intent: DeleteIntent, error: DomainError): ReturnType<Unfinished['report']> {
    return this.deps.unfinished.report({
      intentId: intent.id,
      error,
      since: intent.createdAt,
      told: intent.unfinishedTold,
      asker: actorOf(intent),
      subject: outcomeSubject(intent),
      notice: notFinished(
        intent.cause === 'expired' ? 'copy' : 'delete',
        intent.credentialName,
        intent.application.displayName,
      ),
    });
  }

  async #isDone(id: string): Promise<boolean> {
    return (await this.deps.store.records.intents.findDelete(id))?.step === 'done';
  }
}

async function secretOf(records: Records, intent: DeleteIntent): Promise<Secret | undefined> {
  if (!intent.reference || intent.cause === 'undone') return undefined;
  return records.secrets.find(intent.tenantId, intent.reference);
}

/** Every ticket of the secret as it was; those that could still be claimed are ended. */
async function endTickets(records: Records, secret: Secret, now: Date): Promise<readonly Ticket[]> {
  const tickets = await records.tickets.ofSecret(secret.tenantId, secret.reference);
  for (const ticket of tickets) await records.tickets.end(ticket.id, 'cancelled', now);
  return tickets;
}
