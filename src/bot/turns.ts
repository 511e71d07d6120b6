import type { Activity, TurnContext } from 'botbuilder';
import type { Origin } from '../domain/notices/recipient';
import { wordsFor } from '../messages/catalogue';
import { actorOf, originOf, saysLocalTime } from './actor';
import type { KnownPerson } from './chatPorts';
import type { BotDeps } from './deps';
import { frameOf, type Turn } from './turn';

/** How long an address that was written down is taken as still written down. */
const FRESH_MS = 5 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Makes turns of verified activities, and keeps where people can be written to. */
export class Turns {
  readonly #written = new Map<string, { readonly address: string; readonly at: number }>();

  constructor(readonly deps: Pick<BotDeps, 'memory' | 'clock'>) {}

  async of(context: TurnContext): Promise<Turn> {
    const { activity } = context;
    const actor = actorOf(activity);
    const known = saysLocalTime(activity) ? undefined : await this.deps.memory.person(actor.tenantId, actor.objectId);
    const origin = originOf(activity, known);
    await this.#remember(activity, actor.tenantId, origin);
    const { arrivedAt, afterwards } = frameOf(context);
    return {
      context,
      actor,
      origin,
      words: wordsFor(origin.locale),
      now: this.deps.clock.now(),
      arrivedAt,
      afterwards,
    };
  }

  /** An address that has not changed is written again only now and then. */
  async #remember(activity: Activity, tenantId: string, origin: Origin): Promise<void> {
    const { personId, teamsId, serviceUrl, locale, timeZone } = origin;
    const personal = origin.kind === 'personal' ? { personalChatId: origin.conversationId } : {};
    const person: KnownPerson = { tenantId, personId, teamsId, serviceUrl, locale, timeZone, ...personal };
    const name = `${tenantId}|${personId}|${origin.kind}`;
    const address = JSON.stringify(person);
    const now = this.deps.clock.now().getTime();
    const written = this.#written.get(name);
    const isFresh = written?.address === address && now - written.at < FRESH_MS;
    if (isFresh && activity.type !== 'installationUpdate') return;
    await this.deps.memory.rememberPerson(person);
    if (this.#written.size >= MOST_REMEMBERED) this.#written.clear();
    this.#written.set(name, { address, at: now });
  }
}
