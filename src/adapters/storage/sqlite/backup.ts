import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { BackupError } from '../backupError';
import { BACKUP_MARKS } from '../migrations/0004BackupMarks';

/** How big the backup is, and how long making it took, in milliseconds; the database did nothing else meanwhile. */
export interface BackedUp {
  readonly bytes: number;
  readonly durationMs: number;
}

/**
 * Writes a backup with mode 0600: under another name first, then, whole and on the disk, under its own. It holds no
 * sealed value, and is marked, so that whoever starts on it knows (see docs/adr/0012-backup.md).
 *
 * @param copyInto makes a consistent copy in the empty file of that name.
 * @throws BackupError when the target exists, or cannot be written.
 */
export function writeBackup(target: string, madeAt: Date, copyInto: (file: string) => void): BackedUp {
  const begun = performance.now();
  if (lstatSync(target, { throwIfNoEntry: false })) throw exists(target);
  const partial = `${target}.${randomBytes(4).toString('hex')}.partial`;
  attempt(target, () => closeSync(openSync(partial, 'wx', 0o600)));
  try {
    attempt(target, () => {
      copyInto(partial);
      prepare(partial, madeAt);
      sync(partial);
      publish(partial, target);
      sync(dirname(target));
    });
  } finally {
    rmSync(partial, { force: true });
  }
  return { bytes: statSync(target).size, durationMs: Math.round(performance.now() - begun) };
}

/** No journal: it would hold the bytes that are deleted here, and a copy that is cut off is thrown away. */
function prepare(partial: string, madeAt: Date): void {
  const copy = new Libsql(partial);
  try {
    copy.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    copy.exec('DELETE FROM sealed_values');
    copy.exec(`${BACKUP_MARKS}; INSERT INTO backup_marks (made_at) VALUES (${madeAt.getTime()})`);
  } finally {
    copy.close();
  }
}

/** A link never replaces a file that appeared meanwhile; file systems without links get a rename. */
function publish(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw exists(target);
    renameSync(partial, target);
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function attempt(target: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(
      `${target} cannot be written (${codeOf(error)}). It must be in a folder that the bot's user may write to, with room for the whole database.`,
    );
  }
}

function exists(target: string): BackupError {
  return new BackupError(`${target} is there already. Nothing is ever replaced: choose another name.`);
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? (error as Error).name);
}
