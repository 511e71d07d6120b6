import { type SqlBool, sql } from 'kysely';
import { DomainError } from '../../domain/errors';
import type { Intents, Page } from '../../domain/records';
import type { CreateIntent, DeleteIntent, EndedIntent, Lease } from '../../domain/secrets/intent';
import { createRowOf, deleteRowOf, endedOf, endedRows } from './intentRows';
import type { IntentRow } from './schema';
import type { Db, Session } from './session';
import { fromStoredJson } from './storedJson';

/** Creates and deletes under way, in the database. A fence counts up with every lease; only the latest may save. */
export class KyselyIntents implements Intents {
  constructor(private readonly session: Session) {}

  async addCreate(intent: CreateIntent): Promise<void> {
    await this.session.atomic(async (db) => {
      if (await added(db, { ...createRowOf(intent), fence: 0, lease_until: null })) return;
      const known = await idOf(db, intent.id);
      throw new DomainError('conflict', { reason: known ? 'changed_meanwhile' : 'name_taken' });
    });
  }

  async addDelete(intent: DeleteIntent): Promise<void> {
    await this.session.atomic(async (db) => {
      if (await added(db, { ...deleteRowOf(intent), fence: 0, lease_until: null })) return;
      throw new DomainError('conflict', { reason: 'changed_meanwhile' });
    });
  }

  findCreate(id: string): Promise<CreateIntent | undefined> {
    return this.find<CreateIntent>('create', id);
  }

  findDelete(id: string): Promise<DeleteIntent | undefined> {
    return this.find<DeleteIntent>('delete', id);
  }

  async openCreates(tenantId: string, applicationId: string): Promise<readonly CreateIntent[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('intents')
        .select('body')
        .where('kind', '=', 'create')
        .where('tenant_id', '=', tenantId)
        .where('application_id', '=', applicationId)
        .where('is_open', '=', 1)
        .execute(),
    );
    return rows.map((row) => fromStoredJson<CreateIntent>(row.body));
  }

  async openDelete(tenantId: string, keyId: string): Promise<DeleteIntent | undefined> {
    const row = await this.session.read((db) =>
      db
        .selectFrom('intents')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('key_slot', '=', keyId)
        .executeTakeFirst(),
    );
    return row && fromStoredJson<DeleteIntent>(row.body);
  }

  async lease(intentId: string, now: Date, until: Date): Promise<Lease | undefined> {
    const row = await this.session.write((db) =>
      db
        .updateTable('intents')
        .set((expression) => ({ fence: expression('fence', '+', 1), lease_until: until.getTime() }))
        .where('id', '=', intentId)
        .where(({ or, eb }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now.getTime())]))
        .returning('fence')
        .executeTakeFirst(),
    );
    return row && { intentId, fence: row.fence, until };
  }

  saveCreate(intent: CreateIntent, lease: Lease, now: Date): Promise<void> {
    return this.save(createRowOf(intent), lease, now);
  }

  saveDelete(intent: DeleteIntent, lease: Lease, now: Date): Promise<void> {
    return this.save(deleteRowOf(intent), lease, now);
  }

  async release(lease: Lease): Promise<void> {
    await this.session.write((db) =>
      db
        .updateTable('intents')
        .set({ lease_until: null })
        .where('id', '=', lease.intentId)
        .where('fence', '=', lease.fence)
        .execute(),
    );
  }

  due(now: Date, limit: number): Promise<{ creates: readonly string[]; deletes: readonly string[] }> {
    return this.session.read(async (db) => ({
      creates: await dueIds(db, 'create', now, limit),
      deletes: await dueIds(db, 'delete', now, limit),
    }));
  }

  async ended(before: Date, limit: number, after?: string): Promise<Page<EndedIntent>> {
    const rows = await this.session.read((db) => endedRows(db, before, limit + 1, after));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const items = shown.map(endedOf);
    return rows.length > limit && last ? { items, next: `${last.next_look_at}_${last.id}` } : { items };
  }

  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.session.write((db) => db.deleteFrom('intents').where('id', 'in', ids).where(isEnded).execute());
  }

  private async find<T>(kind: IntentRow['kind'], id: string): Promise<T | undefined> {
    const row = await this.session.read((db) =>
      db.selectFrom('intents').select('body').where('id', '=', id).where('kind', '=', kind).executeTakeFirst(),
    );
    return row && fromStoredJson<T>(row.body);
  }

  private async save(row: Omit<IntentRow, 'fence' | 'lease_until'>, lease: Lease, now: Date): Promise<void> {
    const { id, kind, ...changes } = row;
    const saved = await this.session.write((db) =>
      db
        .updateTable('intents')
        .set(changes)
        .where('id', '=', id)
        .where('id', '=', lease.intentId)
        .where('kind', '=', kind)
        .where('fence', '=', lease.fence)
        .where('lease_until', '>', now.getTime())
        .returning('id')
        .executeTakeFirst(),
    );
    if (!saved) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
  }
}

/** Not by an index of it: SQLite would take that one, which has all that ever ended, instead of the ids. */
const isEnded = sql<SqlBool>`+is_open = 0`;

async function added(db: Db, row: IntentRow): Promise<boolean> {
  const inserted = await db
    .insertInto('intents')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

async function idOf(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('intents').select('id').where('id', '=', id).executeTakeFirst();
  return row?.id;
}

async function dueIds(db: Db, kind: IntentRow['kind'], now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('intents')
    .select('id')
    .where('kind', '=', kind)
    .where('is_open', '=', 1)
    .where('next_look_at', '<=', now.getTime())
    .where(({ or, eb }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now.getTime())]))
    .orderBy('next_look_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
