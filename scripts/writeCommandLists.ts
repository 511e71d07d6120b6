/**
 * Writes the command table into the manifest, and its German into the manifest's German file. Run it after a change of the commands or their wording
 * (`npm run build && node dist/scripts/writeCommandLists.js`) and commit the manifest; a test says when it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLists, translatedCommands } from './package/commandLists';

const folder = join(process.cwd(), 'appPackage');
const file = join(folder, 'manifest.json');
const manifest = JSON.parse(readFileSync(file, 'utf8')) as { bots: { commandLists: unknown }[] };
for (const bot of manifest.bots) bot.commandLists = commandLists();
writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);

const german = join(folder, 'de.json');
const texts = Object.entries(JSON.parse(readFileSync(german, 'utf8')) as Record<string, string>);
const own = Object.fromEntries(texts.filter(([name]) => !name.startsWith('bots[')));
writeFileSync(german, `${JSON.stringify({ ...own, ...translatedCommands('de') }, undefined, 2)}\n`);
