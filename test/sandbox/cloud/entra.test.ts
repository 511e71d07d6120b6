import { createPublicKey, verify } from 'node:crypto';
import { AskedCloud } from './askCloud';

let cloud: AskedCloud;
const host = 'login.microsoftonline.com';

beforeAll(async () => {
  cloud = await AskedCloud.start();
});

afterAll(() => cloud.stop());

function signIn(changes: Record<string, string> = {}, tenant = cloud.world.tenant.id) {
  const { bot } = cloud.world;
  return cloud.ask({
    host,
    method: 'POST',
    path: `/${tenant}/oauth2/v2.0/token`,
    form: {
      grant_type: 'client_credentials',
      client_id: bot.appId,
      client_secret: bot.password,
      scope: 'https://graph.microsoft.com/.default',
      ...changes,
    },
  });
}

describe('Entra', () => {
  it('signs its tokens with the key that it publishes', async () => {
    const { body } = await signIn();
    const [head = '', payload = '', signature = ''] = String(body['access_token']).split('.');
    const { body: published } = await cloud.ask({ host, path: `/${cloud.world.tenant.id}/discovery/v2.0/keys` });
    const [key] = published['keys'] as { kty: string; n: string; e: string }[];
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    );
    expect(isSigned).toBe(true);
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
    ['an unknown client', { client_id: '00000000-0000-4000-8000-000000000000' }, 400, 700016],
    ['an unknown resource', { scope: 'https://example.com/.default' }, 400, 500011],
    ['another grant', { grant_type: 'password' }, 400, 70003],
  ])('refuses %s', async (_what, changes, status, code) => {
    expect(await signIn(changes)).toMatchObject({ status, body: { error_codes: [code] } });
  });

  it('refuses another tenant', async () => {
    expect(await signIn({}, 'fabrikam.example')).toMatchObject({ status: 400, body: { error_codes: [90002] } });
  });
});

describe("the Bot Framework's OpenID metadata", () => {
  it('names its issuer and a key that is endorsed for Teams', async () => {
    const botFramework = 'login.botframework.com';
    const { body } = await cloud.ask({ host: botFramework, path: '/v1/.well-known/openidconfiguration' });
    expect(body).toMatchObject({ issuer: 'https://api.botframework.com' });
    const keys = await cloud.ask({ host: botFramework, path: new URL(String(body['jwks_uri'])).pathname });
    expect(keys.body['keys']).toMatchObject([
      { kid: cloud.world.channelTokens.publicKey().kid, endorsements: ['msteams'] },
    ]);
  });
});
