import type { Actor } from '../actor';
import { DomainError } from '../errors';
import type { Clock, Limiter } from '../ports';
import type { Store } from '../records';
import type { Reference } from '../reference';
import type { LimitAlarm } from './limitAlarm';
import { denialRule, type LimitName, limitTable } from './limitTable';

/** Denials come in another order than requests were made in only where one waited for settings beside one for access. */
const LATEST_DENIALS = denialRule.most * 2;

interface Dependencies {
  readonly limiter: Limiter;
  readonly store: Pick<Store, 'records'>;
  readonly alarm: Pick<LimitAlarm, 'record' | 'raise'>;
  readonly clock: Clock;
}

/**
 * Counts what people do and says when it is too much. Called by the services themselves, so that a typed command, a
 * dialog and a button meet the same limit. What is refused here was not begun: nothing was read, claimed or written.
 *
 * Each method throws too_many when the limit of its name is reached. The first refusal of a window is audited.
 */
export class Limits {
  constructor(private readonly deps: Dependencies) {}

  /** One message or click. */
  turn(actor: Actor): Promise<void> {
    return this.#take('turn', actor);
  }

  /** One search while somebody types. */
  search(actor: Actor): Promise<void> {
    return this.#take('search', actor);
  }

  /** One look at a carrier or its value; before anything of it is read. Told to the administrators too. */
  reveal(actor: Actor): Promise<void> {
    return this.#take('reveal', actor);
  }

  /** One change of an application's credentials, right before it is written down. */
  async change(actor: Actor, applicationId: string): Promise<void> {
    await this.#take('change', actor);
    await this.#take('application', actor, applicationId);
  }

  /** One thing that other people will be asked or told. */
  ask(actor: Actor): Promise<void> {
    return this.#take('ask', actor);
  }

  /**
   * Refuses another request about a secret that this person was denied three times within a day. It is judged by what
   * is stored, so that no restart forgets it, nor any number of other requests.
   */
  async askAgain(actor: Actor, reference: Reference): Promise<void> {
    const windowMs = denialRule.windowSeconds * 1000;
    const now = this.deps.clock.now().getTime();
    const { requests } = this.deps.store.records;
    const denied = await requests.deniedOf(actor.tenantId, reference, actor.objectId, LATEST_DENIALS);
    const ends = denied
      .map((request) => (request.endedAt ?? request.createdAt).getTime() + windowMs)
      .filter((end) => end > now)
      .sort((one, other) => other - one);
    const end = ends[denialRule.most - 1];
    if (end === undefined) return;
    const retryAfterSeconds = Math.ceil((end - now) / 1000);
    const key = `${personKey(actor)}:${reference}`;
    const { count } = await this.deps.limiter.count('denied', key, retryAfterSeconds);
    if (count === 1) await this.deps.alarm.record(actor, 'denied', { reference });
    throw new DomainError('too_many', { limit: 'denied', retryAfterSeconds });
  }

  async #take(limit: LimitName, actor: Actor, applicationId?: string): Promise<void> {
    const { most, windowSeconds } = limitTable[limit];
    const key = applicationId === undefined ? personKey(actor) : `${actor.tenantId}:${applicationId}`;
    const { count, endsInSeconds } = await this.deps.limiter.count(limit, key, windowSeconds);
    if (count <= most) return;
    const isFirst = count === most + 1;
    const about = applicationId === undefined ? {} : { applicationId };
    if (isFirst && limit === 'reveal') await this.deps.alarm.raise(actor, limit);
    else if (isFirst) await this.deps.alarm.record(actor, limit, about);
    throw new DomainError('too_many', {
      limit,
      retryAfterSeconds: endsInSeconds,
      ...(isFirst ? {} : { told: true }),
    });
  }
}

/** What a person's doings are counted under. */
export function personKey({ tenantId, objectId }: Actor): string {
  return `${tenantId}:${objectId}`;
}
