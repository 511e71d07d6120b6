import { Tokens } from '../../../sandbox/world/tokens';
import { audiences } from '../../../sandbox/world/world';
import { AskedCloud } from './askCloud';

let cloud: AskedCloud;

beforeEach(async () => {
  cloud = await AskedCloud.start();
});

afterEach(() => cloud.stop());

const idOf = (application: string): string => cloud.world.application(application).objectId;
const add = (application: string, passwordCredential: object = {}, changes = {}) =>
  cloud.graph(`/applications/${idOf(application)}/addPassword`, {
    method: 'POST',
    body: { passwordCredential },
    ...changes,
  });
const remove = (application: string, keyId: unknown) =>
  cloud.graph(`/applications/${idOf(application)}/removePassword`, { method: 'POST', body: { keyId } });
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

async function namesOn(application: string): Promise<unknown[]> {
  const { body } = await cloud.graph(`/applications/${idOf(application)}?$select=passwordCredentials`);
  return (body['passwordCredentials'] as { displayName: unknown }[]).map(({ displayName }) => displayName);
}

describe("Graph's gate", () => {
  it.each([
    ['no token', 'none'],
    ['a token that is none', 'a.b.c'],
  ])('refuses %s', async (_what, token) => {
    const { status, body } = await cloud.graph('/users', { token });
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  });

  it('refuses a token for another audience, one that has ended, and one of another issuer', async () => {
    const foreign = new Tokens(cloud.world.clock).issue({ issuer: cloud.world.entraIssuer, audience: audiences.graph });
    const tokens = [cloud.token('keyVault'), cloud.token('graph', -1), foreign];
    for (const token of tokens) {
      expect(await cloud.graph('/users', { token })).toMatchObject({ status: 401 });
    }
  });

  it('lets nobody do what the token has no permission for', async () => {
    const { world } = cloud;
    world.bot.roles = ['Application.ReadWrite.OwnedBy'];
    expect(await cloud.graph('/users')).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    });
    expect(await add('Payroll API')).toMatchObject({ status: 200 });
  });

  it('names every request, and gives errors their shape', async () => {
    const { status, headers, body } = await cloud.graph(`/applications/${cloud.world.tenant.id}`);
    expect(status).toBe(404);
    expect(headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(body).toMatchObject({
      error: { code: 'Request_ResourceNotFound', innerError: { 'request-id': headers['request-id'] } },
    });
  });
});

describe('addPassword and removePassword', () => {
  it('makes a value with the marker in it, says its hint, and shows it never again', async () => {
    const { status, body } = await add('Payroll API', { displayName: 'CI deploy', endDateTime: inDays(30) });
    expect(status).toBe(200);
    const { secretText, hint, keyId } = body;
    expect(secretText).toMatch(/^[\w.~-]{40}$/);
    expect(secretText).toContain('CANARY');
    expect(String(secretText).slice(0, 3)).toBe(hint);
    expect(keyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { body: application } = await cloud.graph(`/applications/${idOf('Payroll API')}`);
    expect(application['passwordCredentials']).toContainEqual(
      expect.objectContaining({ keyId, hint, secretText: null }),
    );
    expect(JSON.stringify(application)).not.toContain('CANARY');
  });

  it('ends a secret after two years when nothing is said', async () => {
    const { body } = await add('Payroll API');
    const [start, end] = [body['startDateTime'], body['endDateTime']].map((time) => new Date(String(time)));
    expect((end?.getUTCFullYear() ?? 0) - (start?.getUTCFullYear() ?? 0)).toBe(2);
  });

  it.each([
    ['an application whose policy blocks secrets', 'Legacy Gateway', 1, 'CredentialTypeNotAllowedAsPerAppPolicy'],
    ['a lifetime over the cap of 90 days', 'Data Lake Loader', 91, 'CredentialInvalidLifetimeAsPerAppPolicy'],
    ['an application that the bot does not own', 'Partner Exchange', 1, 'Authorization_RequestDenied'],
    ['an end before the start', 'Payroll API', -1, 'Request_BadRequest'],
  ])('refuses %s', async (_what, application, days, code) => {
    expect(await add(application, { endDateTime: inDays(days) })).toMatchObject({ body: { error: { code } } });
  });

  it('allows a lifetime just under the cap', async () => {
    expect(await add('Data Lake Loader', { endDateTime: inDays(89) })).toMatchObject({ status: 200 });
  });

  it('refuses a third secret on an application for personal accounts', async () => {
    expect(await add('Loyalty App')).toMatchObject({ status: 200 });
    const third = await add('Loyalty App');
    expect(third).toMatchObject({ status: 403, body: { error: { code: 'Directory_ResourceSizeExceeded' } } });
    expect(third.body.error?.['message']).toContain('size of the object has exceeded its limit');
  });

  it("lets the tenant's policy count where none is assigned", async () => {
    Object.assign(cloud.world.policies.tenant, { isEnabled: true, maxLifetime: 'P10D' });
    expect(await add('Payroll API', { endDateTime: inDays(11) })).toMatchObject({ status: 400 });
    expect(await add('Data Lake Loader', { endDateTime: inDays(11) })).toMatchObject({ status: 200 });
  });

  it('removes a credential once, and says that it is not there the second time', async () => {
    const { body } = await add('Payroll API', { displayName: 'mine' });
    expect(await remove('Payroll API', body['keyId'])).toMatchObject({ status: 204 });
    expect(await namesOn('Payroll API')).toEqual(['Terraform']);
    const again = await remove('Payroll API', body['keyId']);
    expect(again.status).toBe(400);
    expect(again.body.error?.['message']).toContain('No password credential found with keyId');
  });

  it('sets nothing that is read-only', async () => {
    expect(await add('Payroll API', { secretText: 'chosen' })).toMatchObject({ status: 400 });
  });

  it('shows what was there before while the directory lags', async () => {
    cloud.world.faults.switchOn({ service: 'graph', fault: { kind: 'directory_lag', milliseconds: 60_000 } });
    const { body } = await add('Payroll API', { displayName: 'new' });
    expect(await namesOn('Payroll API')).toEqual(['Terraform']);
    await cloud.world.clock.skip(61_000);
    expect(await namesOn('Payroll API')).toEqual(['Terraform', 'new']);
    await remove('Payroll API', body['keyId']);
    expect(await namesOn('Payroll API')).toEqual(['Terraform', 'new']);
    await cloud.world.clock.skip(61_000);
    expect(await namesOn('Payroll API')).toEqual(['Terraform']);
  });
});

describe('searching', () => {
  const eventual = { headers: { consistencylevel: 'eventual' } };
  const names = ({ value = [] }: { value?: readonly Readonly<Record<string, unknown>>[] }) =>
    value.map(({ displayName }) => displayName);

  it('finds applications by the beginning of the name, counts them and pages on', async () => {
    const query = "$filter=startswith(displayName,'p')&$orderby=displayName&$top=1&$count=true&$select=id,displayName";
    const first = await cloud.graph(`/applications?${query}`, eventual);
    expect(names(first.body)).toEqual(['Partner Exchange']);
    expect(first.body['@odata.count']).toBe(2);
    const next = new URL(first.body['@odata.nextLink'] ?? '');
    const second = await cloud.ask({ path: `${next.pathname}${next.search}`, ...eventual });
    expect(names(second.body)).toEqual(['Payroll API']);
    expect(second.body['@odata.nextLink']).toBeUndefined();
  });

  it('refuses sorting a filtered list without the header for advanced queries', async () => {
    const path = "/applications?$filter=startswith(displayName,'p')&$orderby=displayName";
    expect(await cloud.graph(path)).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_UnsupportedQuery' } },
    });
  });

  it('searches words, quoted and with the header only', async () => {
    const path = '/applications?$search="displayName:gateway"&$select=displayName';
    expect(names((await cloud.graph(path, eventual)).body)).toEqual(['Legacy Gateway']);
    expect(await cloud.graph(path)).toMatchObject({ status: 400 });
    expect(await cloud.graph('/applications?$search=gateway', eventual)).toMatchObject({ status: 400 });
  });

  it('finds people by name or sign-in name, and leaves the disabled out when asked', async () => {
    const path =
      "/users?$filter=accountEnabled eq true and (startswith(displayName,'d') or startswith(userPrincipalName,'lee.'))" +
      '&$select=displayName';
    expect(names((await cloud.graph(path)).body)).toEqual(['Lee Tanaka']);
  });

  it.each([
    ['an unknown property to select', '/users?$select=shoeSize'],
    ['an unknown property to filter by', "/users?$filter=shoeSize eq '43'"],
    ['a filter that is none', '/users?$filter=displayName eq'],
    ['an unknown option', '/users?$oderby=displayName'],
    ['a page that is too large', '/users?$top=1000'],
  ])('refuses %s', async (_what, path) => {
    expect(await cloud.graph(path)).toMatchObject({ status: 400 });
  });

  it("lists a person's applications, an application's owners, and groups", async () => {
    const { world } = cloud;
    const megan = world.person('megan').objectId;
    const cast = `/users/${megan}/ownedObjects/microsoft.graph.application?$select=displayName`;
    expect(await cloud.graph(cast)).toMatchObject({ status: 400 });
    const owned = await cloud.graph(`${cast}&$count=true`, eventual);
    expect(names(owned.body)).toEqual(['Payroll API', 'HR Onboarding', 'Customer Insights']);
    const owners = await cloud.graph(`/applications/${idOf('HR Onboarding')}/owners?$select=id`);
    expect(owners.body.value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: megan },
      { '@odata.type': '#microsoft.graph.servicePrincipal', id: world.bot.servicePrincipalId },
    ]);
    for (const [person, expected] of [
      ['nora', [world.adminGroupId]],
      ['alex', []],
    ] as const) {
      const path = `/users/${world.person(person).objectId}/checkMemberGroups`;
      const { body } = await cloud.graph(path, { method: 'POST', body: { groupIds: [world.adminGroupId] } });
      expect(body.value).toEqual(expected);
    }
    const members = `/groups/${world.adminGroupId}/transitiveMembers/microsoft.graph.user?$select=id&$count=true`;
    expect((await cloud.graph(members, eventual)).body.value).toEqual([{ id: world.person('nora').objectId }]);
  });

  it('shows guests and disabled people as what they are', async () => {
    const person = (key: string) => {
      const fields = '$select=userType,accountEnabled';
      return cloud.graph(`/users/${cloud.world.person(key).objectId}?${fields}`);
    };
    expect((await person('gus')).body).toMatchObject({ userType: 'Guest', accountEnabled: true });
    expect((await person('dana')).body).toMatchObject({ userType: 'Member', accountEnabled: false });
  });

  it('says which policies restrict an application', async () => {
    const assigned = await cloud.graph(`/applications/${idOf('Data Lake Loader')}/appManagementPolicies`);
    expect(assigned.body.value).toMatchObject([
      {
        isEnabled: true,
        restrictions: { passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime: 'P90D' }] },
      },
    ]);
    const tenant = await cloud.graph('/policies/defaultAppManagementPolicy');
    expect(tenant.body).toMatchObject({ isEnabled: false, id: '00000000-0000-0000-0000-000000000000' });
  });

  it('reports when a credential was last used', async () => {
    const [credential] = cloud.world.application('Payroll API').credentials;
    const path = `/beta/reports/appCredentialSignInActivities?$filter=keyId eq '${credential?.keyId}'`;
    const { body } = await cloud.ask({ path });
    expect(body.value).toMatchObject([{ keyId: credential?.keyId, signInActivity: {} }]);
  });
});
