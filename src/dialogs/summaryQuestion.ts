import type { Card } from '../cards/renderCard';
import { summaryCard } from '../cards/wizard/summaryCard';
import type { Question, Reply } from './cardPrompt';
import type { WizardClick } from './dialogTurn';
import { applicationOf, type Move } from './wizardProgress';
import type { WizardTurn } from './wizardTurn';

/** Step 3: everything once more, before it is done. */
export class SummaryQuestion implements Question<Move> {
  async card({ progress, summary }: Move, nonce: string, { actor, words, now }: WizardTurn): Promise<Card> {
    if (summary === undefined) throw new Error('the summary step was reached without a summary');
    const view = {
      wizard: progress.wizardId,
      nonce,
      now,
      timeZone: progress.timeZone,
      application: applicationOf(progress),
      details: progress.details,
      preApprove: progress.owner.preApprove,
      location: { name: summary.locationName },
      expiresAt: new Date(summary.expiresAt),
      owner: summary.owner,
      ownerIsYou: summary.owner.objectId === actor.objectId,
    };
    return summaryCard(view, words);
  }

  async receive(asked: Move, click: WizardClick): Promise<Reply<Move>> {
    const { progress } = asked;
    if (click.verb === 'wizard/submit') return { done: { to: 'fulfil', progress, faults: [] } };
    if (click.verb === 'wizard/back') return { done: { to: 'owner', progress, faults: [] } };
    return { again: asked };
  }
}
