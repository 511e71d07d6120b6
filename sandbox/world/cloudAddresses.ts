/** The addresses of one of Microsoft's clouds, as far as the sandbox stands in for them. Written down apart from the bot's. */
export interface CloudAddresses {
  readonly name: SandboxCloudName;
  /** Entra: the first is where tokens come from, the others are other names of it. */
  readonly entraHosts: readonly [string, ...string[]];
  readonly tokenIssuer: string;
  readonly graphHost: string;
  /** What the host of a vault ends in. */
  readonly vaultSuffix: string;
  readonly openIdHost: string;
  readonly connectorHost: string;
  /** Issuer of the tokens that Teams shows to a bot. */
  readonly channelIssuer: string;
  /** Host of the bot's database where it is Azure's. */
  readonly databaseHost: string;
  /** Audiences of the tokens that the bot shows. */
  readonly audiences: {
    readonly graph: string;
    readonly keyVault: string;
    readonly connector: string;
    readonly database: string;
  };
}

export type SandboxCloudName = 'Public' | 'USGov' | 'China';

/** Microsoft's clouds. */
export const clouds: Readonly<Record<SandboxCloudName, CloudAddresses>> = {
  Public: {
    name: 'Public',
    entraHosts: ['login.microsoftonline.com', 'login.windows.net', 'sts.windows.net'],
    tokenIssuer: 'https://sts.windows.net',
    graphHost: 'graph.microsoft.com',
    vaultSuffix: '.vault.azure.net',
    openIdHost: 'login.botframework.com',
    connectorHost: 'smba.trafficmanager.net',
    channelIssuer: 'https://api.botframework.com',
    databaseHost: 'contoso-bot.postgres.database.azure.com',
    audiences: {
      graph: 'https://graph.microsoft.com',
      keyVault: 'https://vault.azure.net',
      connector: 'https://api.botframework.com',
      database: 'https://ossrdbms-aad.database.windows.net',
    },
  },
  USGov: {
    name: 'USGov',
    entraHosts: ['login.microsoftonline.us'],
    tokenIssuer: 'https://login.microsoftonline.us',
    graphHost: 'graph.microsoft.us',
    vaultSuffix: '.vault.usgovcloudapi.net',
    openIdHost: 'login.botframework.azure.us',
    connectorHost: 'smba.infra.gov.teams.microsoft.us',
    channelIssuer: 'https://api.botframework.us',
    databaseHost: 'contoso-bot.postgres.database.usgovcloudapi.net',
    audiences: {
      graph: 'https://graph.microsoft.us',
      keyVault: 'https://vault.usgovcloudapi.net',
      connector: 'https://api.botframework.us',
      database: 'https://ossrdbms-aad.database.usgovcloudapi.net',
    },
  },
  China: {
    name: 'China',
    entraHosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    tokenIssuer: 'https://sts.chinacloudapi.cn',
    graphHost: 'microsoftgraph.chinacloudapi.cn',
    vaultSuffix: '.vault.azure.cn',
    openIdHost: 'login.botframework.azure.cn',
    connectorHost: 'frontend.botapi.msg.infra.teams.microsoftonline.cn',
    channelIssuer: 'https://api.botframework.azure.cn',
    databaseHost: 'contoso-bot.postgres.database.chinacloudapi.cn',
    audiences: {
      graph: 'https://microsoftgraph.chinacloudapi.cn',
      keyVault: 'https://vault.azure.cn',
      connector: 'https://api.botframework.azure.cn',
      database: 'https://ossrdbms-aad.database.chinacloudapi.cn',
    },
  },
};
