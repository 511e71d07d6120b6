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

/** The whole environment of a tool: the settings that the bot has, in the bot's small world. */
export function toolEnvironment({ world, cloud, places, settings = {} }: Installation): Record<string, string> {
  return { ...botSettings(world, places), ...cloud.environment(), ...settings };
}

/** What follows `node` to run `dist/src/tools/<tool>.js` in the bot's small world. */
export function toolArguments(tool: string, words: readonly string[]): readonly string[] {
  const preload = join(projectRoot, 'dist/sandbox/cloud/redirect.js');
  return ['--require', preload, join(projectRoot, `dist/src/tools/${tool}.js`), ...words];
}

/** Runs a tool as a process of its own, with the settings that the bot has, in the bot's small world. */
export function runOperatorTool(
  installation: Installation,
  tool: string,
  words: readonly string[] = [],
): Promise<ToolEnded> {
  const { workDir } = installation.places;
  mkdirSync(workDir, { recursive: true });
  const child = spawn(process.execPath, toolArguments(tool, words), {
    cwd: workDir,
    env: toolEnvironment(installation),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
