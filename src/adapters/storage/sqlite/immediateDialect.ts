import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { refuseInside, type TransactionMark } from '../engine';
import type { SqliteFile } from './sqliteFile';

/** Kysely's SQLite, with transactions that take the write lock at their start. */
export class ImmediateSqliteDialect extends SqliteDialect {
  constructor(
    private readonly file: SqliteFile,
    private readonly mark: TransactionMark,
  ) {
    super({ database: file });
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.file, this.mark);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** A transaction that reads first and writes later would fail there if somebody else wrote in between. */
class ImmediateDriver extends SqliteDriver {
  constructor(
    private readonly file: SqliteFile,
    private readonly mark: TransactionMark,
  ) {
    super({ database: file });
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInside(this.mark);
    return super.acquireConnection();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** After some failures of the disk SQLite has rolled back already; saying it again would hide the failure. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.file.isInTransaction) await super.rollbackTransaction(connection);
  }
}

/** SQLite can roll a half-done migration back; Kysely does not use that unless told. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
