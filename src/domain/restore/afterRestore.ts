import { BY_THE_BOT } from '../audit/auditEvent';
import { carrierOf, summaryOf } from '../notices/summaries';
import { put } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { Ticket } from '../reveal/ticket';
import { endGrant } from '../sharing/grantEnding';
import { holdBackCreate } from './heldCreate';

/** Later than anything that is stored. */
const FOREVER = new Date(8_640_000_000_000_000);
const AT_ONCE = 100;
const SELF = { objectId: 'system', displayName: 'SecretBot' };

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly tenantId: string;
  /** Where nobody could let things go on again, nothing is stopped. */
  readonly adminGroupId?: string | undefined;
}

/** What every part needs to know. */
interface Settling {
  readonly records: Records;
  readonly madeAt: Date;
  readonly now: Date;
}

/**
 * Makes a restored database safe to go on with. A backup does not know what happened after it was made: a ticket may
 * have been used, access taken back, a create finished and its value shown. So no right to see a value survives, and
 * nothing is removed because a create looks interrupted. Confirmed deletes go on: what they remove was final.
 */
export class AfterRestore {
  constructor(private readonly deps: Dependencies) {}

  /**
   * To be called before anything else runs on the database; does nothing unless it is a backup that nobody settled yet.
   * Calls nobody outside; one transaction, so that it is done whole or again at the next start, by one process.
   *
   * @returns when the backup was made, if it was settled now
   */
  settle(): Promise<Date | undefined> {
    return this.deps.store.transaction(async (records) => {
      const mark = await records.backupMarks.current();
      if (!mark || mark.settledAt) return undefined;
      const now = this.deps.clock.now();
      const settling = { records, madeAt: mark.madeAt, now };
      await this.#stopEverything(settling);
      await this.#endGrants(settling);
      await this.#holdBackCreates(settling);
      await this.#cancelTickets(settling);
      await records.backupMarks.settle(now);
      await records.audit.append({
        at: now,
        tenantId: this.deps.tenantId,
        action: 'restore.settled',
        ...BY_THE_BOT,
        detail: mark.madeAt.toISOString(),
      });
      return mark.madeAt;
    });
  }

  /** Sharing, owners and a stop of the time after the backup are lost: administrators look before anything is shown. */
  async #stopEverything({ records, madeAt, now }: Settling): Promise<void> {
    const { tenantId, adminGroupId } = this.deps;
    if (!adminGroupId) return;
    const reason = `Restored from a backup of ${madeAt.toISOString()}`;
    if (!(await records.freezes.set(tenantId, { by: SELF, at: now, reason }))) return;
    await records.audit.append({ at: now, tenantId, action: 'freeze.on', ...BY_THE_BOT });
  }

  /** Each may have been revoked after the backup. Their holders ask again. */
  async #endGrants({ records, now }: Settling): Promise<void> {
    const { ids } = this.deps;
    for (const grant of await everything((limit) => records.grants.due(FOREVER, limit))) {
      const secret = await records.secrets.find(grant.tenantId, grant.reference);
      if (!secret) await records.grants.end(grant.id, 'closed', now);
      else await endGrant(records, grant, { as: 'closed' }, { secret, acted: BY_THE_BOT, now, ids });
    }
  }

  async #holdBackCreates({ records, madeAt, now }: Settling): Promise<void> {
    const due = await everything(async (limit) => (await records.intents.due(FOREVER, limit)).creates);
    for (const id of due) await holdBackCreate(records, id, { madeAt, now, ids: this.deps.ids });
  }

  /** Each may have been used after the backup: it must not open the value a second time. */
  async #cancelTickets({ records, madeAt, now }: Settling): Promise<void> {
    for (const ticket of await everything((limit) => records.tickets.due(FOREVER, limit))) {
      if (!(await records.tickets.end(ticket.id, 'cancelled', now))) continue;
      await records.audit.append({
        at: now,
        tenantId: ticket.tenantId,
        action: 'ticket.cancelled',
        ...BY_THE_BOT,
        reference: ticket.reference,
        ticketId: ticket.id,
        detail: ticket.cause,
      });
      await this.#tell(records, ticket, madeAt, now);
    }
  }

  /** Of an unvaulted value nobody knows whether somebody has it; so its credential stays, and a person decides. */
  async #tell(records: Records, ticket: Ticket, madeAt: Date, now: Date): Promise<void> {
    const secret = await records.secrets.find(ticket.tenantId, ticket.reference);
    if (secret?.state !== 'active') return;
    const carrier = carrierOf(ticket, secret, { kind: 'cancelled' });
    const to = { tenantId: ticket.tenantId, personId: ticket.personId };
    const notice = { kind: 'value_unknown', secret: summaryOf(secret), madeAt } as const;
    const unknown = ticket.sealed ? [{ to, subject: `notice:restored:${ticket.id}`, notice } as const] : [];
    await put(records.outbox, [carrier, ...unknown], { ids: this.deps.ids, now });
  }
}

/** All of what is found in growing lots: what was found is not gone from the lot before it was worked on. */
async function everything<T>(find: (limit: number) => Promise<readonly T[]>): Promise<readonly T[]> {
  for (let limit = AT_ONCE; ; limit *= 10) {
    const found = await find(limit);
    if (found.length < limit) return found;
  }
}
