import type { Card } from '../cards/renderCard';
import { ownerCard } from '../cards/wizard/ownerCard';
import type { DraftService } from '../domain/secrets/draftService';
import type { Question, Reply } from './cardPrompt';
import type { WizardClick } from './dialogTurn';
import { applicationOf, draftOf, type KnownPerson, type Move, type WizardProgress } from './wizardProgress';
import type { WizardTurn } from './wizardTurn';

/** Step 2: Client Secret Owner Details. */
export class OwnerQuestion implements Question<Move> {
  constructor(private readonly drafts: Pick<DraftService, 'checkOwner'>) {}

  async card({ progress, faults }: Move, nonce: string, turn: WizardTurn): Promise<Card> {
    const chosen = await this.chosenOwner(progress, turn);
    const view = {
      wizard: progress.wizardId,
      nonce,
      application: applicationOf(progress),
      secretName: progress.details.name,
      vault: progress.details.vault,
      where: turn.origin.kind,
      typed: progress.owner,
      ...(chosen !== undefined && { chosen }),
      faults,
    };
    return ownerCard(view, turn.words);
  }

  async receive(asked: Move, click: WizardClick, turn: WizardTurn): Promise<Reply<Move>> {
    const owner = { ownerId: click.inputs.owner?.trim() ?? '', preApprove: click.inputs.preApprove ?? false };
    const progress = { ...asked.progress, owner };
    if (click.verb === 'wizard/back') return { done: { to: 'details', progress, faults: [] } };
    if (click.verb !== 'wizard/next') return { again: { to: 'owner', progress, faults: asked.faults } };
    const checked = await this.drafts.checkOwner(turn.actor, draftOf(progress));
    const known = checked.owner === undefined ? progress : { ...progress, knownOwner: named(checked.owner) };
    if (checked.faults.length > 0) return { again: { to: 'owner', progress: known, faults: checked.faults } };
    return { done: { to: 'summary', progress: known, faults: [] } };
  }

  /** The person in the field, for their name; looked up only where it was never found before. */
  private async chosenOwner(progress: WizardProgress, { actor }: WizardTurn): Promise<KnownPerson | undefined> {
    const { ownerId } = progress.owner;
    if (ownerId === '') return undefined;
    const found = [named(actor), progress.knownOwner].find((person) => person?.objectId === ownerId);
    if (found !== undefined) return found;
    const { owner } = await this.drafts.checkOwner(actor, draftOf(progress));
    return owner && named(owner);
  }
}

function named({ objectId, displayName }: KnownPerson): KnownPerson {
  return { objectId, displayName };
}
