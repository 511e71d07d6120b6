import { hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { weaknessOf } from '../../domain/keyStrength';
import { Sensitive } from '../../domain/sensitive';

const KEY_BYTES = 32;

/** A key of the operator's. `id` names the key and gives nothing away of it. */
export interface OperatorKey {
  readonly id: string;
  readonly bytes: Sensitive<Buffer>;
}

/** What a key is for. */
export interface KeyKind {
  /** As people call it, `seal key`. */
  readonly name: string;
  /** Its file in the data folder. */
  readonly file: string;
  /** Keeps the ids of different kinds apart. */
  readonly idLabel: string;
  /** What is lost with it, for the operator who must choose. */
  readonly ifRemoved: string;
}

/** Why a key cannot be used, with what to do: for the operator, at start. Never holds the key. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/**
 * Makes a key of 32 bytes in base64. Plaintext of the key passes.
 *
 * @param where what the operator calls the place that it came from
 * @throws KeyError when it is anything else, or was not made at random
 */
export function keyFrom(base64: Sensitive, { name, idLabel }: KeyKind, where = `The ${name}`): OperatorKey {
  const text = base64.expose().trim();
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) {
    throw new KeyError(`${where} must be 32 bytes in base64, as \`openssl rand -base64 32\` makes them.`);
  }
  const weakness = weaknessOf(bytes);
  if (weakness) {
    throw new KeyError(
      `${where} is no key that anybody could rely on: it ${weakness}. Make one with: openssl rand -base64 32`,
    );
  }
  const id = Buffer.from(hkdfSync('sha256', bytes, '', idLabel, 8)).toString('hex');
  return { id, bytes: new Sensitive(bytes) };
}

/**
 * Reads a key file of the data folder, and makes it with mode 0600 the first time.
 *
 * @throws KeyError when others may read the file or it does not hold a key.
 */
export function keyOfFolder(dataDir: string, kind: KeyKind): OperatorKey {
  const path = join(dataDir, kind.file);
  makeKeyFile(path);
  return keyOfFile(path, kind);
}

/** Reads a key file that must be there. @throws KeyError when others may read the file or it does not hold a key. */
export function keyOfFile(path: string, kind: KeyKind): OperatorKey {
  const mode = attempt(path, 'read', () => statSync(path)).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new KeyError(
      `${path} has mode ${mode.toString(8)}, so others on this machine may have read it. Remove it (${kind.ifRemoved}) or, if nobody could have, run: chmod 600 ${path}`,
    );
  }
  return keyFrom(new Sensitive(attempt(path, 'read', () => readFileSync(path, 'utf8'))), kind, path);
}

/**
 * Makes a key file with mode 0600 and a new random key, and its folder with mode 0700. It is on the disk when this
 * returns. A file that is there is left as it is.
 *
 * @throws KeyError when it cannot be made
 */
export function makeKeyFile(path: string): void {
  const folder = dirname(path);
  attempt(path, 'made', () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const file = attempt(path, 'made', () => openNew(path));
  if (file === undefined) return;
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(folder);
}

/** Makes what was created, renamed or removed in a folder outlast a power cut. */
export function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function openNew(path: string): number | undefined {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

function attempt<T>(path: string, what: 'made' | 'read', step: () => T): T {
  try {
    return step();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new KeyError(`${path} cannot be ${what} (${code}). Check the folder and its owner.`);
  }
}
