import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { DialogTurnStatus } from 'botbuilder-dialogs/lib/dialog';
import type { Card } from '../cards/renderCard';
import type { CreateIntent } from '../domain/secrets/intent';
import type { SecretDraft } from '../domain/secrets/secretDraft';
import type { Submission } from './createSecretDialog';
import type { DialogTurn, WizardClick } from './dialogTurn';
import { CREATE_SECRET, type WizardDialogs } from './wizardDialogs';
import { draftOf, type Move } from './wizardProgress';
import { aboutOf, close, type LastCard, lastCardOf, open } from './wizardRecord';
import type { WizardSession } from './wizardSession';
import type { WizardTurn } from './wizardTurn';

/** What a run of the dialogs came to. */
export type Outcome =
  | { readonly kind: 'asking'; readonly card: Card; readonly wizardId: string }
  | { readonly kind: 'submitted'; readonly intent: CreateIntent }
  | { readonly kind: 'cancelled'; readonly applicationName?: string };

/** One wizard in one turn: runs its dialogs over the session and notes in the record what that came to. */
export class WizardRun {
  /** What the card was about that was asked when the turn began. */
  private readonly about: Pick<LastCard, 'applicationName'>;

  private readonly dialogTurn: DialogTurn;
  private made: DialogContext | undefined;

  constructor(
    private readonly dialogs: WizardDialogs,
    readonly turn: WizardTurn,
    readonly session: WizardSession,
    click?: WizardClick,
  ) {
    const { record } = session;
    this.about = aboutOf(record);
    const { nonce } = lastCardOf(record);
    const claim = async (): Promise<void> => {
      record.claimed = nonce;
      await session.save(turn.now);
    };
    this.dialogTurn = { turn, dialogs: record.dialogs, claim, ...(click !== undefined && { click }) };
  }

  /** Opens a wizard at the given step, in place of one that may be open. */
  async begin(move: Move): Promise<Outcome> {
    const dc = await this.dialogContext();
    await dc.cancelAllDialogs();
    open(this.session.record, { wizardId: move.progress.wizardId, origin: this.turn.origin, now: this.turn.now });
    await dc.beginDialog(CREATE_SECRET, move);
    return this.asking();
  }

  /** Gives the turn to the open wizard: its click, or none, which shows the current card. */
  async continue(): Promise<Outcome> {
    const { record } = this.session;
    const dc = await this.dialogContext();
    const result: DialogTurnResult<Submission> = await dc.continueDialog();
    if (result.status === DialogTurnStatus.waiting) return this.asking();
    if (result.result === undefined) {
      close(record, { how: 'cancelled', ...this.about });
      return { kind: 'cancelled', ...this.about };
    }
    const { intent, progress } = result.result;
    return this.endSubmitted(intent, draftOf(progress));
  }

  /** Notes that the wizard's create is written down, whatever its dialogs still ask. */
  endSubmitted(intent: CreateIntent, draft: SecretDraft): Outcome {
    const { record } = this.session;
    close(record, { how: 'submitted', draft, ...this.about });
    return { kind: 'submitted', intent };
  }

  /** Whether Submit was pressed in a turn that never ended: finishing it comes first. */
  get isClaimed(): boolean {
    return this.session.record.claimed !== undefined;
  }

  /** Made when the dialogs are run: most turns find no open wizard. */
  private async dialogContext(): Promise<DialogContext> {
    this.made ??= await this.dialogs.contextOf(this.turn.context, this.dialogTurn);
    return this.made;
  }

  private asking(): Outcome {
    const { record } = this.session;
    const card = this.dialogTurn.shown;
    if (card === undefined || record.wizardId === undefined) throw new Error('a wizard asks without a card');
    delete record.claimed;
    return { kind: 'asking', card, wizardId: record.wizardId };
  }
}
