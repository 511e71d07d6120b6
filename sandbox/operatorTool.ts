import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BotPlaces, botSettings } from './botSettings';
import type { Cloud } from './cloud/startCloud';
import { projectRoot } from './projectRoot';
import type { World } from './world/world';

/** The installation that an operator's tool is run in. */
export interface Installation {
  readonly world: World;
  readonly cloud: Pick<Cloud, 'environment'>;
  readonly places: BotPlaces;
  /** Settings over the usual ones; an empty one takes a setting away. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** How a tool ended. */
export interface ToolEnded {
  readonly code: number | null;
  /** Standard output. */
  readonly out: string;
  /** Standard error: what the tool says to the person at the terminal. */
  readonly said: string;
}

/** Runs `dist/src/tools/<tool>.js` as a process of its own, with the settings that the bot has, in the bot's small world. */
export function runOperatorTool(
  { world, cloud, places, settings = {} }: Installation,
  tool: string,
  words: readonly string[] = [],
): Promise<ToolEnded> {
  mkdirSync(places.workDir, { recursive: true });
  const preload = join(projectRoot, 'dist/sandbox/cloud/redirect.js');
  const child = spawn(
    process.execPath,
    ['--require', preload, join(projectRoot, `dist/src/tools/${tool}.js`), ...words],
    {
      cwd: places.workDir,
      env: { ...botSettings(world, places), ...cloud.environment(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const text = { out: '', said: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...text }));
  });
}
