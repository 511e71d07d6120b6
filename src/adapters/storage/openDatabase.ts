import type { Clock } from '../../domain/ports';
import type { Store } from '../../domain/records';
import type { Sensitive } from '../../domain/sensitive';
import type { StoredFigures } from '../../telemetry/figures';
import { type AuditKey, auditKeyOfFolder } from '../crypto/auditKey';
import type { ChatReferences } from '../teams/chatReferences';
import { AuditChain } from './auditChain';
import { AuditLog } from './auditLog';
import { KyselyBotStorage } from './botStorage';
import { KyselyChatReferences } from './chatReferences';
import { DatabaseError } from './databaseError';
import { type DatabaseLook, lookAt } from './databaseLook';
import { prepareDatabaseFile, prepareDataFolder } from './dataFolder';
import type { Engine } from './engine';
import { KyselyStore } from './kyselyStore';
import { isCurrent, migrate } from './migrate';
import { erasePerson } from './personErasure';
import type { DatabaseToken } from './postgres/entraToken';
import type { Db } from './session';
import type { BackedUp } from './sqlite/backup';
import { openEmbedded } from './sqlite/openEmbedded';
import { readFigures } from './storedFigures';

export interface DatabaseOptions {
  /** The folder of the local socket, and of the embedded database and its keys; made with mode 0700 when missing. */
  readonly dataDir: string;
  /** PostgreSQL's address; without it the database is the embedded one. */
  readonly url?: Sensitive | undefined;
  /** Shown to PostgreSQL instead of a password. */
  readonly token?: DatabaseToken | undefined;
  /** The machine's clock. */
  readonly clock: Clock;
  /** Chains the audit. The data folder's own when left out, which is for the embedded database only. */
  readonly auditKey?: AuditKey | undefined;
}

/** Everything that is stored. */
export interface Database {
  readonly store: Store;
  readonly botStorage: KyselyBotStorage;
  readonly chatReferences: ChatReferences;
  readonly auditLog: AuditLog;
  /** What deadlines are judged by, the same on every replica: use it everywhere from now on. */
  readonly clock: Clock;
  /** Whether the database answers and has this version's schema. Rejects, or hangs, where it is away. */
  isReady(): Promise<boolean>;
  /** What waits and what is stored, in numbers. Rejects, or hangs, where the database is away. */
  figures(): Promise<StoredFigures>;
  /** What `npm run doctor` asks of it. */
  look(): Promise<DatabaseLook>;
  /** Writes a backup of the embedded database into a new file, an absolute path. @throws BackupError */
  backUp(target: string): Promise<BackedUp>;
  /** Erases what tells who a person is, unless something still needs them; see `erasePerson`. */
  erasePerson(personId: string): ReturnType<typeof erasePerson>;
  /** Waits for what is under way and gives everything back. Harmless when repeated. */
  close(): Promise<void>;
}

/**
 * Opens the embedded database or, by its URL, one on a PostgreSQL server, and brings its schema up to date.
 *
 * @throws DatabaseError with what to do, see `openEmbedded` and `openPostgres`; KeyError.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { engine, chain } = await (options.url ? onServer(options.url, options) : inFolder(options));
  return {
    store: new KyselyStore(engine, chain),
    botStorage: new KyselyBotStorage(engine.db, engine.clock),
    chatReferences: new KyselyChatReferences(engine.db, engine.clock),
    auditLog: new AuditLog(engine, chain),
    clock: engine.clock,
    isReady: () => engine.read((db) => isCurrent(db, chain)),
    figures: () => engine.read((db) => readFigures(db, engine.clock.now())),
    look: () => engine.read(lookAt),
    backUp: (target) => engine.backUp(target),
    erasePerson: (personId) => erasePerson(engine, chain, personId),
    close: () => engine.close(),
  };
}

interface Opened {
  readonly engine: Engine;
  readonly chain: AuditChain;
}

async function inFolder({ dataDir, clock, auditKey }: DatabaseOptions): Promise<Opened> {
  // First, because it makes the folder where the key is.
  const path = prepareDatabaseFile(dataDir);
  const chain = new AuditChain(auditKey ?? auditKeyOfFolder(dataDir));
  return { engine: await openEmbedded(path, clock, (db) => migrate(db, chain)), chain };
}

async function onServer(url: Sensitive, { dataDir, token, clock, auditKey }: DatabaseOptions): Promise<Opened> {
  if (!auditKey)
    throw new DatabaseError('With SECRETBOT_DATABASE_URL every replica needs the same SECRETBOT_AUDIT_KEY.');
  prepareDataFolder(dataDir);
  // Only here: whoever has the embedded database needs no driver of a server.
  const { openPostgres } = await import('./postgres/openPostgres');
  const chain = new AuditChain(auditKey);
  const upgrade = (db: Db) => migrate(db, chain);
  return { engine: await openPostgres({ url, token, machine: clock, upgrade }), chain };
}
