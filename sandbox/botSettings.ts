import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world/world';

/** Where the bot keeps and finds its things. */
export interface BotPlaces {
  readonly dataDir: string;
  /** Folder for the locations file. */
  readonly workDir: string;
  readonly port: number;
}

/** The bot's environment: production settings, and nothing of this process's own but what Node needs to run. */
export function botSettings(world: World, places: BotPlaces): Record<string, string> {
  const { bot, tenant } = world;
  const locations = join(places.workDir, 'locations.json');
  writeFileSync(locations, JSON.stringify(world.locations, undefined, 2));
  return {
    ...inherited(['PATH', 'HOME', 'LANG', 'TMPDIR']),
    NODE_ENV: 'production',
    MicrosoftAppId: bot.appId,
    MicrosoftAppPassword: bot.password,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenant.id,
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: bot.appId,
    AZURE_CLIENT_SECRET: bot.password,
    SECRETBOT_LOCATIONS: locations,
    SECRETBOT_DATA_DIR: places.dataDir,
    SECRETBOT_ADMIN_GROUP_ID: world.adminGroupId,
    SECRETBOT_SWEEP_SECONDS: '1',
    SECRETBOT_TEAMS_APP_ID: bot.catalogId,
    HOST: '127.0.0.1',
    PORT: String(places.port),
  };
}

function inherited(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
