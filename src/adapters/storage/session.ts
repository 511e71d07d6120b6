import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** A place to run statements: the database, or one transaction of it. */
export type Db = Kysely<Schema>;

/** How records reach the database: each call its own transaction, or all calls in the one they were made for. */
export interface Session {
  /** Runs one statement. */
  one<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs statements that belong together; all of them are committed or none. */
  atomic<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Sealed bytes were deleted: after the commit they must leave the write-ahead log, too. */
  sealedBytesDeleted(): void;
}

/**
 * Knows whether the running code is inside a transaction. There is one connection: asking for it again in there would
 * wait for ever, so it is refused.
 */
export type TransactionMark = AsyncLocalStorage<true>;
