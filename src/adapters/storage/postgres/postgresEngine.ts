import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, sql } from 'kysely';
import type { PoolConfig } from 'pg';
import type { Clock } from '../../../domain/ports';
import { BackupError } from '../backupError';
import type { Engine, TransactionMark } from '../engine';
import type { Schema } from '../schema';
import type { Db } from '../session';
import { DatabaseClock } from './databaseClock';
import { BEGIN, BEGIN_IN_TURN, PostgresDialect } from './postgresDialect';
import { PostgresPool } from './postgresPool';

/** For reads, bot state and chat references, which never wait for a turn. */
const FREE_CONNECTIONS = 8;
/** One writes, the next has asked for its turn already; all others wait in the process and hold no connection. */
const WRITING_CONNECTIONS = 2;

/** PostgreSQL below the records: any number of replicas read at once, and take turns to write. */
export class PostgresEngine implements Engine {
  readonly db: Db;
  readonly clock: Clock;
  private readonly writers: Db;

  private constructor(
    private readonly pools: readonly PostgresPool[],
    private readonly mark: TransactionMark,
    [db, writers]: readonly [Db, Db],
    private readonly databaseClock: DatabaseClock,
  ) {
    this.db = db;
    this.writers = writers;
    this.clock = databaseClock;
  }

  /** Connects and measures the database's clock. @throws unavailable when the database is away */
  static async start(config: PoolConfig, machine: Clock): Promise<PostgresEngine> {
    const mark: TransactionMark = new AsyncLocalStorage();
    const free = new PostgresPool({ ...config, max: FREE_CONNECTIONS });
    const writing = new PostgresPool({ ...config, max: WRITING_CONNECTIONS });
    const db = new Kysely<Schema>({ dialect: new PostgresDialect(free, mark, BEGIN) });
    const writers = new Kysely<Schema>({ dialect: new PostgresDialect(writing, mark, BEGIN_IN_TURN) });
    try {
      const clock = await DatabaseClock.start(machine, () => timeOf(db));
      return new PostgresEngine([free, writing], mark, [db, writers], clock);
    } catch (error) {
      await Promise.all([free.close(), writing.close()]);
      throw error;
    }
  }

  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return work(this.db);
  }

  write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.atomic(work);
  }

  /** @throws unavailable also when the commit's answer was lost: then it may have happened. */
  atomic<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.writers.transaction().execute((db) => this.mark.run(true, () => work(db)));
  }

  /** The server clears them away by itself within about a minute, see `clearSealedBytesSoon`. */
  sealedBytesDeleted(): void {}

  backUp(): Promise<never> {
    return Promise.reject(BackupError.ofPostgres());
  }

  async close(): Promise<void> {
    this.databaseClock.stop();
    await Promise.all(this.pools.map((pool) => pool.close()));
  }
}

/** Milliseconds since 1970. Unqualified, as everything here: the schema search path decides. */
async function timeOf(db: Db): Promise<number> {
  const { rows } = await sql<{ now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a select without a table has one row');
  return row.now;
}
