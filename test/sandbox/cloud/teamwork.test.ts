import { AskedCloud } from './askCloud';

let cloud: AskedCloud;

beforeEach(async () => {
  cloud = await AskedCloud.start();
});

afterEach(() => cloud.stop());

const bound = (id: string) => ({
  'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}`,
});
const appsOf = (key: string): string => `/users/${cloud.world.person(key).objectId}/teamwork/installedApps`;
const install = (key: string, body: object = bound(cloud.world.bot.catalogId)) =>
  cloud.graph(appsOf(key), { method: 'POST', body });
const own = () => `?$expand=teamsApp&$filter=teamsApp/id eq '${cloud.world.bot.catalogId}'`;

describe('the app in people’s own scope', () => {
  it('is installed once, answered without a body, and is there already afterwards', async () => {
    expect(await install('priya')).toMatchObject({ status: 201, body: {} });
    expect(cloud.world.installations.has('priya')).toBe(true);
    expect(await install('priya')).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
  });

  it('is found with its chat only for whom it is installed', async () => {
    expect((await cloud.graph(`${appsOf('priya')}${own()}`)).body.value).toEqual([]);
    await install('priya');
    const { body } = await cloud.graph(`${appsOf('priya')}${own()}`);
    const { id, teamsApp } = body.value?.[0] ?? {};
    expect(teamsApp).toMatchObject({ id: cloud.world.bot.catalogId, distributionMethod: 'organization' });
    expect(await cloud.graph(`${appsOf('priya')}/${encodeURIComponent(String(id))}/chat`)).toMatchObject({
      status: 200,
      body: { id: expect.stringMatching(/^19:.+@unq\.gbl\.spaces$/), chatType: 'oneOnOne' },
    });
    expect(await cloud.graph(`${appsOf('lee')}/${encodeURIComponent(String(id))}/chat`)).toMatchObject({ status: 404 });
    expect((await cloud.graph(`${appsOf('priya')}?$filter=teamsApp/id eq 'another'`)).body.value).toEqual([]);
  });

  it.each([
    ['of another catalog id', () => bound(cloud.world.tenant.id), 404],
    ['that is no address', () => ({ 'teamsApp@odata.bind': cloud.world.bot.catalogId }), 400],
    ['with a property Graph does not know', () => ({ ...bound(cloud.world.bot.catalogId), silent: true }), 400],
  ])('is not installed by a request %s', async (_what, body, status) => {
    expect(await install('priya', body())).toMatchObject({ status });
    expect(cloud.world.installations.has('priya')).toBe(false);
  });

  it('is installed for nobody who is unknown or cannot have apps', async () => {
    const unknown = `/users/${cloud.world.tenant.id}/teamwork/installedApps`;
    const body = bound(cloud.world.bot.catalogId);
    expect(await cloud.graph(unknown, { method: 'POST', body })).toMatchObject({ status: 404 });
    cloud.world.installations = { has: () => false, install: () => false };
    expect(await install('gus')).toMatchObject({ status: 403, body: { error: { code: 'Forbidden' } } });
  });

  it('needs its own permission, for reading too', async () => {
    cloud.world.bot.roles = ['User.Read.All', 'Application.ReadWrite.OwnedBy'];
    expect(await install('priya')).toMatchObject({ status: 403 });
    expect(await cloud.graph(appsOf('priya'))).toMatchObject({ status: 403 });
    expect(cloud.world.installations.has('priya')).toBe(false);
  });
});
