import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError';
import { DomainError, isDomainError } from '../domain/errors';
import type { CreateService } from '../domain/secrets/createService';
import type { SecretDraft } from '../domain/secrets/secretDraft';
import type { WizardClick } from './dialogTurn';
import { KeyedQueue } from './keyedQueue';
import { answerOf } from './wizardAnswers';
import type { WizardDialogs } from './wizardDialogs';
import { type Outcome, WizardRun } from './wizardRun';
import { ChangedElsewhere, WizardSession, wizardKey } from './wizardSession';
import type { WizardStorage } from './wizardStorage';
import type { WizardAnswer, WizardTurn } from './wizardTurn';

/** How often a turn starts over when another process was faster, before the person is asked to look again. */
const ATTEMPTS = 5;

/** What a turn does with its wizard. May run more than once, so it has no effect outside that may not be repeated. */
export type Work = (run: WizardRun) => Promise<WizardAnswer>;

interface Dependencies {
  readonly storage: WizardStorage;
  readonly dialogs: WizardDialogs;
  readonly creates: Pick<CreateService, 'submit' | 'draftOf'>;
}

/** Runs turns one after another for each wizard: by a queue in this process, by eTags among several. */
export class WizardTurns {
  private readonly queue = new KeyedQueue();

  constructor(private readonly deps: Dependencies) {}

  /** Runs `work` on the person's wizard as it stands and saves what it did, or nothing at all when it throws. */
  async run(turn: WizardTurn, work: Work, click?: WizardClick): Promise<WizardAnswer> {
    return this.queue.run(wizardKey(turn), async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const session = await WizardSession.load(this.deps.storage, turn);
        try {
          const run = new WizardRun(this.deps.dialogs, turn, session, click);
          const decided = await this.decided(run, attempt);
          const answer = decided === undefined ? await work(run) : answerOf(turn, decided);
          await session.save(turn.now);
          return answer;
        } catch (error) {
          const reason = error instanceof DialogContextError ? error.error : error;
          if (reason instanceof ChangedElsewhere) continue;
          await session.undo(isDomainError(reason, 'unavailable') && reason.details.service === 'storage');
          throw reason;
        }
      }
      throw new DomainError('conflict', { reason: 'changed_meanwhile' });
    });
  }

  /** What comes before the turn's own work: a Submit that another turn began, or won without hearing of it. */
  private async decided(run: WizardRun, attempt: number): Promise<Outcome | undefined> {
    if (run.isClaimed) return run.continue();
    const { wizardId, origin, unsure } = run.session.record;
    if ((attempt === 1 && !unsure) || wizardId === undefined) return undefined;
    const draft = await this.submittedDraft(run.turn, wizardId);
    if (draft === undefined) return undefined;
    return run.endSubmitted(await this.deps.creates.submit(run.turn.actor, draft, { wizardId, origin }), draft);
  }

  private async submittedDraft({ actor }: WizardTurn, wizardId: string): Promise<SecretDraft | undefined> {
    try {
      return await this.deps.creates.draftOf(actor, wizardId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return undefined;
      throw error;
    }
  }
}
