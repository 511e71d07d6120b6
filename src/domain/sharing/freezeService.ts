import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Clock } from '../ports';
import type { Records, Store } from '../records';
import type { Freeze } from './grant';
import type { FreezeOutcome } from './sharingViews';

const LONGEST_REASON = 500;

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify' | 'isAdministrator'>;
  readonly clock: Clock;
  readonly tenantId: string;
}

/** The administrators' stop: while it is on no value is shown, nothing is decided and no ticket is made. */
export class FreezeService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Stops everything, on every process at once. May be repeated: the first stop stays. A longer reason is cut.
   *
   * @throws not_allowed `freeze` unless an administrator asks
   */
  async freeze(actor: Actor, reason: string): Promise<FreezeOutcome> {
    await this.#allow(actor);
    const { tenantId, objectId, displayName } = actor;
    return this.deps.store.transaction(async ({ freezes, audit }) => {
      const at = this.deps.clock.now();
      const freeze: Freeze = { by: { objectId, displayName }, at, reason: reason.trim().slice(0, LONGEST_REASON) };
      if (!(await freezes.set(tenantId, freeze))) {
        return { freeze: (await freezes.current(tenantId)) ?? freeze, already: true };
      }
      await audit.append({ at, tenantId, action: 'freeze.on', ...actedBy(actor) });
      return { freeze, already: false };
    });
  }

  /** Lets everything go on. `already` when nothing was stopped. @throws not_allowed `freeze` unless an administrator asks */
  async thaw(actor: Actor): Promise<{ readonly already: boolean }> {
    await this.#allow(actor);
    const { tenantId } = actor;
    return this.deps.store.transaction(async ({ freezes, audit }) => {
      const wasOn = await freezes.clear(tenantId);
      if (wasOn) await audit.append({ at: this.deps.clock.now(), tenantId, action: 'freeze.off', ...actedBy(actor) });
      return { already: !wasOn };
    });
  }

  /** The stop that is on, if there is one. */
  current(): Promise<Freeze | undefined> {
    return this.deps.store.records.freezes.current(this.deps.tenantId);
  }

  async #allow(actor: Actor): Promise<void> {
    await this.deps.people.verify(actor, { fresh: true });
    if (!(await this.deps.people.isAdministrator(actor))) throw new DomainError('not_allowed', { action: 'freeze' });
  }
}

/** Goes on only while nothing is stopped; inside a transaction this holds until its end. @throws frozen */
export async function refuseWhileFrozen(records: Pick<Records, 'freezes'>, tenantId: string): Promise<void> {
  const freeze = await records.freezes.current(tenantId);
  if (freeze) throw new DomainError('frozen', { byName: freeze.by.displayName, at: freeze.at });
}
