import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The machine's PostgreSQL: where its programs are, and which one it is. */
export interface PostgresPrograms {
  readonly folder: string;
  /** Major version, for example 15. */
  readonly version: number;
}

/** Where Debian and Ubuntu keep each version's programs, away from the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** The newest PostgreSQL server on this machine. @returns `undefined` where there is none; tests then say that they were skipped */
export function findPostgres(): PostgresPrograms | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const found = [...debianFolders(), ...onPath]
    .filter(hasServer)
    .map((folder) => ({ folder, version: versionOf(folder) }));
  return found.sort((one, other) => other.version - one.version)[0];
}

function debianFolders(): string[] {
  try {
    return readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function hasServer(folder: string): boolean {
  return folder !== '' && ['postgres', 'initdb'].every((program) => isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us: either way this folder has none.
    return false;
  }
}

/** `postgres (PostgreSQL) 15.14 (Debian …)` is 15. */
function versionOf(folder: string): number {
  return Number(/(\d+)/.exec(execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[1] ?? 0);
}
