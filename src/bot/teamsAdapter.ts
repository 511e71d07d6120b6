import { type Activity, CloudAdapterBase, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { Gate } from './gate';

/** The SDK's adapter, without its own HTTP handling (which prints errors and answers with their texts). */
export class TeamsAdapter extends CloudAdapterBase {
  constructor(gate: Gate) {
    super(gate);
  }

  /**
   * Verifies the activity and runs one turn of it.
   *
   * @returns what an invoke is answered with; `undefined` for everything else.
   * @throws GateRefusal before anything was done.
   */
  receive(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }
}
