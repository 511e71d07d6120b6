import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentityEndpoint } from './cloud/entra/identityEndpoint';
import { makeBotCertificate } from './cloud/entra/makeBotCertificate';
import { type Cloud, startCloud } from './cloud/startCloud';
import { type BotDatabase, startBotDatabase } from './database/botDatabase';
import { LoadBalancer } from './loadBalancer';
import type { Replicas } from './replicas';
import { makeBots } from './startBots';
import { createTeams, type Teams } from './teams/teams';
import { createWorld, type World, type WorldOptions } from './world/world';

/** What differs between sandboxes. */
export interface SandboxOptions extends WorldOptions {
  /** Where the bot keeps its things: in its embedded database when left out, or on a PostgreSQL server started here. */
  readonly engine?: 'sqlite' | 'postgres';
  /** How many processes of the bot, behind one address; 1 when left out, more only with PostgreSQL. */
  readonly replicas?: number;
  /** How the bot signs in; with the password of its registration when left out. */
  readonly signIn?: 'password' | 'certificate' | 'certificateSha256' | 'managedIdentity';
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
  /** All of the bot's processes; with one it is that process. */
  readonly bot: Replicas;
  /** Set with PostgreSQL. */
  readonly database?: BotDatabase;
  /** The bot's files: the embedded database among them. Look at them from this process, never from the bot's. */
  readonly dataFolder: string;
  /** Everything the bot (the first of its processes) wrote to stdout and stderr. */
  readonly logFile: string;
  /** Ends the bot (gracefully, or with SIGKILL) and starts it again on the same data. */
  restartBot(how?: 'stop' | 'kill'): Promise<void>;
  /** Ends everything and removes what was temporary. `look` is called in between: the bot is gone, its data are there. */
  stop(look?: () => void | Promise<void>): Promise<void>;
}

/**
 * Starts the stand-ins, Teams, the database and the bot; resolves when the bot is ready. Needs `npm run build`.
 *
 * @throws where PostgreSQL is asked for and the machine has none
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { replicas = 1, dataDir, botSettings: settings } = options;
  const world = createWorld(options);
  const teams = createTeams(world, {});
  const endSignIn = await prepareSignIn(world, options.signIn);
  const database = options.engine === 'postgres' ? await startBotDatabase() : undefined;
  if (database) {
    world.clock.skipWithin(database.moveTime);
  }
  // Without any secret there is no password for the database either.
  const azure = options.signIn === 'managedIdentity' && database;
  const cloud = await startCloud(world, { connector: teams.connector, ...(azure && { database: azure }) });
  const workDir = mkdtempSync(join(tmpdir(), 'secretbot-bot-'));
  const bot = makeBots({
    world,
    cloud,
    workDir,
    replicas,
    ...(database && { database }),
    ...(dataDir && { dataDir }),
    settings: { ...(cloud.database && { SECRETBOT_DATABASE_URL: cloud.database.url }), ...settings },
  });
  world.killBot = (address) => bot.killAt(address);
  const stop = async (look: () => void | Promise<void> = () => undefined): Promise<void> => {
    await bot.stop();
    teams.close();
    await cloud.stop();
    await endSignIn();
    try {
      await look();
    } finally {
      await database?.server.remove();
      rmSync(workDir, { recursive: true, force: true });
    }
  };
  try {
    await bot.start();
    world.frontDoor.target = bot.url;
    teams.connectBot(replicas > 1 ? new LoadBalancer(bot.all) : bot.messagesUrl);
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
  const { dataDir: dataFolder, logFile } = bot;
  return { world, teams, cloud, bot, ...(database && { database }), dataFolder, logFile, restartBot, stop };
}

/** Gives the bot what it signs in with. @returns what ends that */
async function prepareSignIn(
  world: World,
  how: NonNullable<SandboxOptions['signIn']> = 'password',
): Promise<() => Promise<void>> {
  if (how === 'managedIdentity') {
    const { environment, stop } = await startIdentityEndpoint(world);
    world.bot.signIn = { how, environment };
    return stop;
  }
  if (how !== 'password') {
    const thumbprint = how === 'certificate' ? 'sha1' : 'sha256';
    world.bot.signIn = { how: 'certificate', thumbprint, ...(await makeBotCertificate()) };
  }
  return async () => undefined;
}
