import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import type { DialogContext, DialogState, DialogStateManagerConfiguration } from 'botbuilder-dialogs';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
import type { ApplicationService } from '../domain/applications/applicationService';
import type { Ids } from '../domain/ports';
import type { CreateService } from '../domain/secrets/createService';
import type { DraftService } from '../domain/secrets/draftService';
import type { ApplicationChooser } from './applicationChooser';
import { ApplicationQuestion } from './applicationQuestion';
import { CardPrompt, type Question } from './cardPrompt';
import { CreateSecretDialog } from './createSecretDialog';
import { DetailsQuestion } from './detailsQuestion';
import { type DialogTurn, dialogTurnOf, setDialogTurn } from './dialogTurn';
import { OwnerQuestion } from './ownerQuestion';
import { SummaryQuestion } from './summaryQuestion';
import type { Move, Step } from './wizardProgress';

/** The id of the create wizard in its dialog set. */
export const CREATE_SECRET = 'createSecret';

/** Where DialogStateManager keeps them during a turn. */
const SCOPES = 'DialogStateManagerConfiguration';

interface Dependencies {
  readonly ids: Pick<Ids, 'id'>;
  readonly applications: Pick<ApplicationService, 'search'>;
  readonly drafts: Pick<DraftService, 'checkDetails' | 'checkOwner' | 'summary'>;
  readonly creates: Pick<CreateService, 'submit'>;
  readonly chooser: ApplicationChooser;
}

/** The dialogs of the wizard, over whatever stack the turn brings. Made once; keeps nothing between turns. */
export class WizardDialogs {
  private readonly dialogs = new DialogSet(new TurnDialogState());
  private scopes: DialogStateManagerConfiguration | undefined;

  constructor(deps: Dependencies) {
    const { ids, applications, drafts, creates, chooser } = deps;
    const prompt = (step: Step, question: Question<Move>) => {
      const made = new CardPrompt(step, question, ids);
      this.dialogs.add(made);
      return made;
    };
    const prompts = {
      application: prompt('application', new ApplicationQuestion(applications, chooser)),
      details: prompt('details', new DetailsQuestion(drafts)),
      owner: prompt('owner', new OwnerQuestion(drafts)),
      summary: prompt('summary', new SummaryQuestion()),
    };
    this.dialogs.add(new CreateSecretDialog(CREATE_SECRET, prompts, drafts, creates));
  }

  /** The dialogs as they stand in this turn. */
  async contextOf(context: TurnContext, dialogTurn: DialogTurn): Promise<DialogContext> {
    setDialogTurn(context, dialogTurn);
    // The library would make its memory scopes, which say where to look and keep nothing, anew for every turn.
    if (this.scopes !== undefined) context.turnState.set(SCOPES, this.scopes);
    const dc = await this.dialogs.createContext(context);
    this.scopes ??= dc.state.configuration;
    return dc;
  }
}

/** Gives DialogSet the stack of the turn; WizardSession reads and saves it. */
class TurnDialogState implements StatePropertyAccessor<DialogState> {
  async get(context: TurnContext): Promise<DialogState> {
    return dialogTurnOf(context).dialogs;
  }

  async set(context: TurnContext, value: DialogState): Promise<void> {
    dialogTurnOf(context).dialogs.dialogStack = value.dialogStack;
  }

  async delete(context: TurnContext): Promise<void> {
    dialogTurnOf(context).dialogs.dialogStack = [];
  }
}
