import type { Kysely, Migration } from 'kysely';

/** Requests, grants and the administrators' stop. Portable types only, as in the first schema. */
export const sharing: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await requests(db);
    await grants(db);
    await db.schema
      .createTable('freezes')
      .addColumn('tenant_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('by_name', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .execute();
  },
};

async function requests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('requester_id', 'text', (column) => column.notNull())
    .addColumn('open_slot', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('next_look_at', 'bigint', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addUniqueConstraint('requests_open', ['tenant_id', 'reference', 'requester_id', 'open_slot'])
    .execute();
  await index(db, 'requests', ['tenant_id', 'requester_id', 'created_at']);
  await index(db, 'requests', ['state', 'next_look_at']);
  await db.schema
    .createTable('request_approvers')
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('approver_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('request_approvers_pk', ['request_id', 'approver_id'])
    .execute();
  await index(db, 'request_approvers', ['approver_id']);
}

async function grants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('grants')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('person_name', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('ticket_id', 'text', (column) => column.notNull().unique())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('revoked_by_id', 'text')
    .addColumn('revoked_by_name', 'text')
    .execute();
  await index(db, 'grants', ['tenant_id', 'reference']);
  await index(db, 'grants', ['tenant_id', 'person_id']);
  await index(db, 'grants', ['state', 'ends_at']);
}

async function index(db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns([...columns])
    .execute();
}
