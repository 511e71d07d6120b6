/**
 * `npm run sbom`: writes `dist/sbom.cdx.json`, the software bill of materials of what is installed where the bot runs,
 * in CycloneDX. From the lockfile alone: no network, nothing need be installed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLockfile } from './dependencies/lockfile';
import { sbomOf } from './dependencies/sbom';

const target = join('dist', 'sbom.cdx.json');
const sbom = sbomOf(readLockfile('package-lock.json'));
mkdirSync('dist', { recursive: true });
writeFileSync(target, `${JSON.stringify(sbom, undefined, 2)}\n`);
process.stdout.write(`${target} lists ${sbom.components.length} packages.\n`);
