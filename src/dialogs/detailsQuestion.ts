import type { Card } from '../cards/renderCard';
import { detailsCard } from '../cards/wizard/detailsCard';
import type { DraftService } from '../domain/secrets/draftService';
import type { DetailsInput } from '../domain/secrets/secretDraft';
import type { Question, Reply } from './cardPrompt';
import type { WizardClick } from './dialogTurn';
import { moveToMend } from './mend';
import { applicationOf, type Move, type WizardProgress } from './wizardProgress';
import type { WizardTurn } from './wizardTurn';

/** Step 1: Client Secret Details. */
export class DetailsQuestion implements Question<Move> {
  constructor(private readonly drafts: Pick<DraftService, 'checkDetails'>) {}

  async card({ progress, faults }: Move, nonce: string, { words, now }: WizardTurn): Promise<Card> {
    const application = applicationOf(progress);
    const view = {
      wizard: progress.wizardId,
      nonce,
      now,
      timeZone: progress.timeZone,
      application,
      ...(application.policyMaxDays !== undefined && { policyMaxDays: application.policyMaxDays }),
      locations: application.locations.map(({ id, name, ...terms }) => ({ location: { id, name }, ...terms })),
      typed: progress.details,
      faults,
      canGoBack: progress.applicationAsked,
    };
    return detailsCard(view, words);
  }

  async receive(asked: Move, click: WizardClick, turn: WizardTurn): Promise<Reply<Move>> {
    const details = typedDetails(click);
    const progress = { ...asked.progress, details };
    if (click.verb === 'wizard/back' && progress.applicationAsked) {
      return { done: { to: 'application', progress, faults: [] } };
    }
    if (click.verb !== 'wizard/next') return { again: { to: 'details', progress, faults: asked.faults } };
    return this.check(progress, turn);
  }

  private async check(progress: WizardProgress, { actor }: WizardTurn): Promise<Reply<Move>> {
    const { objectId } = applicationOf(progress);
    try {
      const faults = await this.drafts.checkDetails(actor, objectId, progress.details, progress.timeZone);
      if (faults.length > 0) return { again: { to: 'details', progress, faults } };
      return { done: { to: 'owner', progress, faults: [] } };
    } catch (error) {
      return { done: moveToMend(progress, error) };
    }
  }
}

/** Each click carries every input of its card; Teams leaves out the empty ones. */
function typedDetails({ inputs }: WizardClick): DetailsInput {
  return {
    name: inputs.name ?? '',
    description: inputs.description ?? '',
    expiration: inputs.expiration ?? '',
    locationId: inputs.location ?? '',
    vault: inputs.vault ?? false,
    share: inputs.share ?? false,
  };
}
