import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../domain/ports';
import type { Db, Session } from './session';
import type { BackedUp } from './sqlite/backup';

/** One kind of database below the same records. */
export interface Engine extends Session {
  /** For bot state and chat references: tables of their own, guarded by single statements, which need no turn. */
  readonly db: Db;
  /** What deadlines are judged by: the machine's clock, or the database's where several machines share it. */
  readonly clock: Clock;
  /** Writes a backup into a new file, an absolute path. @throws BackupError */
  backUp(target: string): Promise<BackedUp>;
  /** Waits for what is under way and gives everything back. Harmless when repeated. */
  close(): Promise<void>;
}

/** Brings the schema up to date. @throws DatabaseError when a newer version wrote it. */
export type Upgrade = (db: Db) => Promise<void>;

/**
 * Knows whether the running code is inside a transaction. Asking for another connection in there would wait for the
 * transaction itself, so it is refused.
 */
export type TransactionMark = AsyncLocalStorage<true>;

/** @throws Error, a bug, when the running code is inside a transaction. */
export function refuseInside(mark: TransactionMark): void {
  if (mark.getStore()) throw new Error('inside a transaction, use the records it was given');
}
