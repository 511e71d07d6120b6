import {
  type Activity,
  BotAdapter,
  INVOKE_RESPONSE_KEY,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import type { Gate } from './gate';

/**
 * The SDK's adapter for turns and nothing else.
 *
 * Not CloudAdapter: that one makes two clients anew for each turn, of which the bot uses none, prints errors, and answers
 * with their texts. Messages go out through `TeamsMessages`, so that each is private or plain on purpose and sent once.
 */
export class TeamsAdapter extends BotAdapter {
  readonly #gate: Pick<Gate, 'authenticateRequest'>;

  constructor(gate: Pick<Gate, 'authenticateRequest'>) {
    super();
    this.#gate = gate;
  }

  /**
   * Verifies the activity and runs one turn of it.
   *
   * @returns what an invoke is answered with; `undefined` for everything else.
   * @throws GateRefusal before anything was done.
   */
  async receive(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    await this.#gate.authenticateRequest(activity, authorization);
    const context = new TurnContext(this, activity);
    await this.runMiddleware(context, turn);
    if (activity.type !== 'invoke') return undefined;
    const answer: Partial<Activity> | undefined = context.turnState.get(INVOKE_RESPONSE_KEY);
    return answer ? (answer.value as InvokeResponse) : { status: 501 };
  }

  /** Takes the answer to an invoke from the SDK's handler. @throws Error for a message. */
  override async sendActivities(
    context: TurnContext,
    activities: readonly Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    for (const activity of activities) {
      if (activity.type !== 'invokeResponse') throw new Error('messages go out through TeamsMessages');
      context.turnState.set(INVOKE_RESPONSE_KEY, activity);
    }
    return activities.map(() => ({ id: '' }));
  }

  /** @throws Error always. */
  override async updateActivity(): Promise<never> {
    throw new Error('messages are replaced through TeamsMessages');
  }

  /** @throws Error always. */
  override async deleteActivity(): Promise<never> {
    throw new Error('the bot deletes no messages');
  }

  /** @throws Error always. */
  override async continueConversation(): Promise<never> {
    throw new Error('the bot writes on its own account through TeamsMessages');
  }
}
