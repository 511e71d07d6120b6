import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bot } from './bot';
import { type Cloud, startCloud } from './cloud/startCloud';
import { createTeams, type Teams } from './teams/teams';
import { createWorld, type World, type WorldOptions } from './world/world';

/** What differs between sandboxes. */
export interface SandboxOptions extends WorldOptions {
  /** Keeps the bot's data there instead of in a temporary folder. */
  readonly dataDir?: string;
  /** Settings of the bot over the usual ones. */
  readonly botSettings?: Readonly<Record<string, string>>;
  /** Installs the app in every conversation once the bot is ready; the bot welcomes everywhere then. */
  readonly install?: boolean;
}

/** A whole local world with the production bot in it. */
export interface Sandbox {
  readonly world: World;
  readonly teams: Teams;
  readonly cloud: Cloud;
  readonly bot: Bot;
  /** The bot's database files. Look at them from this process, never from the bot's. */
  readonly dataFolder: string;
  /** Everything the bot wrote to stdout and stderr. */
  readonly logFile: string;
  /** Ends the bot (gracefully, or with SIGKILL) and starts it again on the same data. */
  restartBot(how?: 'stop' | 'kill'): Promise<void>;
  /** Ends everything and removes what was temporary. `look` is called in between: the bot is gone, its files are there. */
  stop(look?: () => void | Promise<void>): Promise<void>;
}

/** Starts the stand-ins, Teams and the bot; resolves when the bot is ready. Needs `npm run build`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { dataDir, botSettings: settings } = options;
  const world = createWorld(options);
  const teams = createTeams(world, {});
  const cloud = await startCloud(world, { connector: teams.connector });
  const workDir = mkdtempSync(join(tmpdir(), 'secretbot-bot-'));
  const bot = new Bot({ world, cloud, workDir, ...(dataDir && { dataDir }), ...(settings && { settings }) });
  world.killBot = () => bot.kill();
  const stop = async (look: () => void | Promise<void> = () => undefined): Promise<void> => {
    await bot.stop();
    teams.close();
    await cloud.stop();
    try {
      await look();
    } finally {
      rmSync(workDir, { recursive: true, force: true });
    }
  };
  try {
    await bot.start();
    teams.connectBot(bot.messagesUrl);
    if (options.install ?? true) {
      await teams.installEverywhere();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const restartBot = async (how: 'stop' | 'kill' = 'stop'): Promise<void> => {
    await (how === 'kill' ? bot.kill() : bot.stop());
    await bot.start();
  };
  return { world, teams, cloud, bot, dataFolder: bot.dataDir, logFile: bot.logFile, restartBot, stop };
}
