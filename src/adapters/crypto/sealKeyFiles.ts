import { existsSync, linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KeyError, keyOfFile, makeKeyFile, syncFolder } from './keyFile';
import { SEAL_KEY, type SealKey, type SealKeys } from './sealKey';

/** Seals and opens. */
const FILE = SEAL_KEY.file;
/** Followed by the key's id: only opens. */
const BEFORE = `${FILE}.before.`;
/** A rotation's own; what a rotation that died left behind is no key yet. */
const NEXT = `${FILE}.next`;

/**
 * Reads the seal keys of the data folder: `seal.key`, which is made with mode 0600 the first time, and every
 * `seal.key.before.<id>` that a rotation left.
 *
 * @throws KeyError when others may read a file or it does not hold a key.
 */
export function sealKeysOfFolder(dataDir: string): SealKeys {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) refuseForgotten(dataDir);
  makeKeyFile(path);
  return keysOf(dataDir);
}

/** The same, and makes none. @returns `undefined` where there is no key yet. @throws KeyError */
export function sealKeysIn(dataDir: string): SealKeys | undefined {
  if (existsSync(join(dataDir, FILE))) return keysOf(dataDir);
  refuseForgotten(dataDir);
  return undefined;
}

function keysOf(dataDir: string): SealKeys {
  const current = keyIn(join(dataDir, FILE));
  const before = beforeFiles(dataDir)
    .map((name) => keyIn(join(dataDir, name)))
    // A rotation that died before its last step has linked the key and not replaced it.
    .filter(({ id }) => id !== current.id);
  return { current, before };
}

/** What a rotation did. */
export interface Rotation {
  /** Ids of the keys. */
  readonly made: string;
  readonly before: string;
  /** Where the old key is now, to be removed later. */
  readonly beforePath: string;
}

/**
 * Makes a new seal key in the data folder and keeps the old one for opening. A bot that runs goes on with the old one
 * until it is started again. Whenever this dies, the folder holds a usable set of keys; it may be repeated.
 *
 * @throws KeyError when there is no usable key to rotate, or the folder cannot be written.
 */
export function rotateSealKey(dataDir: string): Rotation {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) {
    throw new KeyError(`There is no ${path}: the first start makes one. Is SECRETBOT_DATA_DIR the bot's folder?`);
  }
  const old = keyIn(path);
  const next = join(dataDir, NEXT);
  rmSync(next, { force: true });
  makeKeyFile(next);
  const made = keyIn(next);
  const beforePath = join(dataDir, `${BEFORE}${old.id}`);
  if (!existsSync(beforePath)) linkSync(path, beforePath);
  syncFolder(dataDir);
  renameSync(next, path);
  syncFolder(dataDir);
  return { made: made.id, before: old.id, beforePath };
}

function beforeFiles(dataDir: string): readonly string[] {
  return readdirSync(dataDir)
    .filter((name) => name.startsWith(BEFORE))
    .sort();
}

function keyIn(path: string): SealKey {
  return keyOfFile(path, SEAL_KEY);
}

/** A folder with old keys and without the current one was not left by us: a new key would hide that something is missing. */
function refuseForgotten(dataDir: string): void {
  const [old] = existsSync(dataDir) ? beforeFiles(dataDir) : [];
  if (old === undefined) return;
  throw new KeyError(
    `${join(dataDir, FILE)} is missing, but ${old} is there. Bring it back, or make the old key the current one: mv ${join(dataDir, old)} ${join(dataDir, FILE)}`,
  );
}
