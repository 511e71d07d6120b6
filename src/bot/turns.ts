import type { Activity, TurnContext } from 'botbuilder';
import type { Actor } from '../domain/actor';
import { DomainError, isDomainError } from '../domain/errors';
import type { Origin } from '../domain/notices/recipient';
import { wordsFor } from '../messages/catalogue';
import { actorOf, originOf, saysLocalTime } from './actor';
import type { Work } from './backgroundWork';
import type { KnownPerson } from './chatPorts';
import type { BotDeps } from './deps';
import { type Admission, frameOf, type Turn } from './turn';

/** How long an address that was written down is taken as still written down. */
const FRESH_MS = 5 * 60_000;
const MOST_REMEMBERED = 10_000;

/** Makes turns of verified activities, and keeps where people can be written to. */
export class Turns {
  readonly #written = new Map<string, { readonly address: string; readonly at: number }>();

  constructor(readonly deps: Pick<BotDeps, 'memory' | 'clock' | 'outbox' | 'people' | 'limits'>) {}

  async of(context: TurnContext): Promise<Turn> {
    const { activity } = context;
    const actor = actorOf(activity);
    const { arrivedAt, afterwards } = frameOf(context);
    const admission = (await this.#limited(activity, actor)) ?? (await this.#admissionOf(actor));
    const origin = await this.#originOf(activity, actor, admission, afterwards);
    return {
      context,
      actor,
      admission,
      origin,
      words: wordsFor(origin.locale),
      now: this.deps.clock.now(),
      arrivedAt,
      afterwards,
    };
  }

  /** Counted before anything is asked: a flood, whoever it is from, costs the directory and the database nothing. */
  async #limited({ name }: Activity, actor: Actor): Promise<Admission | undefined> {
    const { limits } = this.deps;
    try {
      await (name === 'application/search' ? limits.search(actor) : limits.turn(actor));
      return undefined;
    } catch (error) {
      if (error instanceof DomainError) return { kind: 'limited', error };
      throw error;
    }
  }

  async #admissionOf(actor: Actor): Promise<Admission> {
    try {
      await this.deps.people.verify(actor);
      return { kind: 'member' };
    } catch (error) {
      if (isDomainError(error, 'not_found')) return { kind: 'refused', error };
      if (isDomainError(error, 'unavailable')) return { kind: 'unsure', error };
      throw error;
    }
  }

  /** Where the person is. Nothing is kept of, and nothing looked up about, those for whom nothing is done. */
  async #originOf(activity: Activity, actor: Actor, { kind }: Admission, afterwards: Work[]): Promise<Origin> {
    if (kind === 'refused' || kind === 'limited') return originOf(activity);
    const known = await this.deps.memory.person(actor.tenantId, actor.objectId);
    const origin = originOf(activity, saysLocalTime(activity) ? undefined : known);
    if (kind === 'unsure') return origin;
    const isNewWay = origin.kind === 'personal' && (known?.personalChatId === undefined || isInstallation(activity));
    await this.#remember(actor.tenantId, origin, isNewWay);
    if (isNewWay) afterwards.push({ what: 'tell', work: () => this.#tellWhatWasGivenUp(actor) });
    return origin;
  }

  /** There was no private way to this person until now: what could not be told is told. */
  async #tellWhatWasGivenUp({ tenantId, objectId }: Actor): Promise<void> {
    const { outbox } = this.deps;
    if ((await outbox.reopen(tenantId, objectId)) > 0) await outbox.deliverDue();
  }

  /** An address that has not changed is written again only now and then. */
  async #remember(tenantId: string, origin: Origin, isNewWay: boolean): Promise<void> {
    const { personId, teamsId, serviceUrl, locale, timeZone } = origin;
    const personal = origin.kind === 'personal' ? { personalChatId: origin.conversationId } : {};
    const person: KnownPerson = { tenantId, personId, teamsId, serviceUrl, locale, timeZone, ...personal };
    const name = `${tenantId}|${personId}|${origin.kind}`;
    const address = JSON.stringify(person);
    const now = this.deps.clock.now().getTime();
    const written = this.#written.get(name);
    const isFresh = written?.address === address && now - written.at < FRESH_MS;
    if (isFresh && !isNewWay) return;
    await this.deps.memory.rememberPerson(person);
    if (this.#written.size >= MOST_REMEMBERED) this.#written.clear();
    this.#written.set(name, { address, at: now });
  }
}

/** The app was added for this person, perhaps once more. */
function isInstallation(activity: Activity): boolean {
  return activity.type === 'installationUpdate' && activity.action === 'add';
}
