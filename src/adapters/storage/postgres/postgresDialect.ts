import {
  type ColumnDefinitionNode,
  type DatabaseConnection,
  DataTypeNode,
  type Driver,
  PostgresQueryCompiler,
  PostgresDialect as StandardDialect,
  sql,
} from 'kysely';
import { refuseInside, type TransactionMark } from '../engine';
import { PostgresConnection } from './postgresConnection';
import type { PostgresPool } from './postgresPool';

/** What a transaction does first. */
export const BEGIN = 'begin isolation level read committed read write';

/**
 * Held by the one transaction that writes the store's tables, on any replica, until it ends: "SecretBo" in a number.
 * Every statement inside then sees all that is committed, and nobody changes it meanwhile.
 */
export const BEGIN_IN_TURN = `${BEGIN}; select pg_advisory_xact_lock(${Buffer.from('SecretBo').readBigInt64BE()})`;

/** Kysely's PostgreSQL over our pool. */
export class PostgresDialect extends StandardDialect {
  constructor(
    private readonly connections: PostgresPool,
    private readonly mark: TransactionMark,
    private readonly begin: typeof BEGIN | typeof BEGIN_IN_TURN,
  ) {
    super({ pool: () => Promise.reject(new Error('connections come from our own pool')) });
  }

  override createDriver(): Driver {
    return new PostgresDriver(this.connections, this.mark, this.begin);
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new ByteOrderCompiler();
  }
}

class PostgresDriver implements Driver {
  constructor(
    private readonly pool: PostgresPool,
    private readonly mark: TransactionMark,
    private readonly begin: string,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    refuseInside(this.mark);
    return this.pool.acquire();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await ours(connection).say(this.begin);
    } catch (error) {
      // It has begun, but its turn did not come.
      await ours(connection).rollback();
      throw error;
    }
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return ours(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return ours(connection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ours(connection).release();
  }

  destroy(): Promise<void> {
    return this.pool.close();
  }
}

/** Texts are compared by their bytes, as in SQLite, whatever language the database was made for. */
class ByteOrderCompiler extends PostgresQueryCompiler {
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const { dataType } = node;
    const isText = DataTypeNode.is(dataType) && dataType.dataType === 'text';
    super.visitColumnDefinition(isText ? { ...node, dataType: TEXT_BY_BYTES } : node);
  }
}

const TEXT_BY_BYTES = sql`text collate "C"`.toOperationNode();

function ours(connection: DatabaseConnection): PostgresConnection {
  if (connection instanceof PostgresConnection) return connection;
  throw new TypeError('a connection of another driver');
}
