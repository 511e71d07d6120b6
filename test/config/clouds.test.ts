import { AzureAuthorityHosts } from '@azure/identity';
import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import { CLOUD_NAMES, cloudFaults, cloudOf } from '../../src/config/clouds';

/** What the names of each cloud's addresses end in; none of them is part of another cloud's. */
const ENDINGS = {
  Public:
    /\.(microsoftonline\.com|microsoft\.com|botframework\.com|azure\.net|azure\.com|windows\.net|trafficmanager\.net)$/,
  USGov: /\.(microsoftonline\.us|microsoft\.us|botframework\.us|azure\.us|usgovcloudapi\.net)$/,
  USGovDoD: /\.(microsoftonline\.us|microsoft\.us|botframework\.us|azure\.us|usgovcloudapi\.net)$/,
  China: /\.(microsoftonline\.cn|chinacloudapi\.cn|azure\.cn)$/,
} as const;

describe("Microsoft's clouds", () => {
  it.each(CLOUD_NAMES)('%s has addresses of its own only', (name) => {
    const { authority, graphUrl, vaultSuffix, databaseSuffix, databaseScope, channel } = cloudOf(name);
    const { issuer, audience, metadataUrl, serviceHosts } = channel;
    const urls = [authority, graphUrl, databaseScope, issuer, audience, metadataUrl];
    const hosts = [...urls.map((url) => new URL(url).hostname), vaultSuffix, databaseSuffix, ...serviceHosts];
    for (const host of hosts) expect(host).toMatch(ENDINGS[name]);
    expect(urls.every((url) => url.startsWith('https://'))).toBe(true);
    expect([graphUrl, authority, issuer, audience].some((url) => url.endsWith('/'))).toBe(false);
  });

  it('has the addresses that the libraries know', () => {
    const { authority, channel } = cloudOf('Public');
    expect(authority).toBe(AzureAuthorityHosts.AzurePublicCloud);
    expect(channel.issuer).toBe(AuthenticationConstants.ToBotFromChannelTokenIssuer);
    expect(channel.metadataUrl).toBe(AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl);
    expect(channel.audience).toBe(AuthenticationConstants.ToChannelFromBotOAuthScope);
    for (const name of ['USGov', 'USGovDoD'] as const) {
      const government = cloudOf(name);
      expect(government.authority).toBe(AzureAuthorityHosts.AzureGovernment);
      expect(government.channel.issuer).toBe(GovernmentConstants.ToBotFromChannelTokenIssuer);
      expect(government.channel.metadataUrl).toBe(GovernmentConstants.ToBotFromChannelOpenIdMetadataUrl);
      expect(government.channel.audience).toBe(GovernmentConstants.ToChannelFromBotOAuthScope);
    }
  });

  it('keeps the two clouds of the US Government apart where they are', () => {
    const [high, dod] = [cloudOf('USGov'), cloudOf('USGovDoD')];
    expect(high.graphUrl).not.toBe(dod.graphUrl);
    expect(high.channel.serviceHosts).not.toEqual(dod.channel.serviceHosts);
  });

  it('takes the public cloud where none is named', () => {
    expect(cloudOf(undefined).name).toBe('Public');
  });
});

describe('what the environment says of the cloud besides', () => {
  it('may be the same sign-in, written in any way', () => {
    for (const AZURE_AUTHORITY_HOST of ['https://login.microsoftonline.us/', 'LOGIN.microsoftonline.us', ' ']) {
      expect(cloudFaults({ SECRETBOT_CLOUD: 'USGov', AZURE_AUTHORITY_HOST })).toEqual([]);
    }
  });

  it('may not lead to another cloud', () => {
    const AZURE_AUTHORITY_HOST = 'https://login.microsoftonline.com';
    expect(cloudFaults({ SECRETBOT_CLOUD: 'China', AZURE_AUTHORITY_HOST })).toEqual([
      'AZURE_AUTHORITY_HOST is not the sign-in of SECRETBOT_CLOUD=China, https://login.partner.microsoftonline.cn: take it out',
    ]);
    expect(cloudFaults({ AZURE_AUTHORITY_HOST: 'https://login.example' })).toHaveLength(1);
  });

  it('says what became of the setting of Graph', () => {
    expect(cloudFaults({ SECRETBOT_GRAPH_URL: 'https://graph.microsoft.us' })).toEqual([
      'SECRETBOT_GRAPH_URL is no setting any more: take it out; SECRETBOT_CLOUD says it (USGov, USGovDoD, China)',
    ]);
  });
});
