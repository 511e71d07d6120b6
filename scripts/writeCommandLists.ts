/**
 * Writes the command table into the manifest. Run it after a change of the commands or their wording
 * (`npm run build && node dist/scripts/writeCommandLists.js`) and commit the manifest; a test says when it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLists } from './package/commandLists';

const file = join(process.cwd(), 'appPackage', 'manifest.json');
const manifest = JSON.parse(readFileSync(file, 'utf8')) as { bots: { commandLists: unknown }[] };
for (const bot of manifest.bots) bot.commandLists = commandLists();
writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
