import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs a script in another Node process and gives what it prints. Looking at the open database's files must be done
 * there: closing a descriptor of them in this process would drop the lock.
 */
export async function inAnotherProcess(script: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['-e', script, ...args], { cwd: process.cwd() });
  return stdout.trim();
}

/** Which of the texts occur, as bytes, in any file of the folder. */
export async function foundInFiles(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const script = `
    const fs = require('node:fs');
    const path = require('node:path');
    const [folder, ...texts] = process.argv.slice(1);
    const contents = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name)));
    console.log(JSON.stringify(texts.filter((text) => contents.some((content) => content.includes(text)))));
  `;
  return JSON.parse(await inAnotherProcess(script, folder, ...texts)) as string[];
}
