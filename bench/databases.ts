import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../sandbox/database/postgresServer';
import { auditKeyFrom } from '../src/adapters/crypto/auditKey';
import { type DatabaseOptions, openDatabase } from '../src/adapters/storage/openDatabase';
import { SystemClock } from '../src/adapters/system';
import { Sensitive } from '../src/domain/sensitive';
import type { BenchWorld } from './benchWorld';
import { folderOfThisRun } from './leftovers';
import type { BenchPlan, Engine } from './plan';
import { seedSecrets, seedTickets } from './seed';
import { ticketsNeeded } from './tickets';

/** A database that was filled before the bot opens it. */
export interface BenchDatabase {
  readonly engine: Engine;
  readonly dataDir: string;
  /** What tells the bot where it is. */
  readonly settings: Readonly<Record<string, string>>;
  /** Each person's tickets, by object id; they are taken out as they are used. */
  readonly tickets: ReadonlyMap<string, string[]>;
  /** Deletes it, and ends its server. */
  remove(): Promise<void>;
}

/** Makes and fills one. @throws Error where PostgreSQL is asked for and not installed */
export async function seededDatabase(engine: Engine, bench: BenchWorld, plan: BenchPlan): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'secretbot-bench-data-'));
  const removeFolder = folderOfThisRun(dataDir);
  const clock = new SystemClock();
  switch (engine) {
    case 'sqlite': {
      const remove = async (): Promise<void> => removeFolder();
      return { engine, dataDir, settings: {}, tickets: await fill({ dataDir, clock }, bench, plan), remove };
    }
    case 'postgres': {
      const server = await startPostgres({ durable: true });
      const removeServersFolder = folderOfThisRun(server.folder);
      const remove = async (): Promise<void> => {
        await server.remove();
        removeServersFolder();
        removeFolder();
      };
      try {
        return { engine, dataDir, ...(await filledOn(server, { dataDir, clock }, bench, plan)), remove };
      } catch (error) {
        await remove();
        throw error;
      }
    }
  }
}

async function filledOn(server: PostgresServer, options: DatabaseOptions, bench: BenchWorld, plan: BenchPlan) {
  const url = await server.createDatabase('bench');
  const [sealKey, auditKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const opened = { ...options, url: new Sensitive(url), auditKey: auditKeyFrom(new Sensitive(auditKey)) };
  const tickets = await fill(opened, bench, plan);
  const admin = new Client({ connectionString: server.adminUrl('bench') });
  await admin.connect();
  // As the server does by itself after a while.
  await admin.query('vacuum analyze').finally(() => admin.end());
  const settings = { SECRETBOT_DATABASE_URL: url, SECRETBOT_SEAL_KEY: sealKey, SECRETBOT_AUDIT_KEY: auditKey };
  return { settings, tickets };
}

async function fill(options: DatabaseOptions, { world, crowds }: BenchWorld, plan: BenchPlan) {
  const database = await openDatabase(options);
  try {
    await seedSecrets(database, world, crowds.list, plan.secrets);
    return await seedTickets(database, world, crowds.reveal, (index) =>
      ticketsNeeded(plan, crowds.reveal.length, index),
    );
  } finally {
    await database.close();
  }
}
