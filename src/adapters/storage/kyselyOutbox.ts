import type { Notice, Subject } from '../../domain/notices/notice';
import type { Recipient } from '../../domain/notices/recipient';
import type { Outbox, OutboxItem } from '../../domain/ports';
import type { OutboxRow } from './schema';
import type { Db, Session } from './session';
import { fromStoredJson, toStoredJson } from './storedJson';

/**
 * What must be told, in the database: one row for each recipient and subject.
 *
 * A newer notice takes the row over but leaves the claim of the delivery under way, so that two deliveries of one
 * message never overtake each other.
 */
export class KyselyOutbox implements Outbox {
  constructor(private readonly session: Session) {}

  async add(item: Omit<OutboxItem, 'attempts'>): Promise<void> {
    const row = rowOf(item);
    await this.session.one((db) =>
      db
        .insertInto('outbox')
        .values({ ...row, claim_id: null, claim_until: null })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'subject']).doUpdateSet(row))
        .execute(),
    );
  }

  async claimDue(now: Date, until: Date, limit: number): Promise<readonly OutboxItem[]> {
    const free = now.getTime();
    const rows = await this.session.one((db) =>
      db
        .updateTable('outbox')
        .set((expression) => ({ claim_id: expression.ref('id'), claim_until: until.getTime() }))
        .where('id', 'in', (query) =>
          query
            .selectFrom('outbox as waiting')
            .select('waiting.id')
            .where('waiting.gave_up', '=', 0)
            .where('waiting.next_attempt_at', '<=', free)
            .where(({ or, eb }) => or([eb('waiting.claim_until', 'is', null), eb('waiting.claim_until', '<=', free)]))
            .orderBy('waiting.next_attempt_at')
            .limit(limit),
        )
        // Said again, because another replica may have claimed between the inner read and this write.
        .where(({ or, eb }) => or([eb('claim_until', 'is', null), eb('claim_until', '<=', free)]))
        .returningAll()
        .execute(),
    );
    return rows.map(itemOf).sort((a, b) => a.nextAttemptAt.getTime() - b.nextAttemptAt.getTime());
  }

  async settle(id: string, outcome: 'delivered' | 'unreachable'): Promise<void> {
    await this.session.atomic(async (db) => {
      await freeClaim(db, id);
      if (outcome === 'delivered') await db.deleteFrom('outbox').where('id', '=', id).execute();
      else await db.updateTable('outbox').set({ gave_up: 1 }).where('id', '=', id).execute();
    });
  }

  async retry(id: string, nextAttemptAt: Date): Promise<void> {
    await this.session.atomic(async (db) => {
      await freeClaim(db, id);
      await db
        .updateTable('outbox')
        .set((expression) => ({
          attempts: expression('attempts', '+', 1),
          next_attempt_at: nextAttemptAt.getTime(),
        }))
        .where('id', '=', id)
        .execute();
    });
  }

  async depth(): Promise<number> {
    const { waiting } = await this.session.one((db) =>
      db
        .selectFrom('outbox')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where('gave_up', '=', 0)
        .executeTakeFirstOrThrow(),
    );
    return Number(waiting);
  }
}

async function freeClaim(db: Db, id: string): Promise<void> {
  await db.updateTable('outbox').set({ claim_id: null, claim_until: null }).where('claim_id', '=', id).execute();
}

function rowOf(item: Omit<OutboxItem, 'attempts'>): Omit<OutboxRow, 'claim_id' | 'claim_until'> {
  return {
    tenant_id: item.to.tenantId,
    person_id: item.to.personId,
    subject: item.subject,
    id: item.id,
    recipient: toStoredJson(item.to),
    notice: toStoredJson(item.notice),
    attempts: 0,
    next_attempt_at: item.nextAttemptAt.getTime(),
    gave_up: 0,
  };
}

function itemOf(row: OutboxRow): OutboxItem {
  return {
    id: row.id,
    to: fromStoredJson<Recipient>(row.recipient),
    subject: row.subject as Subject,
    notice: fromStoredJson<Notice>(row.notice),
    attempts: row.attempts,
    nextAttemptAt: new Date(row.next_attempt_at),
  };
}
