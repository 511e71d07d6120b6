import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, sql } from 'kysely';
import { Client, type PoolConfig } from 'pg';
import type { Clock } from '../../../domain/ports';
import type { Sensitive } from '../../../domain/sensitive';
import type { Engine, Upgrade } from '../engine';
import type { Schema } from '../schema';
import type { Db } from '../session';
import { connectionOptions } from './connectionOptions';
import type { DatabaseToken } from './entraToken';
import { BEGIN, PostgresDialect } from './postgresDialect';
import { PostgresEngine } from './postgresEngine';
import { PostgresPool } from './postgresPool';
import { notOpened, refuseOldServer } from './serverFaults';

/** A database on a server, and what to do with it first. */
export interface PostgresPlace {
  readonly url: Sensitive;
  /** Shown instead of a password. */
  readonly token?: DatabaseToken | undefined;
  /** The machine's clock. */
  readonly machine: Clock;
  readonly upgrade: Upgrade;
}

/**
 * Connects to a PostgreSQL database and brings its schema up to date. Of several replicas that start at once, one does
 * that and the others wait.
 *
 * @throws DatabaseError with what to do: not reached, not let in, too old a server, written by a newer version.
 */
export async function openPostgres({ url, token, machine, upgrade }: PostgresPlace): Promise<Engine> {
  const { place, everyday, migrations } = connectionOptions(url, token);
  try {
    // First, so that nobody takes Entra's fault for the server's.
    await token?.();
    await refuseOldServer(place, await serverVersion(everyday));
    await migrated(migrations, upgrade);
    return await PostgresEngine.start(everyday, machine);
  } catch (error) {
    throw notOpened(place, error, token ? 'token' : 'password');
  }
}

/** Without a pool, so that what is wrong with the way to the server is still in its own words. */
async function serverVersion(config: PoolConfig): Promise<number> {
  const client = new Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(`select current_setting('server_version_num')::integer as version`);
    return rows[0].version;
  } finally {
    await client.end();
  }
}

/** On a connection of its own, which may take its time. */
async function migrated(config: PoolConfig, upgrade: Upgrade): Promise<void> {
  const pool = new PostgresPool(config);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect(pool, new AsyncLocalStorage(), BEGIN) });
  try {
    await upgrade(db);
    await clearSealedBytesSoon(db);
  } finally {
    await pool.close();
  }
}

/**
 * A deleted row stays in its page until the server vacuums the table, which by its defaults it would hardly ever do with
 * one so small. Told so, it looks every minute, and gives the empty pages back to the file system.
 */
async function clearSealedBytesSoon(db: Db): Promise<void> {
  await sql`alter table sealed_values set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)`.execute(
    db,
  );
}
