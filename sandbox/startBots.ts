import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Bot } from './bot';
import type { Cloud } from './cloud/startCloud';
import type { BotDatabase } from './database/botDatabase';
import { Replicas } from './replicas';
import type { World } from './world/world';

/** What the bot's processes are made with. */
export interface BotsOptions {
  readonly world: World;
  readonly cloud: Pick<Cloud, 'environment'>;
  /** Folder for everything that is temporary; with several processes each gets a folder of its own in it. */
  readonly workDir: string;
  /** Keeps the data there instead. */
  readonly dataDir?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly database?: BotDatabase;
  readonly replicas: number;
}

/** Makes the bot's processes, not started: one, or several that share a database and the keys. */
export function makeBots({ database, replicas, ...options }: BotsOptions): Replicas {
  if (replicas > 1 && !database) {
    throw new Error('Several replicas of the bot need PostgreSQL: the embedded database belongs to one process.');
  }
  const settings = { ...(database && sharedSettings(database)), ...options.settings };
  if (replicas === 1) {
    return new Replicas(new Bot({ ...options, settings }));
  }
  const replica = (number: number): Bot =>
    new Bot({
      ...options,
      settings,
      workDir: join(options.workDir, `replica-${number}`),
      ...(options.dataDir && { dataDir: join(options.dataDir, `replica-${number}`) }),
      // All of 127.0.0.0/8 is loopback: the stand-ins tell the replicas apart by where they call from.
      localAddress: `127.0.0.${number + 1}`,
    });
  const others = Array.from({ length: replicas - 1 }, (_, index) => replica(index + 2));
  return new Replicas(replica(1), ...others);
}

/** What replicas must agree on. */
function sharedSettings({ url }: BotDatabase): Record<string, string> {
  const key = (): string => randomBytes(32).toString('base64');
  return { SECRETBOT_DATABASE_URL: url, SECRETBOT_SEAL_KEY: key(), SECRETBOT_AUDIT_KEY: key() };
}
