import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, Session } from './session';

/** One kind of database below the same records. */
export interface Engine extends Session {
  /** For bot state and chat references: tables of their own, guarded by single statements, which need no turn. */
  readonly db: Db;
  /** Waits for what is under way and gives everything back. Harmless when repeated. */
  close(): Promise<void>;
}

/**
 * Knows whether the running code is inside a transaction. Asking for another connection in there would wait for the
 * transaction itself, so it is refused.
 */
export type TransactionMark = AsyncLocalStorage<true>;

/** @throws Error, a bug, when the running code is inside a transaction. */
export function refuseInside(mark: TransactionMark): void {
  if (mark.getStore()) throw new Error('inside a transaction, use the records it was given');
}
