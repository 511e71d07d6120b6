import type { Actor } from '../actor';
import { DomainError, isDomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import type { Limits } from '../limits/limits';
import type { Origin } from '../notices/recipient';
import type { PeopleService } from '../people/peopleService';
import type { Clock } from '../ports';
import type { Store } from '../records';
import { refuseWhileFrozen } from '../sharing/freezeService';
import type { CreateIntents } from './createIntents';
import type { CreateRecovery } from './createRecovery';
import type { CreateSaga } from './createSaga';
import type { CreateUndo } from './createUndo';
import { CreateWork, underLease } from './createWork';
import type { DraftService } from './draftService';
import type { CreateIntent } from './intent';
import type { SecretDraft } from './secretDraft';

/** Where a create comes from. `wizardId` becomes the intent's id, so that Submit may arrive twice. */
export interface CreateContext {
  readonly wizardId: string;
  readonly origin: Origin;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly drafts: Pick<DraftService, 'check'>;
  readonly intents: Pick<CreateIntents, 'known' | 'write'>;
  readonly saga: Pick<CreateSaga, 'run'>;
  readonly undo: Pick<CreateUndo, 'begin'>;
  readonly recovery: Pick<CreateRecovery, 'mayBegin' | 'run'>;
  readonly limits: Pick<Limits, 'change'>;
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** Creates secrets: Submit writes down what is wanted, `fulfil` does it. */
export class CreateService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Checks everything again and writes the intent down; nothing outside is touched. May be repeated: a second call
   * with the same `wizardId` gives the same intent.
   *
   * @throws invalid_input, refused, not_found as the wizard's own checks; conflict when the id is somebody else's; frozen; too_many.
   */
  async submit(actor: Actor, draft: SecretDraft, context: CreateContext): Promise<CreateIntent> {
    const known = await this.deps.intents.known(actor, context.wizardId);
    if (known) return known;
    await this.deps.people.verify(actor, { fresh: true });
    await refuseWhileFrozen(this.deps.store.records, actor.tenantId);
    try {
      const checked = await this.deps.drafts.check(actor, draft);
      await this.deps.limits.change(actor, checked.application.objectId);
      return await this.deps.intents.write({ id: context.wizardId, actor, checked, origin: context.origin });
    } catch (error) {
      // The same Submit once more, at the same moment: the other one has taken the name.
      const meanwhile =
        isDomainError(error, 'invalid_input') && (await this.deps.intents.known(actor, context.wizardId));
      if (meanwhile) return meanwhile;
      throw error;
    }
  }

  /**
   * Works on one intent until it has ended or must wait: the saga for a new one, the recovery for one that was
   * interrupted. May be called by anybody at any time: only one caller works, the others return at once. What the
   * person must know goes to the outbox under subject `wizard:<intent id>`. Never throws an expected failure of the
   * directory, a vault or the chat; what it throws is a bug or the storage, and the sweep takes over.
   */
  async fulfil(intentId: string): Promise<void> {
    await underLease(this.deps, intentId, async (lease) => {
      const intent = await this.deps.store.records.intents.findCreate(intentId);
      if (!intent) return;
      const work = new CreateWork(this.deps, lease, intent);
      if (!this.deps.recovery.mayBegin(intent)) return this.deps.recovery.run(work);
      try {
        const outcome = await this.deps.saga.run(work);
        if (typeof outcome === 'object') await this.deps.undo.begin(work, outcome.undo);
      } finally {
        if (work.lease !== lease) await work.release();
      }
    });
  }

  /**
   * The create with this id, once it has ended: whoever was answered that it is under way may have been answered late.
   *
   * @throws conflict `changed_meanwhile` when it is somebody else's
   */
  async ended(actor: Actor, intentId: string): Promise<CreateIntent | undefined> {
    const intent = await this.deps.intents.known(actor, intentId);
    return intent?.step === 'done' || intent?.step === 'undone' ? intent : undefined;
  }

  /**
   * What was typed for an earlier create, for "Create again".
   *
   * @throws not_found unless it was this actor's; too_many
   */
  draftOf(actor: Actor, intentId: string): Promise<SecretDraft> {
    return this.deps.guesses.watch(actor, () => this.#draftOf(actor, intentId));
  }

  async #draftOf(actor: Actor, intentId: string): Promise<SecretDraft> {
    const intent = await this.deps.store.records.intents.findCreate(intentId);
    if (intent?.tenantId === actor.tenantId && intent.actor.objectId === actor.objectId) return intent.draft;
    throw new DomainError('not_found', { what: 'secret' });
  }
}
