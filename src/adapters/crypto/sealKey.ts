import { hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Sensitive } from '../../domain/sensitive';

const FILE = 'seal.key';
const KEY_BYTES = 32;

/** The operator's key: half of what opens a sealed value. `id` names the key and gives nothing away of it. */
export interface SealKey {
  readonly id: string;
  readonly bytes: Sensitive<Buffer>;
}

/** Why the seal key cannot be used, with what to do: for the operator, at start. */
export class SealKeyError extends Error {
  override readonly name = 'SealKeyError';
}

/** Makes the seal key of 32 bytes in base64. Plaintext of the key passes. @throws SealKeyError when it is anything else. */
export function sealKeyFrom(base64: Sensitive): SealKey {
  const text = base64.expose().trim();
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) {
    throw new SealKeyError('The seal key must be 32 bytes in base64, as `openssl rand -base64 32` makes them.');
  }
  const id = Buffer.from(hkdfSync('sha256', bytes, '', 'secretbot/seal-key-id', 8)).toString('hex');
  return { id, bytes: new Sensitive(bytes) };
}

/**
 * Reads the seal key of the data folder, and makes one with mode 0600 the first time.
 *
 * @throws SealKeyError when others may read the file or it does not hold a key.
 */
export function sealKeyOfFolder(dataDir: string): SealKey {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, FILE);
  makeIfMissing(path);
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new SealKeyError(
      `${path} has mode ${mode.toString(8)}, so others on this machine may have read it. Remove it (values waiting to be shown are lost) or, if nobody could have, run: chmod 600 ${path}`,
    );
  }
  return sealKeyFrom(new Sensitive(readFileSync(path, 'utf8')));
}

function makeIfMissing(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new SealKeyError(`${path} cannot be made (${code}). Check the folder and its owner.`);
  }
  writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  fsyncSync(file);
  closeSync(file);
}
