import { startCloud } from '../../../sandbox/cloud/startCloud';
import { createWorld } from '../../../sandbox/world/world';
import { RedirectedProcess } from '../../support/redirectedProcess';

const world = createWorld();
const { tenant, bot } = world;
const url = 'https://contoso-prod.vault.azure.net';
let clients: RedirectedProcess;
let stopCloud: () => Promise<void>;

beforeAll(async () => {
  const cloud = await startCloud(world);
  stopCloud = cloud.stop;
  clients = await RedirectedProcess.start(cloud, 'test/sandbox/cloud/realClients.cjs', {
    AZURE_TENANT_ID: tenant.id,
    AZURE_CLIENT_ID: bot.appId,
    AZURE_CLIENT_SECRET: bot.password,
  });
});

afterAll(async () => {
  await clients.stop();
  await stopCloud();
});

describe('the clients that the bot uses, unchanged, through the redirect', () => {
  const who = { tenantId: tenant.id, clientId: bot.appId, secret: bot.password };

  it('gives @azure/identity a token for each audience', async () => {
    for (const resource of ['https://graph.microsoft.com', 'https://vault.azure.net']) {
      const claims = await clients.call<Record<string, unknown>>('identityToken', {
        ...who,
        scope: `${resource}/.default`,
      });
      expect(claims).toMatchObject({ aud: resource, appid: bot.appId, tid: tenant.id, oid: bot.servicePrincipalId });
    }
  });

  it("gives the Bot Framework's own MSAL a token for the connector", async () => {
    const claims = await clients.call('msalToken', who);
    expect(claims).toMatchObject({ aud: 'https://api.botframework.com', appid: bot.appId });
  });

  it('tells @azure/identity when the secret is wrong', async () => {
    const wrong = { ...who, secret: 'wrong', scope: 'https://graph.microsoft.com/.default' };
    await expect(clients.call('identityToken', wrong)).rejects.toThrow('AADSTS7000215');
  });

  it('answers the Graph client, and its error codes arrive', async () => {
    const { objectId, appId } = world.application('Payroll API');
    const found = await clients.call('graphGet', { path: `/applications(appId='${appId}')?$select=id` });
    expect(found).toMatchObject({ id: objectId });
    const blocked = world.application('Legacy Gateway').objectId;
    const adding = clients.call('graphPost', { path: `/applications/${blocked}/addPassword`, body: {} });
    await expect(adding).rejects.toMatchObject({ code: 'CredentialTypeNotAllowedAsPerAppPolicy', statusCode: 400 });
  });

  it('makes a secret that signs in as the application until it is removed', async () => {
    const { objectId, appId } = world.application('Status Page');
    const path = `/applications/${objectId}`;
    const made = await clients.call<{ secretText: string; keyId: string }>('graphPost', {
      path: `${path}/addPassword`,
      body: { passwordCredential: { displayName: 'CI' } },
    });
    const signIn = { ...who, clientId: appId, secret: made.secretText, scope: 'https://vault.azure.net/.default' };
    expect(await clients.call('identityToken', signIn)).toMatchObject({ appid: appId });
    await clients.call('graphPost', { path: `${path}/removePassword`, body: { keyId: made.keyId } });
    await expect(clients.call('identityToken', signIn)).rejects.toThrow('AADSTS7000215');
  });

  it('takes the Key Vault client through the life of a secret', async () => {
    const name = 'sb-life';
    const expiresOn = '2030-01-02T03:04:05.000Z';
    const options = { contentType: 'text/plain', tags: { reference: 'sb-LIFE' } };
    const set = await clients.call('setSecret', { url, name, value: 'first', options, expiresOn });
    expect(set).toMatchObject({ value: 'first', properties: { contentType: 'text/plain', tags: options.tags } });
    await clients.call('setSecret', { url, name, value: 'second', options: {} });
    expect(await clients.call('getSecret', { url, name })).toMatchObject({ value: 'second' });
    expect(await clients.call('listSecrets', { url })).toMatchObject([{ name }]);
    expect(await clients.call('deleteSecret', { url, name })).toMatchObject({ name });
    await expect(clients.call('getSecret', { url, name })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('reaches every stand-in from every HTTP stack', async () => {
    expect(await clients.call('nodeFetch', 'https://login.botframework.com/v1/.well-known/keys')).toBe(200);
    expect(await clients.call('axios', 'https://login.microsoftonline.com/common/discovery/instance')).toBe(200);
    const fetched = await clients.call('builtInFetch', { url: 'https://graph.microsoft.com/v1.0/users' });
    expect(fetched).toMatchObject({ status: 401 });
  });
});

describe('the redirect', () => {
  it.each([
    ['another host', { host: 'example.com', port: 443 }],
    ['a Microsoft name at another port', { host: 'graph.microsoft.com', port: 80 }],
    ['the metadata address of a cloud machine', { host: '169.254.169.254', port: 80 }],
    ['a public address', { host: '192.0.2.1', port: 443 }],
  ])('refuses %s', async (_what, target) => {
    await expect(clients.call('connect', target)).rejects.toThrow(
      `The sandbox reaches nothing but its own stand-ins: ${target.host}:${target.port} was refused.`,
    );
  });

  it('refuses other hosts to the built-in fetch too', async () => {
    await expect(clients.call('builtInFetch', { url: 'https://example.com/' })).rejects.toThrow('fetch failed');
  });

  it('leaves loopback as it is', async () => {
    await expect(clients.call('connect', { host: '127.0.0.1', port: 1 })).rejects.toThrow('connect ECONNREFUSED');
  });

  it("tells the sandbox's time everywhere, and leaves dates dates", async () => {
    const day = 86_400_000;
    await clients.moveClock(day);
    const dates = await clients.call<Record<string, number>>('dates');
    const expected = Date.now() + day;
    for (const moment of ['now', 'constructed', 'called']) {
      expect(Math.abs((dates[moment] ?? 0) - expected)).toBeLessThan(10_000);
    }
    expect(dates).toMatchObject({ fixed: 0, isDate: true });
    await clients.moveClock(0);
  });

  it('lets come round what is done again and again, once the time has moved that far and unless it was given up', async () => {
    const minute = 60_000;
    await clients.call('setIntervals', { kept: minute, cleared: minute });
    await clients.moveClock(minute - 1);
    expect(await clients.call('rounds')).toEqual([]);
    await clients.moveClock(2 * minute);
    expect(await clients.call('rounds')).toEqual(['kept']);
    await clients.moveClock(0);
    expect(await clients.call('rounds')).toEqual(['kept']);
  });

  it('ends its process when the parent goes away', async () => {
    const cloud = await startCloud(world);
    const orphan = await RedirectedProcess.start(cloud, 'test/sandbox/cloud/realClients.cjs');
    const code = await orphan.disconnect();
    expect(code).toBe(1);
    await cloud.stop();
  });
});
