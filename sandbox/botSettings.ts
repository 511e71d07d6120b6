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
  const { tenant } = world;
  const locations = join(places.workDir, 'locations.json');
  writeFileSync(locations, JSON.stringify(world.locations, undefined, 2));
  return {
    ...inherited(['PATH', 'HOME', 'LANG', 'TMPDIR']),
    NODE_ENV: 'production',
    MicrosoftAppId: world.bot.appId,
    MicrosoftAppTenantId: tenant.id,
    ...signInSettings(world, places.workDir),
    ...(world.cloud.name !== 'Public' && { SECRETBOT_CLOUD: world.cloud.name }),
    SECRETBOT_LOCATIONS: locations,
    SECRETBOT_DATA_DIR: places.dataDir,
    SECRETBOT_ADMIN_GROUP_ID: world.adminGroupId,
    SECRETBOT_SWEEP_SECONDS: '1',
    SECRETBOT_TEAMS_APP_ID: world.bot.catalogId,
    HOST: '127.0.0.1',
    PORT: String(places.port),
  };
}

/** With the managed identity there is no secret at all. */
function signInSettings({ bot, tenant }: World, workDir: string): Record<string, string> {
  const azure = { AZURE_TENANT_ID: tenant.id, AZURE_CLIENT_ID: bot.appId };
  switch (bot.signIn.how) {
    case 'password':
      return {
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppPassword: bot.password,
        ...azure,
        AZURE_CLIENT_SECRET: bot.password,
      };
    case 'certificate': {
      const { certificate, privateKey, thumbprint, [thumbprint]: digits } = bot.signIn;
      const file = join(workDir, 'certificate.pem');
      writeFileSync(file, `${certificate}\n${privateKey}`, { mode: 0o600 });
      return {
        MicrosoftAppType: 'SingleTenant',
        CertificateThumbprint: digits,
        CertificatePrivateKey: privateKey,
        ...azure,
        AZURE_CLIENT_CERTIFICATE_PATH: file,
      };
    }
    case 'managedIdentity':
      return { MicrosoftAppType: 'UserAssignedMSI', ...bot.signIn.environment };
  }
}

function inherited(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
