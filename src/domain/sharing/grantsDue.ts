import { BY_THE_BOT } from '../audit/auditEvent';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import { type Stopping, untilStop } from '../stopping';
import { endGrant } from './grantEnding';

const AT_ONCE = 100;

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly stopping: Stopping;
}

/** Ends the grants whose time is over, with the tickets they gave. */
export class GrantsDue {
  constructor(private readonly deps: Dependencies) {}

  /** Ends what is due. A claim and an end exclude each other: whichever comes first holds. */
  async run(): Promise<void> {
    for (const grant of untilStop(
      await this.deps.store.records.grants.due(this.deps.clock.now(), AT_ONCE),
      this.deps.stopping,
    )) {
      await this.deps.store.transaction(async (records) => {
        const secret = await records.secrets.find(grant.tenantId, grant.reference);
        if (!secret) return;
        const context = { secret, acted: BY_THE_BOT, now: this.deps.clock.now(), ids: this.deps.ids };
        await endGrant(records, grant, { as: 'ended' }, context);
      });
    }
  }
}
