import type { SqliteDatabase, SqliteStatement } from 'kysely';
import Libsql from 'libsql';
import { isDomainError } from '../../../domain/errors';
import { DatabaseError } from '../databaseError';
import { translated } from './sqliteErrors';

/** Statements are prepared once; texts that vary (lists of different length) push the oldest out. */
const STATEMENTS_KEPT = 300;

/**
 * The one connection to the one database file. It holds the file's exclusive lock until it is closed.
 *
 * POSIX drops a process's lock on a file when that process closes *any* descriptor of it: nothing else in this process
 * may open the database file, not even to read it.
 */
export class SqliteFile implements SqliteDatabase {
  private readonly statements = new Map<string, SqliteStatement>();

  private constructor(private readonly connection: Libsql.Database) {}

  /** Opens the file and takes its lock. @throws DatabaseError when another process holds it or the file is no database. */
  static open(path: string): SqliteFile {
    const connection = connect(path);
    try {
      // Before WAL, so that the index of the log is in memory and no second connection can come in.
      connection.pragma('locking_mode = EXCLUSIVE');
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
      connection.pragma('secure_delete = ON');
      connection.pragma('temp_store = MEMORY');
      // The lock is taken by the first write, not by the pragma.
      connection.exec('BEGIN IMMEDIATE');
      connection.exec('COMMIT');
    } catch (error) {
      connection.close();
      throw DatabaseError.whileOpening(path, error);
    }
    return new SqliteFile(connection);
  }

  get isInTransaction(): boolean {
    return this.connection.inTransaction;
  }

  prepare(sql: string): SqliteStatement {
    const known = this.statements.get(sql);
    if (known) return known;
    const [oldest] = this.statements.keys();
    if (oldest !== undefined && this.statements.size >= STATEMENTS_KEPT) this.statements.delete(oldest);
    const statement = translated(() => this.connection.prepare(sql));
    const kept: SqliteStatement = {
      reader: statement.reader,
      all: (parameters) => translated(() => statement.all([...parameters])),
      run: (parameters) => translated(() => statement.run([...parameters])),
      iterate: (parameters) => translated(() => statement.iterate([...parameters])),
    };
    this.statements.set(sql, kept);
    return kept;
  }

  /**
   * Moves the write-ahead log into the database and cuts it to nothing, so that what was deleted is in neither file.
   *
   * @returns false when the disk did not take it; call again.
   */
  emptyLog(): boolean {
    try {
      const [result] = translated(() => this.connection.pragma('wal_checkpoint(TRUNCATE)')) as [{ busy: number }];
      return result.busy === 0;
    } catch (error) {
      if (isDomainError(error, 'unavailable')) return false;
      throw error;
    }
  }

  /** Writes a consistent copy into an empty file. Not inside a transaction; everything else waits meanwhile. */
  copyInto(path: string): void {
    this.connection.prepare('VACUUM INTO ?').run([path]);
  }

  /** Leaves one clean file and gives the lock back. libsql keeps a closed connection until its statements are collected, so the lock must be given back by hand. */
  close(): void {
    if (!this.connection.open) return;
    this.statements.clear();
    this.connection.pragma('journal_mode = DELETE');
    this.connection.pragma('locking_mode = NORMAL');
    // The lock is given back by the first read after that.
    this.connection.prepare('SELECT count(*) FROM sqlite_master').all();
    this.connection.close();
  }
}

function connect(path: string): Libsql.Database {
  try {
    return new Libsql(path);
  } catch (error) {
    throw DatabaseError.whileOpening(path, error);
  }
}
