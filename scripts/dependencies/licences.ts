import type { LockedPackage } from './lockfile';

/** Licences that ask for a notice at most, by their SPDX names. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

/** Packages whose package.json does not say it as npm wants it said, with the licence in their own files. */
const SAID_ELSEWHERE: Readonly<Record<string, { readonly license: string; readonly where: string }>> = {
  cldrjs: { license: 'MIT', where: 'LICENSE-MIT' },
  'escape-regexp-component': { license: 'MIT', where: 'Readme.md' },
  jspath: { license: 'MIT', where: 'LICENSE' },
};

/** The licence of a package; of several to choose from, all of them. `undefined` when it says none. */
export function licenceOf({ name, license }: Pick<LockedPackage, 'name' | 'license'>): string | undefined {
  return license ?? SAID_ELSEWHERE[name]?.license;
}

/** Whether the project may ship a package under this licence: for `A OR B` one of them is enough, for `A AND B` both must be allowed. */
export function isAllowed(licence: string | undefined): boolean {
  if (licence === undefined) return false;
  return licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())));
}

/** A sentence for each package that must not be shipped. */
export function licenceFaults(packages: readonly LockedPackage[]): readonly string[] {
  return packages
    .map((one) => ({ ...one, licence: licenceOf(one) }))
    .filter(({ licence }) => !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version} has ${licence ? `the licence ${licence}` : 'no licence'}`);
}

/** The list as a page: how many packages each licence has, and every package with its own. */
export function licencePage(packages: readonly LockedPackage[]): string {
  const rows = [...new Set(packages.map((one) => `| ${one.name} | ${one.version} | ${licenceOf(one) ?? 'none'} |`))];
  const counts = new Map<string, number>();
  for (const row of rows) {
    const licence = row.split(' | ')[2]?.replace(' |', '') ?? '';
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  const summary = [...counts].sort(([, a], [, b]) => b - a).map(([licence, count]) => `${count} ${licence}`);
  return [
    '# Licences',
    '',
    'What is installed where SecretBot runs, and under which licence. Written by `npm run licences` from the lockfile.',
    '',
    `${rows.length} packages: ${summary.join(', ')}.`,
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
