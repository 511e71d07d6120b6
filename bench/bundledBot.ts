import { join } from 'node:path';
import { projectRoot } from '../sandbox/projectRoot';
import { makeOneFile } from '../scripts/bundle/makeOneFile';

/**
 * Makes one file of the bot and its libraries, as `npm run build` does, with its limits lifted: they are in that file,
 * where nothing that is loaded before it reaches them.
 *
 * @returns the file, from the project's root
 */
export async function bundleWithoutLimits(): Promise<string> {
  const file = 'dist/bench/bot/secretbot.js';
  await makeOneFile(join(projectRoot, 'bench', 'botWithoutLimits.ts'), join(projectRoot, file));
  return file;
}
