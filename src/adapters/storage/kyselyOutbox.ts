import { randomUUID } from 'node:crypto';
import type { Notice, Subject } from '../../domain/notices/notice';
import type { Recipient } from '../../domain/notices/recipient';
import type { ClaimedItem, Outbox, OutboxItem } from '../../domain/records';
import type { OutboxRow } from './schema';
import type { Db, Session } from './session';
import { fromStoredJson, toStoredJson } from './storedJson';

type Claim = Pick<ClaimedItem, 'id' | 'claimId'>;

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
    await this.session.write((db) =>
      db
        .insertInto('outbox')
        .values({ ...row, claim_id: null, claim_until: null })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'subject']).doUpdateSet(row))
        .execute(),
    );
  }

  async claimNext(now: Date, until: Date): Promise<ClaimedItem | undefined> {
    const free = now.getTime();
    const claimId = randomUUID();
    const row = await this.session.write((db) =>
      db
        .updateTable('outbox')
        .set({ claim_id: claimId, claim_until: until.getTime() })
        .where('id', 'in', (query) =>
          query
            .selectFrom('outbox as waiting')
            .select('waiting.id')
            .where('waiting.gave_up', '=', 0)
            .where('waiting.next_attempt_at', '<=', free)
            .where(({ or, eb }) => or([eb('waiting.claim_until', 'is', null), eb('waiting.claim_until', '<=', free)]))
            .orderBy('waiting.next_attempt_at')
            .limit(1),
        )
        // Said again, because another replica may have claimed between the inner read and this write.
        .where(({ or, eb }) => or([eb('claim_until', 'is', null), eb('claim_until', '<=', free)]))
        .returningAll()
        .executeTakeFirst(),
    );
    return row && { ...itemOf(row), claimId };
  }

  async settle({ id, claimId }: Claim, outcome: 'delivered' | 'unreachable'): Promise<void> {
    await this.session.atomic(async (db) => {
      if (outcome === 'delivered') {
        await db.deleteFrom('outbox').where('id', '=', id).where('claim_id', '=', claimId).execute();
      } else {
        const gaveUp = db.updateTable('outbox').set({ gave_up: 1 });
        await gaveUp.where('id', '=', id).where('claim_id', '=', claimId).execute();
      }
      await freeClaim(db, claimId);
    });
  }

  async retry({ id, claimId }: Claim, nextAttemptAt: Date): Promise<void> {
    await this.session.atomic(async (db) => {
      await db
        .updateTable('outbox')
        .set((expression) => ({
          attempts: expression('attempts', '+', 1),
          next_attempt_at: nextAttemptAt.getTime(),
        }))
        .where('id', '=', id)
        .where('claim_id', '=', claimId)
        .execute();
      await freeClaim(db, claimId);
    });
  }

  async withdraw(id: string): Promise<void> {
    await this.session.write((db) =>
      db.deleteFrom('outbox').where('id', '=', id).where('claim_id', 'is', null).execute(),
    );
  }

  async reopen(tenantId: string, personId: string, now: Date): Promise<number> {
    const rows = await this.session.write((db) =>
      db
        .updateTable('outbox')
        .set({ gave_up: 0, attempts: 0, next_attempt_at: now.getTime() })
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .where('gave_up', '=', 1)
        .returning('id')
        .execute(),
    );
    return rows.length;
  }

  depth(): Promise<number> {
    return this.count(0);
  }

  givenUp(): Promise<number> {
    return this.count(1);
  }

  private async count(gaveUp: OutboxRow['gave_up']): Promise<number> {
    const { items } = await this.session.read((db) =>
      db
        .selectFrom('outbox')
        .select(({ fn }) => fn.countAll<number>().as('items'))
        .where('gave_up', '=', gaveUp)
        .executeTakeFirstOrThrow(),
    );
    return Number(items);
  }
}

/** Ends a delivery, also where a newer item has replaced the claimed one and waits for this. */
async function freeClaim(db: Db, claimId: string): Promise<void> {
  await db.updateTable('outbox').set({ claim_id: null, claim_until: null }).where('claim_id', '=', claimId).execute();
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
