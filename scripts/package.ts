/**
 * Makes `appPackage/build/secretbot.zip`, which is what an administrator uploads to Teams.
 *
 * `BOT_ID` and `BOT_DOMAIN` come from the environment; `scripts/package/fillManifest.ts` says what else may.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { strToU8, zipSync } from 'fflate';
import { FillError, fillManifest } from './package/fillManifest';

const folder = join(process.cwd(), 'appPackage');
const target = join('appPackage', 'build', 'secretbot.zip');

async function makePackage(): Promise<void> {
  const manifest = fillManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'), process.env);
  const faults = await AppManifestUtils.validateAgainstSchema(JSON.parse(manifest) as TeamsManifest);
  if (faults.length > 0) throw new FillError(faults.map((fault) => `manifest.json: ${fault}`));
  const files = {
    'manifest.json': strToU8(manifest),
    'de.json': readFileSync(join(folder, 'de.json')),
    'color.png': readFileSync(join(folder, 'color.png')),
    'outline.png': readFileSync(join(folder, 'outline.png')),
  };
  mkdirSync(join(folder, 'build'), { recursive: true });
  // A fixed date: the same sources make the same bytes.
  writeFileSync(target, zipSync(files, { level: 9, mtime: new Date('2026-01-01T00:00:00Z') }));
  process.stdout.write(`${target} is ready to be uploaded to Teams.\n`);
}

makePackage().catch((error: unknown) => {
  if (!(error instanceof FillError)) throw error;
  process.stderr.write(`The app package was not made.\n${error.faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exitCode = 1;
});
