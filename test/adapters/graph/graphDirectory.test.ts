import type { SandboxApplication } from '../../../sandbox/world/applications';
import type { Fault } from '../../../sandbox/world/faults';
import type { SandboxPerson } from '../../../sandbox/world/people';
import type { World } from '../../../sandbox/world/world';
import { GraphDirectory } from '../../../src/adapters/graph/graphDirectory';
import type { Person } from '../../../src/domain/actor';
import type { Application } from '../../../src/domain/applications/application';
import { directoryContract } from '../../contracts/directoryContract';
import { type CloudInProcess, cloudInProcess } from '../../support/cloudInProcess';
import { HeardCalls } from '../../support/heardCalls';

const url = 'https://graph.microsoft.com';

let cloud: CloudInProcess;
let world: World;
let logged: object[];
let directory: GraphDirectory;
let calls: HeardCalls;

beforeAll(async () => {
  cloud = await cloudInProcess();
  world = cloud.world;
  // Whole seconds, whatever precision they are told with.
  for (const one of world.applications) Object.assign(one, { createdAt: new Date('2024-03-01T08:00:00Z') });
});
afterAll(() => cloud.stop());

beforeEach(() => {
  logged = [];
  calls = new HeardCalls();
  const logger = { warn: (fields: object) => void logged.push(fields) };
  directory = new GraphDirectory({ url, credential: cloud.credential, logger, calls });
});

afterEach(() => {
  world.faults.switchAllOff();
  for (const { credentials } of world.applications) {
    credentials.splice(0, credentials.length, ...credentials.filter((one) => one.digest === undefined));
  }
});

function personOf({ objectId, displayName, userPrincipalName, kind, enabled }: SandboxPerson): Person {
  return { objectId, displayName, userPrincipalName, kind, enabled };
}

function applicationOf(one: SandboxApplication): Application {
  const { objectId, appId, displayName, createdAt } = one;
  const allowsPersonalAccounts = one.signInAudience === 'AzureADandPersonalMicrosoftAccount';
  return { objectId, appId, displayName, allowsPersonalAccounts, createdAt };
}

const payrollId = () => world.application('Payroll API').objectId;
const liveCredentials = (key: string) => world.application(key).credentials.filter((one) => !one.removedAt);
const inADay = () => new Date(world.clock.now().getTime() + 86_400_000);

function switchOn(fault: Fault, route: string, times?: number): () => number {
  const id = world.faults.switchOn({ service: 'graph', route, fault, ...(times === undefined ? {} : { times }) });
  return () => world.faults.list().find((one) => one.id === id)?.hits ?? 0;
}

describe('GraphDirectory', () => {
  directoryContract(async () => ({
    directory,
    now: () => world.clock.now(),
    botPrincipalId: world.bot.servicePrincipalId,
    alex: personOf(world.person('alex')),
    megan: personOf(world.person('megan')),
    lee: personOf(world.person('lee')),
    nora: personOf(world.person('nora')),
    disabled: personOf(world.person('dana')),
    guest: personOf(world.person('gus')),
    groupId: world.adminGroupId,
    payroll: applicationOf(world.application('Payroll API')),
    pipeline: applicationOf(world.application('Build Pipeline')),
    capped: applicationOf(world.application('Data Lake Loader')),
    blocked: applicationOf(world.application('Legacy Gateway')),
    foreign: applicationOf(world.application('Partner Exchange')),
    personal: applicationOf(world.application('Loyalty App')),
  }));
});

describe('addPassword through Graph', () => {
  const add = () => directory.addPassword(payrollId(), { displayName: 'CI (sb-7Q3F9K2M)', expiresAt: inADay() });

  it.each<[string, Fault, object]>([
    ['throttling', { kind: 'throttle', retryAfterSeconds: 7 }, { retryAfterSeconds: 7, nothingDone: true }],
    ['concurrent requests', { kind: 'concurrency' }, { nothingDone: true }],
  ])('says that nothing was done after %s, without sending it again', async (_name, fault, details) => {
    const hits = switchOn(fault, 'addPassword');
    await expect(add()).rejects.toMatchObject({ code: 'unavailable', details: { service: 'graph', ...details } });
    expect(hits()).toBe(1);
    expect(liveCredentials('Payroll API')).toHaveLength(1);
  });

  it.each<[string, Fault, number]>([
    ['a lost answer', { kind: 'lost_answer' }, 2],
    ['a broken connection', { kind: 'no_answer' }, 1],
    ['503', { kind: 'status', status: 503 }, 1],
    ['504', { kind: 'status', status: 504 }, 1],
    ['500', { kind: 'status', status: 500 }, 1],
    ['400 for a reason it does not know', { kind: 'status', status: 400 }, 1],
  ])('leaves open what happened after %s, without sending it again', async (_name, fault, credentials) => {
    const hits = switchOn(fault, 'addPassword');
    const details = { service: 'graph' };
    await expect(add()).rejects.toMatchObject({ code: 'unavailable', details });
    await expect(add().catch((error) => Promise.reject(error.details))).rejects.toEqual(details);
    expect(hits()).toBe(2);
    expect(liveCredentials('Payroll API')).toHaveLength(credentials === 2 ? 3 : 1);
  });

  it('tells policy refusals from each other', async () => {
    switchOn({ kind: 'policy', refusal: 'blocked' }, 'addPassword', 1);
    await expect(add()).rejects.toMatchObject({ code: 'refused', details: { reason: 'policy_blocks_secrets' } });
    switchOn({ kind: 'policy', refusal: 'lifetime' }, 'addPassword', 1);
    await expect(add()).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('logs failures by status, code and request id only, and has no original as cause', async () => {
    switchOn({ kind: 'status', status: 503 }, 'addPassword');
    const error: Error = await add().then(
      () => new Error('no failure'),
      (failure) => failure,
    );
    expect(error.cause).toBeUndefined();
    const operation = '/applications/…/addPassword';
    expect(logged).toEqual([
      { operation, status: 503, code: 'serviceNotAvailable', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
  });
});

describe('removePassword through Graph', () => {
  it.each<[string, Fault]>([
    ['throttling', { kind: 'throttle', retryAfterSeconds: 7 }],
    ['concurrent requests', { kind: 'concurrency' }],
    ['a lost answer', { kind: 'lost_answer' }],
    ['503', { kind: 'status', status: 503 }],
  ])('can be told again after %s', async (_name, fault) => {
    const { keyId } = await directory.addPassword(payrollId(), { displayName: 'gone soon', expiresAt: inADay() });
    switchOn(fault, 'removePassword', 1);
    await expect(directory.removePassword(payrollId(), keyId)).rejects.toMatchObject({ code: 'unavailable' });
    await directory.removePassword(payrollId(), keyId);
    expect(liveCredentials('Payroll API').map((one) => one.keyId)).not.toContain(keyId);
  });
});

describe('reading through Graph', () => {
  it('asks again when Graph throttles for a moment', async () => {
    const hits = switchOn({ kind: 'throttle', retryAfterSeconds: 1 }, 'GET /v1.0/users', 1);
    expect(await directory.people('Megan', 15)).toHaveLength(1);
    expect(hits()).toBe(1);
  });

  it('says of every request, repeated ones too, what it was and how it ended, without any id', async () => {
    switchOn({ kind: 'throttle', retryAfterSeconds: 1 }, 'GET /v1.0/users', 1);
    switchOn({ kind: 'no_answer' }, 'addPassword', 1);
    await directory.people('Alex', 5);
    await directory.application('00000000-0000-4000-8000-000000000000');
    const wanted = { displayName: 'CI', expiresAt: new Date(world.clock.now().getTime() + 86_400_000) };
    await expect(directory.addPassword(payrollId(), wanted)).rejects.toMatchObject({ code: 'unavailable' });
    expect(calls.all).toEqual([
      'graph GET /users throttled',
      'graph GET /users ok',
      'graph GET /applications/… not_found',
      'graph POST /applications/…/addPassword no_answer',
    ]);
  });

  it('does not let a person wait when Graph throttles for long', async () => {
    const hits = switchOn({ kind: 'throttle', retryAfterSeconds: 60 }, 'GET /v1.0/users');
    const details = { service: 'graph', retryAfterSeconds: 60 };
    await expect(directory.people('Megan', 15)).rejects.toMatchObject({ code: 'unavailable', details });
    expect(hits()).toBe(1);
  });

  it('is unavailable when the bot gets no token', async () => {
    const other = new GraphDirectory({
      url,
      credential: { getToken: () => Promise.reject(new Error('CANARY in an SDK error')) },
      logger: { warn: (fields: object) => void logged.push(fields) },
    });
    for (const asked of [other.person(world.person('alex').objectId), other.canServe(payrollId())]) {
      await expect(asked).rejects.toMatchObject({ code: 'unavailable', details: { service: 'graph' } });
    }
    expect(JSON.stringify(logged)).not.toContain('CANARY');
  });

  it('serves every application when the bot may write all', async () => {
    const { bot } = world;
    const roles = bot.roles;
    bot.roles = ['Application.Read.All', 'Application.ReadWrite.All'];
    const fresh = await cloudCredential();
    const mighty = new GraphDirectory({ url, credential: fresh, logger: { warn: () => undefined } });
    expect(await mighty.canServe(world.application('Partner Exchange').objectId)).toBe(true);
    bot.roles = roles;
  });

  it('serves nothing as an owner without the permission', async () => {
    const { bot } = world;
    const roles = bot.roles;
    bot.roles = ['Application.Read.All'];
    const weak = new GraphDirectory({ url, credential: await cloudCredential(), logger: { warn: () => undefined } });
    expect(await weak.canServe(payrollId())).toBe(false);
    bot.roles = roles;
  });

  async function cloudCredential() {
    const { ClientSecretCredential } = await import('@azure/identity');
    return new ClientSecretCredential(world.tenant.id, world.bot.appId, world.bot.password);
  }

  it('does not know a use when the report is not available', async () => {
    const [credential] = liveCredentials('Payroll API');
    switchOn({ kind: 'status', status: 403 }, 'appCredentialSignInActivities');
    expect(await directory.lastUse(credential?.keyId ?? '')).toBe('unknown');
  });

  it('reads collections through all their pages', async () => {
    const seeded = world.application('Payroll API');
    const many = Array.from({ length: 1_100 }, (_, index) => {
      const end = String(index).padStart(12, '0');
      const name = `Zz ${end}`;
      const ids = { objectId: `aaaaaaaa-0000-4000-8000-${end}`, appId: `bbbbbbbb-0000-4000-8000-${end}` };
      return { ...seeded, ...ids, key: name, displayName: name, credentials: [] };
    });
    world.applications.push(...many);
    const [last] = await directory.applicationsOwnedBy(world.person('alex').objectId, 'Zz 000000001099', 15);
    expect(last?.displayName).toBe('Zz 000000001099');
    world.applications.splice(-many.length);
  });

  it("takes the tenant's policy where the application has none of its own", async () => {
    const { tenant } = world.policies;
    Object.assign(tenant, { isEnabled: true, maxLifetime: 'P60D' });
    const directoryPolicy = (key: string) => directory.policy(applicationOf(world.application(key)));
    expect(await directoryPolicy('Payroll API')).toEqual({ blocksSecrets: false, maxLifetimeDays: 60 });
    expect(await directoryPolicy('Data Lake Loader')).toEqual({ blocksSecrets: false, maxLifetimeDays: 90 });
    tenant.isEnabled = false;
    expect(await directoryPolicy('Payroll API')).toEqual({ blocksSecrets: false });
    delete tenant.maxLifetime;
  });

  it('shows credentials as the lagging directory does', async () => {
    switchOn({ kind: 'directory_lag', milliseconds: 20_000 }, 'GET');
    await directory.addPassword(payrollId(), { displayName: 'new', expiresAt: inADay() });
    expect(await directory.credentials(payrollId())).toHaveLength(1);
    world.faults.switchAllOff();
    expect(await directory.credentials(payrollId())).toHaveLength(2);
  });
});
