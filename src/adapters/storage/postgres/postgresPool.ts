import { Pool, type PoolConfig } from 'pg';
import { PostgresConnection } from './postgresConnection';
import { translated, unavailable } from './postgresErrors';

/** Connections to one database, made when needed. A lost one is forgotten and the next caller gets a new one. */
export class PostgresPool {
  readonly #pool: Pool;
  /** How many have a connection or wait for one. */
  #busy = 0;
  #closing: Promise<void> | undefined;
  #whenIdle: () => void = () => undefined;

  constructor(config: PoolConfig) {
    this.#pool = new Pool(config);
    // A connection nobody has was lost. The pool has forgotten it already; whoever needs the database hears of it then.
    this.#pool.on('error', () => undefined);
  }

  /** @throws unavailable when the database cannot be reached in time, all connections are taken for too long, or this is closed. */
  async acquire(): Promise<PostgresConnection> {
    if (this.#pool.ending) throw unavailable();
    this.#busy += 1;
    try {
      return new PostgresConnection(await this.#pool.connect(), () => this.#done());
    } catch (error) {
      this.#done();
      throw translated(error);
    }
  }

  /** Waits for everybody who has a connection or waits for one, then closes all. Harmless when repeated. */
  close(): Promise<void> {
    this.#closing ??= this.#idle().then(() => this.#pool.end());
    return this.#closing;
  }

  async #idle(): Promise<void> {
    do {
      if (this.#busy > 0) {
        await new Promise<void>((resolve) => {
          this.#whenIdle = resolve;
        });
      }
      // Whoever was about to ask, or has more to ask, does so now.
      await new Promise(setImmediate);
    } while (this.#busy > 0);
  }

  #done(): void {
    this.#busy -= 1;
    if (this.#busy === 0) this.#whenIdle();
  }
}
