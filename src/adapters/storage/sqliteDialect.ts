import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import type { TransactionMark } from './session';

/** Kysely's SQLite, with transactions that take the write lock at their start. */
export class ImmediateSqliteDialect extends SqliteDialect {
  constructor(
    private readonly options: SqliteDialectConfig,
    private readonly mark: TransactionMark,
  ) {
    super(options);
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.options, this.mark);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

/** A transaction that reads first and writes later would fail there if somebody else wrote in between. */
class ImmediateDriver extends SqliteDriver {
  constructor(
    options: SqliteDialectConfig,
    private readonly mark: TransactionMark,
  ) {
    super(options);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.mark.getStore()) throw new Error('inside a transaction, use the records it was given');
    return super.acquireConnection();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite can roll a half-done migration back; Kysely does not use that unless told. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
