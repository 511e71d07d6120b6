import type { TurnContext } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import type { ExecutePayload } from '../cards/actions';
import type { Card } from '../cards/renderCard';
import type { WizardTurn, WizardVerb } from './wizardTurn';

/** A click on a wizard card: which button, of which showing, with the card's inputs. */
export interface WizardClick {
  readonly verb: WizardVerb;
  readonly nonce: string;
  readonly inputs: Omit<ExecutePayload<'wizard/next'>, 'wizard' | 'nonce'>;
}

/** What the dialogs of one turn see of it, and where they put the card to show. */
export interface DialogTurn {
  readonly turn: WizardTurn;
  readonly click?: WizardClick;
  /** The wizard's dialog stack, which the dialogs change in place. */
  readonly dialogs: DialogState;
  /** Saves the wizard as it stands now, before an effect outside; the turn starts over when somebody else was faster. */
  readonly claim: () => Promise<void>;
  shown?: Card;
}

const KEY = Symbol('dialogTurn');

/** Hands a turn to the dialogs that run in `context`. */
export function setDialogTurn(context: TurnContext, dialogTurn: DialogTurn): void {
  context.turnState.set(KEY, dialogTurn);
}

/** The turn that the dialogs in `context` run for. */
export function dialogTurnOf(context: TurnContext): DialogTurn {
  const dialogTurn: DialogTurn | undefined = context.turnState.get(KEY);
  if (dialogTurn === undefined) throw new Error('a wizard dialog was run outside WizardRunner');
  return dialogTurn;
}
