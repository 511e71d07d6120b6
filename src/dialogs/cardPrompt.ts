import type { TurnContext } from 'botbuilder';
import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs';
// The package's index loads prompts and what recognises numbers and dates in five languages.
import { Dialog } from 'botbuilder-dialogs/lib/dialog';
import type { Card } from '../cards/renderCard';
import type { Ids } from '../domain/ports';
import { dialogTurnOf, type WizardClick } from './dialogTurn';
import type { WizardTurn } from './wizardTurn';

/** What a click leads to: the same card again, or an end of the prompt with a result for its parent. */
export type Reply<A extends object> = { readonly again: A } | { readonly done: A };

/** One card that asks. `A` is plain JSON: what was typed and what is wrong with it. */
export interface Question<A extends object> {
  card(asked: A, nonce: string, turn: WizardTurn): Promise<Card>;
  /** Judges what was clicked and typed. Has no effect outside, so that it may run again. */
  receive(asked: A, click: WizardClick, turn: WizardTurn): Promise<Reply<A>>;
}

interface PromptState<A extends object> {
  asked: A;
  /** Names this showing of the card: a click with another nonce is stale. */
  nonce: string;
}

/**
 * Shows a card and waits for its click. A waterfall and every built-in prompt wait for messages only; this prompt is
 * the child that ends on a card's click and so moves the waterfall on.
 *
 * A click of an older showing and any other turn get the current card, unchanged. Cancel ends all dialogs.
 */
export class CardPrompt<A extends object> extends Dialog<A> {
  constructor(
    id: string,
    private readonly question: Question<A>,
    private readonly ids: Pick<Ids, 'id'>,
  ) {
    super(id);
  }

  override async beginDialog(dc: DialogContext, asked?: A): Promise<DialogTurnResult> {
    if (asked === undefined) throw new Error(`${this.id} was begun without what it asks`);
    return this.ask(dc, asked);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { click, turn } = dialogTurnOf(dc.context);
    const state: PromptState<A> | undefined = dc.activeDialog?.state;
    if (state === undefined) throw new Error(`${this.id} is not the active dialog`);
    if (click === undefined || click.nonce !== state.nonce) {
      await this.show(dc.context, state);
      return Dialog.EndOfTurn;
    }
    if (click.verb === 'wizard/cancel') return dc.cancelAllDialogs();
    const reply = await this.question.receive(state.asked, click, turn);
    return 'again' in reply ? this.ask(dc, reply.again) : dc.endDialog(reply.done);
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance<PromptState<A>>): Promise<void> {
    await this.show(context, instance.state);
  }

  private async ask(dc: DialogContext, asked: A): Promise<DialogTurnResult> {
    const instance: DialogInstance<PromptState<A>> | undefined = dc.activeDialog;
    if (instance === undefined) throw new Error(`${this.id} is not the active dialog`);
    instance.state = { asked, nonce: this.ids.id() };
    await this.show(dc.context, instance.state);
    return Dialog.EndOfTurn;
  }

  private async show(context: TurnContext, state: PromptState<A>): Promise<void> {
    const dialogTurn = dialogTurnOf(context);
    dialogTurn.shown = await this.question.card(state.asked, state.nonce, dialogTurn.turn);
  }
}
