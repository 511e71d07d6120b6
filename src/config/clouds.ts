import * as z from 'zod';

/** Microsoft's clouds, by the names that Microsoft's own SDK for Teams gives them. GCC is part of `Public`. */
export const CLOUD_NAMES = ['Public', 'USGov', 'USGovDoD', 'China'] as const;

export type CloudName = (typeof CLOUD_NAMES)[number];

/** Every address of one of Microsoft's clouds that the bot calls or believes. Nothing of another cloud is ever mixed in. */
export interface Cloud {
  readonly name: CloudName;
  /** Entra: all of the bot's tokens come from here. */
  readonly authority: string;
  readonly graphUrl: string;
  /** What the host of every Key Vault ends in. */
  readonly vaultSuffix: string;
  readonly channel: CloudChannel;
  /** What the host of every Azure Database for PostgreSQL ends in; tokens for `databaseScope` go nowhere else. */
  readonly databaseSuffix: string;
  readonly databaseScope: string;
}

/** Teams, by way of the Bot Framework. */
export interface CloudChannel {
  /** Who issues the tokens that Teams shows to the bot. */
  readonly issuer: string;
  /** Where the keys are listed that those tokens are signed with. */
  readonly metadataUrl: string;
  /** Whom the bot's own tokens for the Bot Connector are for. */
  readonly audience: string;
  /** Hosts of the Bot Connector; `*.` at the start stands for any name before it. */
  readonly serviceHosts: readonly string[];
}

const usGovChannel = {
  issuer: 'https://api.botframework.us',
  metadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  audience: 'https://api.botframework.us',
};

const usGov = {
  authority: 'https://login.microsoftonline.us',
  vaultSuffix: '.vault.usgovcloudapi.net',
  databaseSuffix: '.postgres.database.usgovcloudapi.net',
  databaseScope: 'https://ossrdbms-aad.database.usgovcloudapi.net/.default',
};

/**
 * Sources: CloudEnvironment of Microsoft's SDK for Teams; "Configure Bot Framework bots for US Government customers" and
 * "… operated by 21Vianet" for the Bot Framework; `az cloud show` for Key Vault and PostgreSQL.
 */
const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  Public: {
    name: 'Public',
    authority: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    vaultSuffix: '.vault.azure.net',
    channel: {
      issuer: 'https://api.botframework.com',
      metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      audience: 'https://api.botframework.com',
      serviceHosts: [
        'smba.trafficmanager.net',
        'smba.onyx.prod.teams.trafficmanager.net',
        'smba.infra.gcc.teams.microsoft.com',
        '*.botframework.com',
      ],
    },
    databaseSuffix: '.postgres.database.azure.com',
    databaseScope: 'https://ossrdbms-aad.database.windows.net/.default',
  },
  USGov: {
    name: 'USGov',
    ...usGov,
    graphUrl: 'https://graph.microsoft.us',
    channel: { ...usGovChannel, serviceHosts: ['smba.infra.gov.teams.microsoft.us'] },
  },
  USGovDoD: {
    name: 'USGovDoD',
    ...usGov,
    graphUrl: 'https://dod-graph.microsoft.us',
    channel: { ...usGovChannel, serviceHosts: ['smba.infra.dod.teams.microsoft.us'] },
  },
  China: {
    name: 'China',
    authority: 'https://login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    vaultSuffix: '.vault.azure.cn',
    channel: {
      issuer: 'https://api.botframework.azure.cn',
      metadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      audience: 'https://api.botframework.azure.cn',
      serviceHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    },
    databaseSuffix: '.postgres.database.chinacloudapi.cn',
    databaseScope: 'https://ossrdbms-aad.database.chinacloudapi.cn/.default',
  },
};

/** The setting of the cloud. */
export const cloudSettings = {
  SECRETBOT_CLOUD: z.enum(CLOUD_NAMES, `must be one of ${CLOUD_NAMES.join(', ')}`).default('Public'),
};

/** All that belongs to the cloud of this name. A name that is none is the setting's fault; until it is said, `Public` stands in. */
export function cloudOf(name: string | undefined): Cloud {
  return CLOUDS[CLOUD_NAMES.find((known) => known === name) ?? 'Public'];
}

/** What the environment says besides, and what would lead somewhere else. */
export function cloudFaults(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { authority, name } = cloudOf(env['SECRETBOT_CLOUD']?.trim());
  const host = env['AZURE_AUTHORITY_HOST']?.trim().replace(/\/+$/, '').replace('https://', '').toLowerCase();
  const faults: string[] = [];
  if (host && `https://${host}` !== authority) {
    faults.push(`AZURE_AUTHORITY_HOST is not the sign-in of SECRETBOT_CLOUD=${name}, ${authority}: take it out`);
  }
  if (env['SECRETBOT_GRAPH_URL']?.trim()) {
    const clouds = CLOUD_NAMES.slice(1).join(', ');
    faults.push(`SECRETBOT_GRAPH_URL is no setting any more: take it out; SECRETBOT_CLOUD says it (${clouds})`);
  }
  return faults;
}
