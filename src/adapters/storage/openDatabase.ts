import type { Clock } from '../../domain/ports';
import type { Store } from '../../domain/records';
import type { ChatReferences } from '../teams/chatReferences';
import { KyselyBotStorage } from './botStorage';
import { KyselyChatReferences } from './chatReferences';
import { KyselyStore } from './kyselyStore';
import { migrate } from './migrate';
import { type BackedUp, writeBackup } from './sqlite/backup';
import { prepareDatabaseFile } from './sqlite/dataFolder';
import { SqliteEngine } from './sqlite/sqliteEngine';
import { SqliteFile } from './sqlite/sqliteFile';

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
  const engine = new SqliteEngine(file);
  try {
    await migrate(engine.db);
  } catch (error) {
    file.close();
    throw error;
  }
  return {
    store: new KyselyStore(engine),
    botStorage: new KyselyBotStorage(engine.db, clock),
    chatReferences: new KyselyChatReferences(engine.db, clock),
    backUp: (target) => engine.alone(async () => writeBackup(target, clock.now(), (copy) => file.copyInto(copy))),
    close: () => engine.close(),
  };
}
