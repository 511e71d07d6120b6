import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isAllowed, licenceFaults, licencePage } from '../../scripts/dependencies/licences';
import { inProduction, type LockedPackage, readLockfile } from '../../scripts/dependencies/lockfile';
import { sbomOf } from '../../scripts/dependencies/sbom';

const root = resolve(__dirname, '../..');
const packages = readLockfile(join(root, 'package-lock.json'));
const [project, ...installed] = packages as [LockedPackage, ...LockedPackage[]];
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as LockedPackage;

/** Packages that bring an install script, each with why nothing is missing when it does not run. */
const SCRIPTS_NOT_NEEDED: Readonly<Record<string, string>> = {
  esbuild: 'replaces a small script by the binary of the platform package, which is found without that too',
  '@parcel/watcher': 'builds what its prebuilt packages hold; only development tools bring it',
  '@swc/core': 'checks for its prebuilt package; only the tests use it',
  'botbuilder-dialogs': 'removes a package that "overrides" keeps out (ADR 0006)',
  'dtrace-provider': 'builds probes for DTrace; works without, which is how restify uses it',
  'unrs-resolver': 'checks for its prebuilt package; only jest uses it',
};

describe('the lockfile', () => {
  it('is in step with package.json', () => {
    expect(project.name).toBe(manifest.name);
    expect(project.dependencies).toEqual(manifest.dependencies);
    expect(project.devDependencies).toEqual(manifest.devDependencies);
    const names = new Set(installed.map(({ path }) => path));
    const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(direct.filter((name) => !names.has(`node_modules/${name}`))).toEqual([]);
  });

  it('has a hash of every package', () => {
    expect(installed.length).toBeGreaterThan(200);
    expect(installed.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ path }) => path)).toEqual([]);
  });

  it('takes everything from the registry by name and version: nothing from git, an address or a folder', () => {
    expect(installed.filter(({ resolved }) => resolved !== undefined).map(({ path }) => path)).toEqual([]);
    const specs = packages.flatMap(({ name, dependencies, devDependencies, optionalDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).map(
        ([dependency, spec]) => [`${name} → ${dependency}`, spec] as const,
      ),
    );
    expect(specs.filter(([, spec]) => /[:/]/.test(spec) && !spec.startsWith('npm:'))).toEqual([]);
  });

  it('needs no install script, and runs none', () => {
    const withScript = installed.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
    expect(withScript.filter((name) => !(name in SCRIPTS_NOT_NEEDED))).toEqual([]);
    expect(Object.keys(SCRIPTS_NOT_NEEDED).filter((name) => !withScript.includes(name))).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});

describe('the licences', () => {
  const production = inProduction(packages);

  it('of everything that is shipped are on the list', () => {
    expect(production.length).toBeGreaterThan(100);
    expect(licenceFaults(production)).toEqual([]);
  });

  it('are listed in docs/licences.md as they are now (npm run licences writes it)', () => {
    expect(readFileSync(join(root, 'docs/licences.md'), 'utf8')).toBe(licencePage(production));
  });

  it.each([
    ['MIT', true],
    ['(AFL-2.1 OR BSD-3-Clause)', true],
    ['(MIT AND Apache-2.0)', true],
    ['(MIT AND GPL-3.0-only)', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0-or-later', false],
    ['SEE LICENSE IN LICENSE', false],
    ['UNLICENSED', false],
    [undefined, false],
  ])('with the terms %s may be shipped: %p', (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });

  it('that are missing or not allowed are named with their package', () => {
    const one = { path: 'node_modules/a', name: 'a', version: '1.0.0' };
    expect(licenceFaults([{ ...one, license: 'GPL-3.0-only' }, one])).toEqual([
      'a 1.0.0 has the licence GPL-3.0-only',
      'a 1.0.0 has no licence',
    ]);
  });
});

describe('the software bill of materials', () => {
  const sbom = sbomOf(packages);
  const refs = new Set(sbom.components.map((component) => component['bom-ref']));

  it('lists what is shipped, each with hash and licence, and nothing else', () => {
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(sbom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(sbom.metadata.component).toMatchObject({ type: 'application', name: 'secretbot' });
    expect(refs).toEqual(new Set(inProduction(packages).map(({ name, version }) => `${name}@${version}`)));
    expect([...refs].filter((ref) => ref.startsWith('jest@'))).toEqual([]);
    for (const { purl, hashes, licenses } of sbom.components) {
      expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d[\w.-]*$/);
      expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]);
      expect(licenses).toHaveLength(1);
    }
  });

  it('says who needs whom, from the bot on, and names nothing that it does not list', () => {
    const needs = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const reached = new Set<string>();
    const visit = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      for (const needed of needs.get(ref) ?? []) visit(needed);
    };
    visit(sbom.metadata.component['bom-ref']);
    reached.delete(sbom.metadata.component['bom-ref']);
    expect([...reached].filter((ref) => !refs.has(ref))).toEqual([]);
    expect([...refs].filter((ref) => !reached.has(ref))).toEqual([]);
  });

  it('is the same for the same lockfile', () => {
    expect(JSON.stringify(sbomOf(packages))).toBe(JSON.stringify(sbom));
    expect(sbomOf(packages.slice(0, -1)).serialNumber).not.toBe(sbom.serialNumber);
  });

  it('is written by npm run sbom, with nothing but the lockfile there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secretbot-sbom-'));
    try {
      cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
      const said = execFileSync(process.execPath, [join(root, 'dist/scripts/sbom.js')], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(JSON.parse(readFileSync(join(folder, 'dist/sbom.cdx.json'), 'utf8'))).toEqual(sbom);
      expect(said).toBe(`dist/sbom.cdx.json lists ${sbom.components.length} packages.\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
