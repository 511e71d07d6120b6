import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from './databaseError';

const FILE = 'secretbot.db';
/** What SQLite keeps beside it: left by a process that was killed, or copied with it. */
const LOGS = ['-wal', '-shm', '-journal'];

/**
 * Makes the folder, or closes it to others: whoever gets in reaches the local socket.
 *
 * @throws DatabaseError when the folder cannot be made or cannot be closed to others.
 */
export function prepareDataFolder(dataDir: string): void {
  attempt(dataDir, () => mkdirSync(dataDir, { recursive: true, mode: 0o700 }));
  closeToOthers(dataDir, 0o700);
}

/**
 * Makes the folder and an empty database file that only this user can enter.
 *
 * @returns the file's path.
 * @throws DatabaseError when the folder cannot be made or cannot be closed to others.
 */
export function prepareDatabaseFile(dataDir: string): string {
  const path = join(dataDir, FILE);
  prepareDataFolder(dataDir);
  // Made here, because SQLite would make it readable for everybody. The write-ahead log gets the same modes.
  if (!existsSync(path)) attempt(path, () => closeSync(openSync(path, 'wx', 0o600)));
  for (const name of [path, ...LOGS.map((suffix) => path + suffix)]) closeToOthers(name, 0o600);
  return path;
}

/** The path of the database file in the folder. @throws DatabaseError when there is none; nothing is made. */
export function databaseFileIn(dataDir: string): string {
  const path = join(dataDir, FILE);
  if (existsSync(path)) return path;
  throw new DatabaseError(`There is no database in ${dataDir}. Is SECRETBOT_DATA_DIR right?`);
}

function closeToOthers(path: string, mode: number): void {
  const { mode: found = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  if ((found & 0o077) !== 0) attempt(path, () => chmodSync(path, mode));
}

function attempt(path: string, step: () => unknown): void {
  try {
    step();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseError(
      `${path} cannot be used (${code}). It must be a place of its own that the bot's user owns; see SECRETBOT_DATA_DIR.`,
    );
  }
}
