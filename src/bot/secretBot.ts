import { type InvokeResponse, TeamsActivityHandler, type TurnContext } from 'botbuilder';
import { Answers } from './answers';
import { clickTable } from './clickTable';
import { commandTable } from './commandTable';
import type { BotDeps } from './deps';
import { dialogTable, submitTable } from './dialogTable';
import { Installations, includesBot } from './installations';
import { Invokes } from './invokes';
import { Messages } from './messages';
import { RequestReplies } from './requestReplies';
import { searchTable } from './searches';
import { SettingsAnswers } from './settingsAnswers';
import { SharingAnswers } from './sharingAnswers';
import { refusalOf, type Turn } from './turn';
import { Turns } from './turns';
import { WizardReplies } from './wizardReplies';

/**
 * Teams activities in, private answers out.
 *
 * Failures are told to the person here; what is thrown happened before anything was done, so that Teams may deliver
 * the activity again. The SDK's own handlers (`onDialog` and the like) run unawaited after an invoke: none are used.
 */
export class SecretBot extends TeamsActivityHandler {
  readonly #turns: Turns;
  readonly #messages: Messages;
  readonly #invokes: Invokes;
  readonly #installations: Installations;

  constructor(readonly deps: BotDeps) {
    super();
    const answers = new Answers(deps);
    const wizard = new WizardReplies(deps);
    const sharing = new SharingAnswers(deps);
    const settings = new SettingsAnswers(deps);
    const requests = new RequestReplies(deps);
    const tools = { answers, wizard, sharing, settings, requests };
    const commands = commandTable({ ...tools, replies: deps.replies });
    this.#turns = new Turns(deps);
    this.#messages = new Messages({ deps, commands, wizard });
    this.#installations = new Installations(deps);
    this.#invokes = new Invokes(deps, {
      clicks: clickTable({ ...tools, deps }),
      dialogs: dialogTable(deps),
      submits: submitTable(deps),
      searches: searchTable(deps),
    });
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    const turn = await this.#turns.of(context);
    await this.#messages.answer(turn);
    this.#tellAfterwards(turn);
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const turn = await this.#turns.of(context);
    const answer = await this.#invokes.answer(turn);
    if (context.activity.name !== 'application/search') this.#tellAfterwards(turn);
    return answer;
  }

  protected override async onInstallationUpdateActivity(context: TurnContext): Promise<void> {
    const turn = await this.#turns.of(context);
    if (context.activity.action === 'add') await this.#welcome(turn);
    if (context.activity.action === 'remove') await this.#installations.removed(turn);
  }

  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const turn = await this.#turns.of(context);
    const { membersAdded, membersRemoved } = context.activity;
    if (includesBot(membersAdded, context.activity)) await this.#welcome(turn);
    if (includesBot(membersRemoved, context.activity)) await this.#installations.removed(turn);
  }

  /** Whoever adds the bot without being let in gets no answer; while the directory is away, Teams asks again. */
  async #welcome(turn: Turn): Promise<void> {
    if (turn.admission.kind === 'unsure') throw turn.admission.error;
    if (turn.admission.kind === 'member') await this.#installations.added(turn);
  }

  /** What the turn put into the outbox is told at once, after the answer; a failed delivery waits for the sweep. */
  #tellAfterwards(turn: Turn): void {
    if (refusalOf(turn)) return;
    turn.afterwards.push({ what: 'tell', work: () => this.deps.outbox.deliverNew() });
  }
}
