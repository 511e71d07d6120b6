import { hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
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

/** Why a key cannot be used, with what to do: for the operator, at start. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

/** Makes a key of 32 bytes in base64. Plaintext of the key passes. @throws KeyError when it is anything else. */
export function keyFrom(base64: Sensitive, { name, idLabel }: KeyKind): OperatorKey {
  const text = base64.expose().trim();
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) {
    throw new KeyError(`The ${name} must be 32 bytes in base64, as \`openssl rand -base64 32\` makes them.`);
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
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, kind.file);
  makeIfMissing(path);
  return keyOfFile(path, kind);
}

/** Reads a key file that must be there. @throws KeyError when others may read the file or it does not hold a key. */
export function keyOfFile(path: string, kind: KeyKind): OperatorKey {
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new KeyError(
      `${path} has mode ${mode.toString(8)}, so others on this machine may have read it. Remove it (${kind.ifRemoved}) or, if nobody could have, run: chmod 600 ${path}`,
    );
  }
  return keyFrom(new Sensitive(readFileSync(path, 'utf8')), kind);
}

function makeIfMissing(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new KeyError(`${path} cannot be made (${code}). Check the folder and its owner.`);
  }
  writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  fsyncSync(file);
  closeSync(file);
}
