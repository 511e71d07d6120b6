import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import type { Clock } from '../../../domain/ports';
import type { Engine, TransactionMark } from '../engine';
import type { Schema } from '../schema';
import type { Db } from '../session';
import { type BackedUp, writeBackup } from './backup';
import { ImmediateSqliteDialect } from './immediateDialect';
import type { SqliteFile } from './sqliteFile';

/** SQLite below the records: one connection, so that everybody takes turns. */
export class SqliteEngine implements Engine {
  readonly db: Db;
  private readonly mark: TransactionMark = new AsyncLocalStorage();
  private logHoldsSealedBytes = false;

  constructor(
    private readonly file: SqliteFile,
    readonly clock: Clock,
  ) {
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

  /** Everything else waits for it; see `writeBackup`. */
  backUp(target: string): Promise<BackedUp> {
    return this.alone(() => writeBackup(target, this.clock.now(), (copy) => this.file.copyInto(copy)));
  }

  /** Leaves one clean file and gives the lock back. */
  close(): Promise<void> {
    return this.alone(() => this.file.close());
  }

  /** Takes the one connection, so that no transaction is under way. */
  private alone<T>(work: () => T): Promise<T> {
    return this.db.connection().execute(async () => work());
  }
}
