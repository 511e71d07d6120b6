import { type Kysely, type Migration, Migrator } from 'kysely';
import type { AuditChain } from './auditChain';
import { DatabaseError } from './databaseError';
import { initial } from './migrations/0001Initial';
import { sharing } from './migrations/0002Sharing';
import { auditChained } from './migrations/0003AuditChain';
import { backupMarks } from './migrations/0004BackupMarks';
import { scale } from './migrations/0005Scale';
import { dailyLooks } from './migrations/0006DailyLooks';
import { endedWork } from './migrations/0007EndedWork';
import { endedInOrder } from './migrations/0008EndedInOrder';
import type { Schema } from './schema';

/** Every migration by name, in order. Only ever added to. */
const MIGRATIONS: Readonly<Record<string, (chain: AuditChain) => Migration>> = {
  '0001_initial': () => initial,
  '0002_sharing': () => sharing,
  '0003_audit_chain': auditChained,
  '0004_backup_marks': () => backupMarks,
  '0005_scale': () => scale,
  '0006_daily_looks': () => dailyLooks,
  '0007_ended_work': () => endedWork,
  '0008_ended_in_order': () => endedInOrder,
};

const MIGRATION_NAMES = Object.keys(MIGRATIONS);

function migrationsWith(chain: AuditChain): Readonly<Record<string, Migration>> {
  return Object.fromEntries(Object.entries(MIGRATIONS).map(([name, made]) => [name, made(chain)]));
}

/** Brings the database to this version's schema, in one transaction; chains the audit where it is not yet. @throws DatabaseError when a newer version wrote it. */
export async function migrate(db: Kysely<Schema>, chain: AuditChain): Promise<void> {
  const migrations = migrationsWith(chain);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const known = Object.keys(migrations);
  await refuseNewer(db, known);
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  // A newer replica may have been first in between.
  await refuseNewer(db, known);
  throw error;
}

/** Whether the database has exactly this version's schema: false before it is migrated, and once a newer version did. */
export async function isCurrent(db: Kysely<Schema>, chain: AuditChain): Promise<boolean> {
  const [applied, known] = [await migrationRows(db), Object.keys(migrationsWith(chain))];
  return applied.length === known.length && applied.every((name) => known.includes(name));
}

/** Which of this version's migrations a database lacks, and which of its own this version does not know. Changes nothing. */
export async function migrationsOf(db: Kysely<Schema>): Promise<{
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly applied: number;
}> {
  const applied = await appliedNames(db);
  return {
    missing: MIGRATION_NAMES.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !MIGRATION_NAMES.includes(name)),
    applied: applied.length,
  };
}

async function refuseNewer(db: Kysely<Schema>, known: readonly string[]): Promise<void> {
  const unknown = (await appliedNames(db)).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw DatabaseError.newer(unknown);
}

async function appliedNames(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  return migrationRows(db);
}

async function migrationRows(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}
