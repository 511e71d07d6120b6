import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import type { Engine, TransactionMark } from '../engine';
import type { Schema } from '../schema';
import type { Db } from '../session';
import { ImmediateSqliteDialect } from './immediateDialect';
import type { SqliteFile } from './sqliteFile';

/** SQLite below the records: one connection, so that everybody takes turns. */
export class SqliteEngine implements Engine {
  readonly db: Db;
  private readonly mark: TransactionMark = new AsyncLocalStorage();
  private logHoldsSealedBytes = false;

  constructor(private readonly file: SqliteFile) {
    this.db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(file, this.mark) });
  }

  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return work(this.db);
  }

  write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return work(this.db);
  }

  /** When emptying the log fails, it is tried again after the next commit: what is committed stays committed. */
  atomic<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.db.connection().execute(async (connection) => {
      const result = await connection.transaction().execute((db) => this.mark.run(true, () => work(db)));
      // Still on the connection: the log cannot be emptied while somebody else's transaction runs.
      if (this.logHoldsSealedBytes) this.logHoldsSealedBytes = !this.file.emptyLog();
      return result;
    });
  }

  /** After the commit, and before anybody hears of it, they leave the write-ahead log, too. */
  sealedBytesDeleted(): void {
    this.logHoldsSealedBytes = true;
  }

  /** Runs work while no transaction is under way and none begins. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.db.connection().execute(work);
  }

  /** Leaves one clean file and gives the lock back. */
  close(): Promise<void> {
    return this.alone(async () => this.file.close());
  }
}
