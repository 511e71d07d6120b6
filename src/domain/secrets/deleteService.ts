import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { Limits } from '../limits/limits';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Reference } from '../reference';
import { deleteOf } from './deleteIntents';
import type { DeleteQuestions } from './deleteQuestions';
import type { Answers, DeleteRun } from './deleteRun';
import type { DeleteSubject, DeleteSubjects, DeleteTarget } from './deleteSubject';
import type { DeleteIntent } from './intent';
import { seenName } from './visibleName';

export type { Answers, DeleteTarget };

/** What deleting would break, so that the person can decide. */
export interface DeleteQuestion {
  readonly target: DeleteTarget;
  /** The name to type where `mustType`; the key id where a foreign credential has no name. */
  readonly name: string;
  readonly applicationName: string;
  /** Set for a secret of ours. */
  readonly reference?: Reference;
  readonly foreign: boolean;
  readonly expiresAt: Date;
  readonly lastUse: Date | 'never' | 'unknown';
  readonly vaulted: boolean;
  /** Whether nothing else that is still valid would remain on the application. */
  readonly lastSecret: boolean;
  /** How many tickets other people could still open it with. */
  readonly liveTickets: number;
  /** Whether the name must be typed: deleting breaks something (what has expired breaks nothing), or the secret is foreign. */
  readonly mustType: boolean;
}

/** Where a delete stands after an attempt. */
export interface DeleteProgress {
  /** False when it goes on later by itself; the people concerned are told then. */
  readonly done: boolean;
  /** Set when another process was at work on it, which tells the people concerned or answers a click with it. */
  readonly elsewhere?: true;
}

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly subjects: Pick<DeleteSubjects, 'find'>;
  readonly questions: Pick<DeleteQuestions, 'about'>;
  readonly run: Pick<DeleteRun, 'run'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'change'>;
}

/** Deletes secrets: a confirmed delete only rolls forward. */
export class DeleteService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * What deleting would mean. Changes nothing.
   *
   * @throws not_found when there is no such thing or it is not theirs; not_allowed; gone; refused where the bot cannot serve.
   */
  async ask(actor: Actor, target: DeleteTarget): Promise<DeleteQuestion> {
    await this.deps.people.verify(actor, { fresh: true });
    return this.deps.questions.about(actor, await this.deps.subjects.find(actor, target));
  }

  /**
   * Writes the confirmed delete down; from here it only rolls forward. May be repeated: gives the delete under way.
   *
   * @throws as `ask`, and invalid_input when the name must be typed and was not; too_many
   */
  async confirm(actor: Actor, target: DeleteTarget, typedName?: string): Promise<DeleteIntent> {
    await this.deps.people.verify(actor, { fresh: true });
    const underWay = await this.#underWay(actor, target);
    if (underWay) return underWay;
    const subject = await this.deps.subjects.find(actor, target);
    const question = await this.deps.questions.about(actor, subject);
    if (question.mustType) checkTypedName(question.name, typedName);
    await this.deps.limits.change(actor, applicationOf(subject));
    const intent = deleteOf(subject, { actor, id: this.deps.ids.id(), now: this.deps.clock.now(), cause: 'confirmed' });
    return (await this.#commit(intent)) ? intent : this.#lost(actor, target);
  }

  /**
   * Goes on with a delete until it is done or must wait. Repeating it is harmless. Never throws an expected failure of
   * the directory or a vault. `answers`, where given, says right before the end whether the actor's click is answered
   * with the outcome; who is not answered is told.
   */
  async fulfil(intentId: string, answers?: Answers): Promise<DeleteProgress> {
    return this.deps.run.run(intentId, answers);
  }

  /** A secret that is being deleted already, for those who could delete it when that began. */
  async #underWay(actor: Actor, target: DeleteTarget): Promise<DeleteIntent | undefined> {
    const { records } = this.deps.store;
    const secret = 'reference' in target ? await records.secrets.find(actor.tenantId, target.reference) : undefined;
    const keyId = 'reference' in target ? secret?.keyId : target.keyId;
    const open = keyId ? await records.intents.openDelete(actor.tenantId, keyId) : undefined;
    return open?.actor.objectId === actor.objectId && open.cause !== 'expired' ? open : undefined;
  }

  async #commit(intent: DeleteIntent): Promise<boolean> {
    const { reference, tenantId } = intent;
    try {
      await this.deps.store.transaction(async (records) => {
        if (reference) {
          const moved = await records.secrets.moveState(tenantId, reference, 'active', 'deleting', intent.createdAt);
          if (!moved) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
        }
        await records.intents.addDelete(intent);
        await records.audit.append({
          at: intent.createdAt,
          tenantId,
          action: 'delete.confirmed',
          ...actedBy(intent.actor),
          ...(reference ? { reference } : {}),
          applicationId: intent.application.objectId,
          keyId: intent.keyId,
          detail: reference ? 'own' : 'foreign',
        });
      });
      return true;
    } catch (error) {
      if (isDomainError(error, 'conflict')) return false;
      throw error;
    }
  }

  /** Somebody else, or a second click, was first. */
  async #lost(actor: Actor, target: DeleteTarget): Promise<DeleteIntent> {
    const underWay = await this.#underWay(actor, target);
    if (underWay) return underWay;
    throw new DomainError('conflict', { reason: 'changed_meanwhile' });
  }
}

function applicationOf(subject: DeleteSubject): string {
  return (subject.kind === 'ours' ? subject.secret : subject).application.objectId;
}

/** What counts is what the person sees: marks that nobody sees may be in the name, or be copied along with it. */
function checkTypedName(name: string, typed: string | undefined): void {
  const seen = seenName(typed ?? '');
  if (seen !== '' && seen === seenName(name)) return;
  const rule = seen === '' ? 'required' : 'does_not_match';
  throw new DomainError('invalid_input', { faults: [{ field: 'typedName', rule, params: { name } }] });
}
