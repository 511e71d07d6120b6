/**
 * `npm run licences`: writes `docs/licences.md` from the lockfile, and ends with 1 when a package that the bot runs
 * with has a licence that is not on the list in `scripts/dependencies/licences.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceFaults, licencePage } from './dependencies/licences';
import { inProduction, readLockfile } from './dependencies/lockfile';

const packages = inProduction(readLockfile(join(process.cwd(), 'package-lock.json')));
const faults = licenceFaults(packages);
writeFileSync(join(process.cwd(), 'docs', 'licences.md'), licencePage(packages));
process.stdout.write(`docs/licences.md lists ${packages.length} packages.\n`);
if (faults.length > 0) {
  process.stderr.write(`These must not be shipped:\n${faults.map((fault) => `  - ${fault}\n`).join('')}`);
  process.exitCode = 1;
}
