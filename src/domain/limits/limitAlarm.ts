import type { Actor } from '../actor';
import { type AuditEvent, actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { Notice } from '../notices/notice';
import { put } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { AlarmingLimit, LimitReached } from './limitTable';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'administrators' | 'verify'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** Writes down that somebody reached a limit, and tells the administrators where that matters. */
export class LimitAlarm {
  constructor(private readonly deps: Dependencies) {}

  /** One audit row. */
  async record(actor: Actor, limit: LimitReached, about: About = {}): Promise<void> {
    await this.#audit(this.deps.store.records, actor, limit, about);
  }

  /** One audit row, and one message a day to each administrator; later ones that day bring it up to date. */
  async raise(actor: Actor, limit: AlarmingLimit): Promise<void> {
    const [administrators, personSignIn] = await Promise.all([this.#administrators(actor), this.#signInOf(actor)]);
    const now = this.deps.clock.now();
    const { tenantId, objectId, displayName: personName } = actor;
    const subject = `notice:limit:${limit}:${objectId}:${now.toISOString().slice(0, 10)}` as const;
    const notice: Notice = {
      kind: 'limit_reached',
      limit,
      personName,
      ...(personSignIn === undefined ? {} : { personSignIn }),
      at: now,
    };
    const tellings = administrators.map((personId) => ({ to: { tenantId, personId }, subject, notice }));
    await this.deps.store.transaction(async (records) => {
      await this.#audit(records, actor, limit, {});
      await put(records.outbox, tellings, { ids: this.deps.ids, now });
    });
  }

  async #audit(records: Pick<Records, 'audit'>, actor: Actor, limit: LimitReached, about: About): Promise<void> {
    const { tenantId } = actor;
    const at = this.deps.clock.now();
    await records.audit.append({ at, tenantId, ...actedBy(actor), action: 'limit.reached', detail: limit, ...about });
  }

  /** Nobody is told while the directory is away; the audit row is there, and the next time tells them. */
  async #administrators({ objectId }: Actor): Promise<readonly string[]> {
    const ids = await unlessAway(() => this.deps.people.administrators());
    return (ids ?? []).filter((id) => id !== objectId);
  }

  async #signInOf(actor: Actor): Promise<string | undefined> {
    return (await unlessAway(() => this.deps.people.verify(actor)))?.userPrincipalName;
  }
}

/** What the directory says; `undefined` for every expected failure. */
async function unlessAway<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

type About = Pick<AuditEvent, 'reference' | 'applicationId'>;
