import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { PoolClient, QueryResult as ServerResult } from 'pg';
import { endsConnection, translated, unavailable } from './postgresErrors';

/** One connection while somebody has it. What goes wrong with it is said in our words, and it is not lent again. */
export class PostgresConnection implements DatabaseConnection {
  #broken = false;

  constructor(
    private readonly client: PoolClient,
    private readonly onRelease: () => void,
  ) {
    // Lost between two statements: without a listener that would end the process.
    client.on('error', this.#lost);
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, rowCount, command } = await this.#run(sql, parameters);
    const changed = ['INSERT', 'UPDATE', 'DELETE'].includes(command) ? BigInt(rowCount ?? 0) : undefined;
    return { rows, ...(changed !== undefined && { numAffectedRows: changed }) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('results are read in pages, not streamed');
  }

  /** Runs statements that answer nothing, in one round trip. */
  async say(statements: string): Promise<void> {
    await this.#run(statements, []);
  }

  /**
   * @throws unavailable when the transaction was not committed, or when nobody can tell: the answer was lost.
   */
  async commit(): Promise<void> {
    // After a failed statement the server answers a commit with a rollback, and calls that no error.
    if ((await this.#run('commit', [])).command !== 'COMMIT') throw unavailable();
  }

  /** Never throws: where it cannot be said, the connection is closed, and the server rolls back by itself. */
  async rollback(): Promise<void> {
    if (this.#broken) return;
    try {
      await this.#run('rollback', []);
    } catch {
      // Why the work failed is what matters to whoever waits for it.
      this.#broken = true;
    }
  }

  /** Gives it back, or closes it when it is broken. */
  release(): void {
    this.client.release(this.#broken);
    // After the pool has put its own listener there.
    this.client.off('error', this.#lost);
    this.onRelease();
  }

  readonly #lost = (): void => {
    this.#broken = true;
  };

  async #run(sql: string, parameters: readonly unknown[]): Promise<ServerResult> {
    if (this.#broken) throw unavailable();
    try {
      return await this.client.query(sql, [...parameters]);
    } catch (error) {
      if (endsConnection(error)) this.#broken = true;
      throw translated(error);
    }
  }
}
