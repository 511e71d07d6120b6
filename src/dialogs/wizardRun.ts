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

  private constructor(
    readonly turn: WizardTurn,
    readonly session: WizardSession,
    private readonly dialogTurn: DialogTurn,
    private readonly dc: DialogContext,
  ) {
    this.about = aboutOf(session.record);
  }

  static async of(
    dialogs: WizardDialogs,
    turn: WizardTurn,
    session: WizardSession,
    click?: WizardClick,
  ): Promise<WizardRun> {
    const { record } = session;
    const { nonce } = lastCardOf(record);
    const claim = async (): Promise<void> => {
      record.claimed = nonce;
      await session.save(turn.now);
    };
    const dialogTurn: DialogTurn = { turn, dialogs: record.dialogs, claim, ...(click !== undefined && { click }) };
    return new WizardRun(turn, session, dialogTurn, await dialogs.contextOf(turn.context, dialogTurn));
  }

  /** Opens a wizard at the given step, in place of one that may be open. */
  async begin(move: Move): Promise<Outcome> {
    await this.dc.cancelAllDialogs();
    open(this.session.record, { wizardId: move.progress.wizardId, origin: this.turn.origin, now: this.turn.now });
    await this.dc.beginDialog(CREATE_SECRET, move);
    return this.asking();
  }

  /** Gives the turn to the open wizard: its click, or none, which shows the current card. */
  async continue(): Promise<Outcome> {
    const { record } = this.session;
    const result: DialogTurnResult<Submission> = await this.dc.continueDialog();
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

  private asking(): Outcome {
    const { record } = this.session;
    const card = this.dialogTurn.shown;
    if (card === undefined || record.wizardId === undefined) throw new Error('a wizard asks without a card');
    delete record.claimed;
    return { kind: 'asking', card, wizardId: record.wizardId };
  }
}
