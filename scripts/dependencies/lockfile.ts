import { readFileSync } from 'node:fs';

/** One package as package-lock.json has it. */
export interface LockedPackage {
  /** Where it is, `node_modules/a/node_modules/b`; empty for the project itself. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  /** Only where it does not come from the registry by its name and version. */
  readonly resolved?: string;
  /** True for what only building and testing need. */
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Every package of a lockfile, the project itself first. */
export function readLockfile(path: string): readonly LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(path, 'utf8')) as {
    packages: Readonly<Record<string, Omit<LockedPackage, 'path' | 'name'> & { name?: string }>>;
  };
  return Object.entries(packages).map(([where, entry]) => ({
    ...entry,
    path: where,
    name: entry.name ?? where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length),
  }));
}

/** What is installed where the bot runs, by name: `npm ci --omit=dev`. */
export function inProduction(packages: readonly LockedPackage[]): readonly LockedPackage[] {
  return packages.filter(({ path, dev }) => path !== '' && !dev).sort((a, b) => (a.path < b.path ? -1 : 1));
}
