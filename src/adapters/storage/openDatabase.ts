import type { Clock } from '../../domain/ports';
import type { Store } from '../../domain/records';
import { type AuditKey, auditKeyOfFolder } from '../crypto/auditKey';
import type { ChatReferences } from '../teams/chatReferences';
import { AuditChain } from './auditChain';
import { AuditLog } from './auditLog';
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
  /** Chains the audit; the data folder's own when left out. */
  readonly auditKey?: AuditKey;
}

/** Everything that is stored, over one connection. */
export interface Database {
  readonly store: Store;
  readonly botStorage: KyselyBotStorage;
  readonly chatReferences: ChatReferences;
  readonly auditLog: AuditLog;
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
export async function openDatabase({ dataDir, clock, auditKey }: DatabaseOptions): Promise<Database> {
  const path = prepareDatabaseFile(dataDir);
  const chain = new AuditChain(auditKey ?? auditKeyOfFolder(dataDir));
  const file = SqliteFile.open(path);
  const engine = new SqliteEngine(file);
  try {
    await migrate(engine.db, chain);
  } catch (error) {
    file.close();
    throw error;
  }
  return {
    store: new KyselyStore(engine, chain),
    botStorage: new KyselyBotStorage(engine.db, clock),
    chatReferences: new KyselyChatReferences(engine.db, clock),
    auditLog: new AuditLog(engine, chain),
    backUp: (target) => engine.alone(async () => writeBackup(target, clock.now(), (copy) => file.copyInto(copy))),
    close: () => engine.close(),
  };
}
