import { type Kysely, type Migration, SqliteAdapter, sql } from 'kysely';
import { type AuditChain, BEFORE_CHAIN, type ChainEnd } from '../auditChain';
import type { AuditRow, Schema } from '../schema';

const AT_ONCE = 500;
const REFUSED = 'audit rows are only ever added';

/**
 * Chains the audit. What was there before goes into the chain with the form `BEFORE_CHAIN`: nothing can be said of the
 * time before. From then on the database itself refuses to change or remove a row, or to number one otherwise.
 */
export function auditChained(chain: AuditChain): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await newTable(db);
      await copyRows(db as Kysely<Old>, chain);
      await db.schema.dropTable('audit').execute();
      await db.schema.alterTable('audit_chained').renameTo('audit').execute();
      await db.schema
        .createIndex('audit_tenant_id_reference')
        .on('audit')
        .columns(['tenant_id', 'reference'])
        .execute();
      const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
      for (const statement of isSqlite ? sqliteGuards() : postgresGuards()) await sql.raw(statement).execute(db);
    },
  };
}

interface Old {
  audit: Omit<AuditRow, 'v' | 'click_id' | 'mac'>;
  audit_chained: Schema['audit'];
}

async function newTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_chained')
    .addColumn('seq', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('v', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('reference', 'text')
    .addColumn('application_id', 'text')
    .addColumn('key_id', 'text')
    .addColumn('ticket_id', 'text')
    .addColumn('detail', 'text')
    .addColumn('request_id', 'text')
    .addColumn('click_id', 'text')
    .addColumn('mac', 'text', (column) => column.notNull())
    .execute();
}

/** Numbered anew: an old audit may have begun elsewhere, and the chain has no gaps. */
async function copyRows(db: Kysely<Old>, chain: AuditChain): Promise<void> {
  let end: ChainEnd | undefined;
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    const newest = rows.at(-1);
    if (!newest) return;
    for (const { seq: _, ...row } of rows) {
      const chained: AuditRow = chain.after(end, { ...row, v: BEFORE_CHAIN, click_id: null });
      await db.insertInto('audit_chained').values(chained).execute();
      end = chained;
    }
    last = newest.seq;
  }
}

/** Also against `insert or replace`, which removes without asking the trigger for removals. */
function sqliteGuards(): readonly string[] {
  const refuse = `begin select raise(abort, '${REFUSED}'); end`;
  return [
    `create trigger audit_no_update before update on audit ${refuse}`,
    `create trigger audit_no_delete before delete on audit ${refuse}`,
    `create trigger audit_in_order before insert on audit when new.seq <> (select coalesce(max(seq), 0) + 1 from audit) ${refuse}`,
  ];
}

function postgresGuards(): readonly string[] {
  return [
    `create function audit_refuse() returns trigger language plpgsql as $$ begin raise exception '${REFUSED}'; end $$`,
    `create function audit_in_order() returns trigger language plpgsql as $$ begin
       if new.seq <> (select coalesce(max(seq), 0) + 1 from audit) then raise exception '${REFUSED}'; end if;
       return new;
     end $$`,
    'create trigger audit_no_change before update or delete on audit for each row execute function audit_refuse()',
    'create trigger audit_no_truncate before truncate on audit for each statement execute function audit_refuse()',
    'create trigger audit_in_order before insert on audit for each row execute function audit_in_order()',
  ];
}
