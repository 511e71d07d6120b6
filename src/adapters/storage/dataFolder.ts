import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from './databaseError';

const FILE = 'secretbot.db';

/** Makes the folder and an empty database file that only this user can enter. @returns the file's path. */
export function prepareDatabaseFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, FILE);
  makeIfMissing(path);
  closeToOthers(dataDir, 0o700);
  // The write-ahead log gets the modes of the database file.
  closeToOthers(path, 0o600);
  return path;
}

function makeIfMissing(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new DatabaseError(`${path} cannot be made (${code}). Check the folder and its owner.`);
  }
}

function closeToOthers(path: string, mode: number): void {
  if ((statSync(path).mode & 0o077) === 0) return;
  try {
    chmodSync(path, mode);
  } catch {
    throw new DatabaseError(
      `${path} is open to other users and belongs to another user. Run: chmod ${mode.toString(8)} ${path}`,
    );
  }
}
