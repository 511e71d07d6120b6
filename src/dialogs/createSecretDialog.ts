import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { DialogReason } from 'botbuilder-dialogs/lib/dialog';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import type { CreateService } from '../domain/secrets/createService';
import type { DraftService, DraftSummary } from '../domain/secrets/draftService';
import type { CreateIntent } from '../domain/secrets/intent';
import type { CardPrompt } from './cardPrompt';
import { dialogTurnOf } from './dialogTurn';
import { moveToMend } from './mend';
import { draftOf, type Move, STEPS, type Step, type Summary, type WizardProgress } from './wizardProgress';

type Asking = Exclude<Step, 'fulfil'>;
type Context = WaterfallStepContext<Move>;

/** How the dialog ends when everything was typed and submitted. */
export interface Submission {
  readonly intent: CreateIntent;
  readonly progress: WizardProgress;
}

/**
 * The create wizard: application → details → owner → summary → fulfil.
 *
 * Every card ends with a `Move`. A waterfall only goes forward, so a move back begins it anew with the move as its
 * options, and the steps before the one it names are skipped.
 */
export class CreateSecretDialog extends WaterfallDialog<Move> {
  constructor(
    id: string,
    private readonly prompts: Readonly<Record<Asking, CardPrompt<Move>>>,
    private readonly drafts: Pick<DraftService, 'summary'>,
    private readonly creates: Pick<CreateService, 'submit'>,
  ) {
    super(id);
    this.addStep((context) => this.ask(context, 'application'));
    this.addStep((context) => this.ask(context, 'details'));
    this.addStep((context) => this.ask(context, 'owner'));
    this.addStep((context) => this.askSummary(context));
    this.addStep((context) => this.fulfil(context));
  }

  /** A card is waiting at every step but the last: a turn gets here only when the process ended inside `fulfil`. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.runStep(dc, STEPS.indexOf('fulfil'), DialogReason.continueCalled);
  }

  private async ask(context: Context, step: Asking): Promise<DialogTurnResult> {
    const move = moveOf(context);
    const ahead = STEPS.indexOf(move.to) - STEPS.indexOf(step);
    if (ahead > 0) return context.next(move);
    if (ahead < 0) return context.replaceDialog(this.id, move);
    return context.beginDialog(this.prompts[step].id, move);
  }

  /** The summary is of what fits now: a name taken meanwhile is asked again instead. */
  private async askSummary(context: Context): Promise<DialogTurnResult> {
    const move = moveOf(context);
    if (move.to !== 'summary') return this.ask(context, 'summary');
    const { turn } = dialogTurnOf(context.context);
    try {
      const summary = summaryOf(await this.drafts.summary(turn.actor, draftOf(move.progress)));
      return await context.beginDialog(this.prompts.summary.id, { ...move, summary });
    } catch (error) {
      return context.replaceDialog(this.id, moveToMend(move.progress, error));
    }
  }

  /** Hands over to the domain, which checks everything again; what it finds wrong is asked again. */
  private async fulfil(context: Context): Promise<DialogTurnResult> {
    const move = moveOf(context);
    if (move.to !== 'fulfil') return context.replaceDialog(this.id, move);
    const { turn, claim } = dialogTurnOf(context.context);
    const { progress } = move;
    rememberMove(context, move);
    await claim();
    try {
      const about = { wizardId: progress.wizardId, origin: turn.origin };
      const intent = await this.creates.submit(turn.actor, draftOf(progress), about);
      const submission: Submission = { intent, progress };
      return await context.endDialog(submission);
    } catch (error) {
      return context.replaceDialog(this.id, moveToMend(progress, error));
    }
  }
}

/** The move that led to this step: the result of the card before it, or what the waterfall was begun with. */
function moveOf(context: Context): Move {
  const result: Move | undefined = context.result;
  return result ?? context.options;
}

/** Keeps the move where a later turn of this step finds it: a waterfall does not store its steps' results. */
function rememberMove(context: Context, move: Move): void {
  const instance = context.activeDialog;
  if (instance !== undefined) instance.state.options = move;
}

function summaryOf({ location, expiresAt, owner }: DraftSummary): Summary {
  const { objectId, displayName, userPrincipalName } = owner;
  return {
    locationName: location.name,
    expiresAt: expiresAt.toISOString(),
    owner: { objectId, displayName, userPrincipalName },
  };
}
