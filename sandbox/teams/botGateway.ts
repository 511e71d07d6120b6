import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../world/faults';
import { channelIssuer, type World } from '../world/world';
import { type Activity, invokeId } from './activities';
import type { InvokeAnswer } from './teamsSimulator';

/** Teams gives a bot this long before it says "Unable to reach app". */
const patienceMs = 15_000;

/** Nobody answered: the bot is not there, took too long, or a fault said so. */
export const unreachable: InvokeAnswer = { status: 0, body: undefined };

/** Brings activities to the bot, signed as the Bot Framework signs them. */
export class BotGateway {
  readonly #world: World;
  #botUrl: string | undefined;

  constructor(world: World, botUrl: string | undefined) {
    this.#world = world;
    this.#botUrl = botUrl;
  }

  connect(botUrl: string): void {
    this.#botUrl = botUrl;
  }

  /** Delivers one activity and whatever the faults for `delivery` make of it. Never throws: no answer is status 0. */
  async deliver(activity: Activity): Promise<InvokeAnswer> {
    const fault = this.#world.faults.take('delivery', 'POST', routeOf(activity));
    switch (fault?.kind) {
      case 'duplicate':
        return this.#deliverAgain(activity);
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
  async #deliverAgain(activity: Activity): Promise<InvokeAnswer> {
    const fault: Fault = { kind: 'duplicate' };
    const answer = await this.#send(activity, fault);
    await this.#send(activity, fault);
    if (activity['type'] === 'invoke') {
      await this.#send({ ...activity, id: invokeId() }, fault);
    }
    return answer;
  }

  async #send(activity: Activity, fault?: Fault): Promise<InvokeAnswer> {
    if (this.#botUrl === undefined) {
      return unreachable;
    }
    const url = new URL(this.#botUrl);
    const answer = await post(url, activity, this.#token(activity['serviceUrl']));
    this.#world.journal.record({
      at: this.#world.clock.now().toISOString(),
      direction: 'toBot',
      host: 'bot',
      method: 'POST',
      path: url.pathname,
      requestHeaders: { 'content-type': 'application/json' },
      requestBody: activity,
      status: answer.status,
      responseHeaders: answer.headers,
      responseBody: answer.body,
      ...(fault && { fault: fault.kind }),
    });
    return { status: answer.status, body: answer.body };
  }

  #token(serviceUrl: unknown): string {
    return this.#world.channelTokens.issue({
      issuer: channelIssuer,
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

async function post(
  url: URL,
  activity: Activity,
  token: string,
): Promise<InvokeAnswer & { headers: Readonly<Record<string, string>> }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = parsed(await response.text());
    return { status: response.status, body, headers: Object.fromEntries(response.headers) };
  } catch {
    return { ...unreachable, headers: {} };
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
