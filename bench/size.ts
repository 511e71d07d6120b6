import { execFile } from 'node:child_process';
import { copyFileSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../sandbox/projectRoot';
import { table } from './statistics';

/** What somebody installs to run it. */
interface Installation {
  readonly name: string;
  /** Where its `package.json` and lockfile are, from the project's root. */
  readonly folder: '.' | 'bench';
  /** Of the packages named there only these; all when left out. */
  readonly packages?: readonly string[];
  /** The program itself, a file or folder, from the project's root. */
  readonly program: string;
}

const installations: readonly Installation[] = [
  {
    name: 'echo: botbuilder',
    folder: '.',
    packages: ['botbuilder', 'restify'],
    program: 'bench/echoes/botbuilder.cjs',
  },
  {
    name: 'echo: agents-hosting',
    folder: 'bench',
    packages: ['@microsoft/agents-hosting', '@microsoft/agents-hosting-express', 'express'],
    program: 'bench/echoes/agents.cjs',
  },
  {
    name: 'echo: teams.apps',
    folder: 'bench',
    packages: ['@microsoft/teams.apps', 'express'],
    program: 'bench/echoes/teams.cjs',
  },
  { name: 'SecretBot', folder: '.', program: 'dist/bot' },
];

/** The parts of a `package.json` that say what is installed. */
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Installs each by its lockfile, without what is for development only, into a folder that is removed afterwards.
 *
 * @returns a Markdown table of how many packages that is, and what they and the program take, in megabytes of 10⁶ bytes
 * @throws Error with npm's words where it fails
 */
export async function measureSize(): Promise<string> {
  const rows: string[][] = [];
  for (const { name, folder, packages, program } of installations) {
    const target = mkdtempSync(join(tmpdir(), 'secretbot-bench-size-'));
    try {
      prepare(join(projectRoot, folder), target, packages);
      // Takes what is not wanted out of the lockfile; what stays keeps its version.
      await npm(target, 'install', '--package-lock-only');
      await npm(target, 'ci', '--omit=dev');
      const installed = join(target, 'node_modules');
      const lock = JSON.parse(readFileSync(join(installed, '.package-lock.json'), 'utf8')) as { packages: object };
      rows.push([
        name,
        String(Object.keys(lock.packages).length),
        megabytes(bytesIn(installed)),
        megabytes(bytesIn(join(projectRoot, program))),
      ]);
    } finally {
      rmSync(target, { recursive: true });
    }
  }
  return table(['', 'packages', 'MB of packages', 'MB of its own'], rows);
}

/** Puts the lockfile there, and a `package.json` that names only what is wanted. */
function prepare(from: string, target: string, packages: readonly string[] | undefined): void {
  const { devDependencies: _not, ...manifest } = JSON.parse(
    readFileSync(join(from, 'package.json'), 'utf8'),
  ) as Manifest;
  const isWanted = (name: string): boolean => packages?.includes(name) ?? true;
  const dependencies = Object.fromEntries(Object.entries(manifest.dependencies).filter(([name]) => isWanted(name)));
  writeFileSync(join(target, 'package.json'), JSON.stringify({ ...manifest, dependencies }));
  copyFileSync(join(from, 'package-lock.json'), join(target, 'package-lock.json'));
}

async function npm(folder: string, ...words: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await promisify(execFile)('npm', ['--prefix', folder, ...words, ...quiet], { cwd: folder });
}

/** What the files are long, links not followed: how much a disk needs for them depends on the disk. */
function bytesIn(path: string): number {
  const look = lstatSync(path);
  if (!look.isDirectory()) return look.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1);
}
