import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** A place to run statements: the database, or one transaction of it. */
export type Db = Kysely<Schema>;

/** How records reach the database: each call its own transaction, or all calls in the one they were made for. */
export interface Session {
  /** Runs statements that only read; each sees what is committed when it begins. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs one statement that writes. */
  write<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs statements that belong together; all of them are committed or none, and nobody else writes meanwhile. */
  atomic<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Sealed bytes were deleted: the engine does what it can to make them leave the disk after the commit. */
  sealedBytesDeleted(): void;
}
