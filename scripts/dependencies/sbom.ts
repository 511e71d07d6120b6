import { createHash } from 'node:crypto';
import { licenceOf } from './licences';
import { inProduction, type LockedPackage } from './lockfile';

/** A software bill of materials in CycloneDX 1.5, as JSON. */
export interface Sbom {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.5';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: { readonly component: Component & { readonly type: 'application' } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly type: 'application' | 'library';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  readonly licenses?: readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[];
}

/**
 * What is installed where the bot runs, with hashes, licences and who needs whom. The same lockfile makes the same
 * bytes: there is no time in it, and its serial number comes from its content. (`npm sbom` leaves out what development
 * needs too.)
 *
 * @see https://cyclonedx.org/docs/1.5/json/
 */
export function sbomOf(packages: readonly LockedPackage[]): Sbom {
  const project = packages.find(({ path }) => path === '');
  if (!project) throw new Error('a lockfile has an entry for the project itself');
  const shipped = inProduction(packages);
  const byPath = new Map(shipped.map((one) => [one.path, one]));
  // The same version may be installed at several places, each with other versions of what it needs.
  const components = new Map(shipped.map((one) => [refOf(one), componentOf(one)]));
  const needs = new Map<string, Set<string>>();
  for (const one of [project, ...shipped]) {
    const of = needs.get(refOf(one)) ?? new Set<string>();
    for (const name of Object.keys({ ...one.dependencies, ...one.optionalDependencies })) {
      const found = resolved(name, one.path, byPath);
      if (found) of.add(refOf(found));
    }
    needs.set(refOf(one), of);
  }
  const content = {
    metadata: { component: { ...componentOf(project), type: 'application' as const } },
    components: [...components.values()],
    dependencies: [...needs].map(([ref, dependsOn]) => ({ ref, dependsOn: [...dependsOn].sort() })),
  };
  return { bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: serialOf(content), version: 1, ...content };
}

/** As Node finds it: beside the one who asks, then in every folder above. */
function resolved(name: string, from: string, byPath: ReadonlyMap<string, LockedPackage>): LockedPackage | undefined {
  const parents = from === '' ? [] : from.replace(/^node_modules\//, '').split('/node_modules/');
  for (let depth = parents.length; depth >= 0; depth -= 1) {
    const folder = parents.slice(0, depth).map((parent) => `node_modules/${parent}/`);
    const found = byPath.get(`${folder.join('')}node_modules/${name}`);
    if (found) return found;
  }
  return undefined;
}

function componentOf(one: LockedPackage): Component {
  const licence = licenceOf(one);
  return {
    'bom-ref': refOf(one),
    type: 'library',
    name: one.name,
    version: one.version,
    purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`,
    ...(one.integrity && { hashes: [{ alg: 'SHA-512', content: hexOf(one.integrity) }] }),
    ...(licence && { licenses: [/[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } }] }),
  };
}

function refOf({ name, version }: LockedPackage): string {
  return `${name}@${version}`;
}

/** `sha512-` and base64, as the lockfile has it. */
function hexOf(integrity: string): string {
  return Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
}

function serialOf(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return `urn:uuid:${uuid}`;
}
