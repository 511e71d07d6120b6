import { AskedCloud, type Told } from './askCloud';

let cloud: AskedCloud;
const host = 'contoso-prod.vault.azure.net';
const version = 'api-version=7.6';

beforeEach(async () => {
  cloud = await AskedCloud.start();
});

afterEach(() => cloud.stop());

const get = (path: string, changes = {}): Promise<Told> => cloud.ask({ host, path: `${path}?${version}`, ...changes });
const put = (name: string, body: object = { value: 'v' }): Promise<Told> =>
  get(`/secrets/${name}`, { method: 'PUT', body });
const del = (path: string): Promise<Told> => get(path, { method: 'DELETE' });

describe('Key Vault', () => {
  it('challenges the first request, which has no body', async () => {
    const { status, headers, body } = await get('/secrets/a', { method: 'PUT', token: 'none' });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(
      `Bearer authorization="https://login.microsoftonline.com/${cloud.world.tenant.id}", resource="https://vault.azure.net"`,
    );
    expect(body).toMatchObject({ error: { code: 'Unauthorized' } });
  });

  it('refuses a token for Graph, and one of somebody without a role', async () => {
    const { world } = cloud;
    expect(await get('/secrets/a', { token: cloud.token('graph') })).toMatchObject({ status: 401 });
    const stranger = world.tokens.issue({ issuer: world.entraIssuer, audience: 'https://vault.azure.net' });
    expect(await get('/secrets/a', { token: stranger })).toMatchObject({ status: 403 });
  });

  it('keeps each value as a version, and shows the newest or the one asked for', async () => {
    const attributes = { exp: 1_900_000_000, enabled: true };
    const first = await put('A-1', { value: 'one', contentType: 'text/plain', tags: { keyId: 'k' }, attributes });
    expect(first).toMatchObject({
      status: 200,
      body: { value: 'one', contentType: 'text/plain', tags: { keyId: 'k' }, attributes: { exp: 1_900_000_000 } },
    });
    await put('a-1', { value: 'two' });
    const id = new URL(String(first.body['id']));
    expect(id.pathname).toMatch(/^\/secrets\/A-1\/[0-9a-f]{32}$/);
    expect((await get(id.pathname)).body.value).toBe('one');
    expect((await get('/secrets/a-1/')).body.value).toBe('two');
    expect((await get('/secrets/a-1/versions')).body.value).toHaveLength(2);
    expect(JSON.stringify((await get('/secrets')).body)).not.toMatch(/one|two/);
  });

  it('keeps vaults apart', async () => {
    await put('a');
    const other = await cloud.ask({ host: 'contoso-dev.vault.azure.net', path: `/secrets/a?${version}` });
    expect(other).toMatchObject({ status: 404, body: { error: { code: 'SecretNotFound' } } });
  });

  it('gives an expired value, and refuses a disabled one', async () => {
    await put('old', { value: 'v', attributes: { exp: 1_000_000_000 } });
    expect(await get('/secrets/old')).toMatchObject({ status: 200, body: { value: 'v' } });
    await put('off', { value: 'v', attributes: { enabled: false } });
    expect(await get('/secrets/off')).toMatchObject({
      status: 403,
      body: { error: { innererror: { code: 'SecretDisabled' } } },
    });
  });

  it('deletes softly: gone at once, among the deleted after a while, its name blocked, recoverable', async () => {
    await put('a');
    expect(await del('/secrets/a')).toMatchObject({
      status: 200,
      body: { recoveryId: `https://${host}/deletedsecrets/a` },
    });
    expect(await get('/secrets/a')).toMatchObject({ status: 404 });
    expect(await get('/deletedsecrets/a')).toMatchObject({ status: 404 });
    const inner = (code: string) => ({ status: 409, body: { error: { code: 'Conflict', innererror: { code } } } });
    expect(await put('a')).toMatchObject(inner('ObjectIsBeingDeleted'));
    await cloud.world.clock.skip(16_000);
    expect(await get('/deletedsecrets/a')).toMatchObject({ status: 200 });
    expect(await put('a')).toMatchObject(inner('ObjectIsDeletedButRecoverable'));
    expect(await get('/deletedsecrets/a/recover', { method: 'POST' })).toMatchObject({ status: 200 });
    expect(await get('/secrets/a')).toMatchObject({ status: 200, body: { value: 'v' } });
  });

  it('refuses to purge, and says so with every entry, where purge protection is on', async () => {
    const vault = cloud.world.vaults.find((one) => one.host === host);
    if (!vault) throw new Error(`no vault ${host}`);
    vault.recoveryLevel = 'Recoverable';
    expect(await put('a')).toMatchObject({ body: { attributes: { recoveryLevel: 'Recoverable' } } });
    await del('/secrets/a');
    await cloud.world.clock.skip(16_000);
    expect(await del('/deletedsecrets/a')).toMatchObject({ status: 403 });
    vault.recoveryLevel = 'Recoverable+Purgeable';
  });

  it('frees the name by purging', async () => {
    await put('a');
    await del('/secrets/a');
    await cloud.world.clock.skip(16_000);
    expect(await del('/deletedsecrets/a')).toMatchObject({ status: 204 });
    expect(await put('a')).toMatchObject({ status: 200 });
  });

  it.each([
    ['a name with other characters', 'under_score', { value: 'v' }],
    ['no value', 'a', {}],
    ['sixteen tags', 'a', { value: 'v', tags: Object.fromEntries([...Array(16).keys()].map((n) => [n, 't'])) }],
    ['a long content type', 'a', { value: 'v', contentType: 'c'.repeat(256) }],
    ['an end that is no number', 'a', { value: 'v', attributes: { exp: '2030-01-01' } }],
    ['a property that is not known', 'a', { value: 'v', hint: 'x' }],
  ])('refuses %s', async (_what, name, body) => {
    expect(await put(name, body)).toMatchObject({ status: 400, body: { error: { code: 'BadParameter' } } });
  });

  it('wants the api-version', async () => {
    expect(await cloud.ask({ host, path: '/secrets' })).toMatchObject({ status: 400 });
  });
});
