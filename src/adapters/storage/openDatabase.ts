import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import type { Clock } from '../../domain/ports';
import type { Store } from '../../domain/records';
import type { ChatReferences } from '../teams/chatReferences';
import { type BackedUp, writeBackup } from './backup';
import { KyselyBotStorage } from './botStorage';
import { KyselyChatReferences } from './chatReferences';
import { prepareDatabaseFile } from './dataFolder';
import { KyselyStore } from './kyselyStore';
import { migrate } from './migrate';
import type { Schema } from './schema';
import type { TransactionMark } from './session';
import { ImmediateSqliteDialect } from './sqliteDialect';
import { SqliteFile } from './sqliteFile';

export interface DatabaseOptions {
  /** The folder of the embedded database; made with mode 0700 when missing. */
  readonly dataDir: string;
  readonly clock: Clock;
}

/** Everything that is stored, over one connection. */
export interface Database {
  readonly store: Store;
  readonly botStorage: KyselyBotStorage;
  readonly chatReferences: ChatReferences;
  /**
   * Writes a backup into a new file, an absolute path; see `writeBackup`. Everything else waits for it.
   *
   * @throws BackupError
   */
  backUp(target: string): Promise<BackedUp>;
  /** Waits for what is under way, leaves one clean file, gives the lock back. Harmless when repeated. */
  close(): Promise<void>;
}

/**
 * Opens the embedded database, takes its lock and brings its schema up to date. No other process can open it until
 * `close`.
 *
 * @throws DatabaseError with what to do: locked by another process, damaged, written by a newer version, wrong modes.
 */
export async function openDatabase({ dataDir, clock }: DatabaseOptions): Promise<Database> {
  const file = SqliteFile.open(prepareDatabaseFile(dataDir));
  const mark: TransactionMark = new AsyncLocalStorage();
  const db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(file, mark) });
  try {
    await migrate(db);
  } catch (error) {
    file.close();
    throw error;
  }
  return {
    store: new KyselyStore(db, mark, () => file.emptyLog()),
    botStorage: new KyselyBotStorage(db, clock),
    chatReferences: new KyselyChatReferences(db, clock),
    // Takes the one connection, so that no transaction is under way.
    backUp: (target) =>
      db.connection().execute(async () => writeBackup(target, clock.now(), (copy) => file.copyInto(copy))),
    close: async () => {
      // Takes the one connection, so that what is under way ends first.
      await db.connection().execute(async () => file.close());
    },
  };
}
