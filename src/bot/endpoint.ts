import { AsyncResource } from 'node:async_hooks';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { isDomainError } from '../domain/errors';
import type { Clock } from '../domain/ports';
import type { Telemetry } from '../telemetry/telemetry';
import { clickIdOf } from './actor';
import type { BackgroundWork, Work } from './backgroundWork';
import type { FaultLog } from './faultLog';
import { type Gate, GateRefusal } from './gate';
import type { TeamsAdapter } from './teamsAdapter';
import { frameTurn } from './turn';
import { turnKindOf } from './turnKind';

/**
 * What a request is answered with. Call `sent` when the answer is on its way, or cannot be given any more: only then does
 * its work begin. `isTaken` is whether the client was still there to take it.
 */
export interface EndpointAnswer {
  readonly status: number;
  readonly body?: unknown;
  sent(isTaken: boolean): void;
}

/** What the endpoint needs. */
export interface EndpointDeps {
  readonly gate: Pick<Gate, 'requireToken'>;
  readonly adapter: Pick<TeamsAdapter, 'receive'>;
  readonly bot: { run(context: TurnContext): Promise<void> };
  readonly background: Pick<BackgroundWork, 'start'>;
  readonly faults: Pick<FaultLog, 'record'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly telemetry: Pick<Telemetry, 'turn' | 'turnedAway'>;
  readonly clock: Clock;
}

/** Takes activities as they come over HTTP and answers them; knows nothing of the HTTP server. */
export class Endpoint {
  constructor(readonly deps: EndpointDeps) {}

  /** Asked before the body is read. @returns the answer for a request that does not come from the channel */
  async refusal(authorization: string): Promise<EndpointAnswer | undefined> {
    try {
      await this.deps.gate.requireToken(authorization);
      return undefined;
    } catch (error) {
      return this.#refuse(error);
    }
  }

  async receive(authorization: string, body: unknown): Promise<EndpointAnswer> {
    const arrivedAt = this.deps.clock.now();
    if (!isActivity(body)) return answer(400);
    const begun = { kind: turnKindOf(body), ...clickIdOf(body) };
    return this.deps.telemetry.turn(begun, () => this.#turn(authorization, body, arrivedAt));
  }

  async #turn(authorization: string, body: Partial<Activity>, arrivedAt: Date): Promise<EndpointAnswer> {
    const afterwards: Work[] = [];
    // Teams always asks for answers by the connector; buffered ones would go to whoever asked.
    const { deliveryMode: _ignored, ...activity } = body;
    try {
      const response = await this.deps.adapter.receive(authorization, activity as Activity, async (context) => {
        frameTurn(context, { arrivedAt, afterwards });
        await this.deps.bot.run(context);
      });
      // The work belongs to the turn wherever this is called from.
      const scope = new AsyncResource('turn');
      const start = (isTaken: boolean): void =>
        this.deps.background.start(afterwards.filter((work) => isTaken || !work.onlyIfAnswered));
      const sent = (isTaken: boolean): void => scope.runInAsyncScope(start, undefined, isTaken);
      return { ...answer(response?.status ?? 200, response?.body), sent };
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #refuse(error: unknown): EndpointAnswer {
    if (error instanceof GateRefusal) {
      this.deps.telemetry.turnedAway(error.reason);
      this.deps.logger.warn({ status: error.status, reason: error.reason }, 'refused at the gate');
      return answer(error.status);
    }
    this.deps.faults.record(error, 'turn');
    return answer(isDomainError(error, 'unavailable') ? 503 : 500);
  }
}

function isActivity(body: unknown): body is Partial<Activity> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && 'type' in body && isText(body.type);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function answer(status: number, body?: unknown): EndpointAnswer {
  return { status, ...(body !== undefined && { body }), sent: () => undefined };
}
