import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../world/faults';
import type { World } from '../world/world';
import { type Activity, invokeId } from './activities';
import { textAt } from './asRecord';
import type { InvokeAnswer } from './teamsSimulator';

/** Teams gives a bot this long before it says "Unable to reach app". */
const patienceMs = 15_000;

/** Where the bot listens: one process, or several behind a balancer. */
export interface BotAddress {
  /** Messaging endpoints for one delivery: the one whose turn it is, then the one to try when that refuses it. */
  inTurn(): Promise<readonly string[]>;
}

/** Nobody answered: the bot is not there, took too long, or a fault said so. */
export const unreachable: InvokeAnswer = { status: 0, body: undefined };

/** Brings activities to the bot, signed as the Bot Framework signs them. */
export class BotGateway {
  readonly #world: World;
  #bot: BotAddress = { inTurn: async () => [] };

  constructor(world: World, botUrl: string | undefined) {
    this.#world = world;
    if (botUrl !== undefined) {
      this.connect(botUrl);
    }
  }

  connect(bot: string | BotAddress): void {
    this.#bot = typeof bot === 'string' ? { inTurn: async () => [bot] } : bot;
  }

  /**
   * Delivers one activity and whatever the faults for `delivery` make of it. Never throws: no answer is status 0.
   * `heard` is called with the answer when it comes, though more deliveries of the same may still be under way.
   */
  async deliver(activity: Activity, heard: (answer: InvokeAnswer) => void = () => undefined): Promise<InvokeAnswer> {
    const fault = this.#world.faults.take('delivery', 'POST', routeOf(activity));
    if (fault?.kind === 'duplicate') return this.#deliverAgain(activity, heard);
    const answer = await this.#deliverOnce(activity, fault);
    heard(answer);
    return answer;
  }

  async #deliverOnce(activity: Activity, fault: Fault | undefined): Promise<InvokeAnswer> {
    switch (fault?.kind) {
      case 'delay':
        await wait(fault.milliseconds);
        return this.#send(activity, fault);
      case 'lost_answer':
        await this.#send(activity, fault);
        return unreachable;
      case 'no_answer':
        return unreachable;
      case 'status':
        return { status: fault.status, body: undefined };
      case 'throttle':
        return { status: 429, body: undefined };
      default:
        return this.#send(activity);
    }
  }

  /** As Teams redelivers: the same activity again, and an invoke once more with a new id. The person sees the first answer. */
  async #deliverAgain(activity: Activity, heard: (answer: InvokeAnswer) => void): Promise<InvokeAnswer> {
    const fault: Fault = { kind: 'duplicate' };
    const answer = await this.#send(activity, fault);
    heard(answer);
    await this.#send(activity, fault);
    if (activity['type'] === 'invoke') {
      await this.#send({ ...activity, id: invokeId() }, fault);
    }
    return answer;
  }

  /** A delivery that was not taken (connection refused, 503) goes to one other process; one that broke off does not. */
  async #send(activity: Activity, fault?: Fault): Promise<InvokeAnswer> {
    let answer = unreachable;
    for (const address of await this.#bot.inTurn()) {
      const { refused, ...given } = await this.#post(new URL(address), activity, fault);
      answer = given;
      if (!refused) {
        break;
      }
    }
    return answer;
  }

  async #post(url: URL, activity: Activity, fault?: Fault): Promise<InvokeAnswer & { refused: boolean }> {
    const { status, body, headers, refused } = await post(url, activity, this.#token(activity['serviceUrl']));
    this.#world.journal.record({
      at: this.#world.clock.now().toISOString(),
      direction: 'toBot',
      host: 'bot',
      method: 'POST',
      path: url.pathname,
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: activity,
      status,
      responseHeaders: headers,
      responseBody: body,
      ...(fault && { fault: fault.kind }),
    });
    return { status, body, refused };
  }

  #token(serviceUrl: unknown): string {
    return this.#world.channelTokens.issue({
      issuer: this.#world.cloud.channelIssuer,
      audience: this.#world.bot.appId,
      claims: { serviceurl: serviceUrl },
    });
  }
}

/** What a fault's route is matched with: `POST /api/messages invoke adaptiveCard/action wizard/next`. */
function routeOf(activity: Activity): string {
  const { name, value }: { name?: unknown; value?: unknown } = activity;
  const verb = /"verb":"([^"]+)"/.exec(JSON.stringify(value ?? ''))?.[1] ?? '';
  return `/api/messages ${String(activity['type'])} ${typeof name === 'string' ? name : ''} ${verb}`.trimEnd();
}

/** What came back; `refused` when the process did not take the delivery, so that another one may have it. */
interface Posted extends InvokeAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly refused: boolean;
}

async function post(url: URL, activity: Activity, token: string): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = parsed(await response.text());
    const { status } = response;
    return { status, body, headers: Object.fromEntries(response.headers), refused: status === 503 };
  } catch (error) {
    return { ...unreachable, headers: {}, refused: isRefusal(error) };
  }
}

/** Nothing was sent: nobody listens there. */
function isRefusal(error: unknown): boolean {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return textAt(cause, 'code') === 'ECONNREFUSED';
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
