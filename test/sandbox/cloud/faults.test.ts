import type { Fault } from '../../../sandbox/world/faults';
import { AskedCloud } from './askCloud';

let cloud: AskedCloud;

beforeEach(async () => {
  cloud = await AskedCloud.start();
});

afterEach(() => cloud.stop());

const switchOn = (fault: Fault, route?: string, times?: number): string =>
  cloud.world.faults.switchOn({ service: 'graph', fault, ...(route && { route }), ...(times && { times }) });
const add = () => {
  const { objectId } = cloud.world.application('Payroll API');
  return cloud.graph(`/applications/${objectId}/addPassword`, { method: 'POST', body: {} });
};
const credentials = (): number => cloud.world.application('Payroll API').credentials.length;

describe('faults', () => {
  it('throttles with Retry-After until it is switched off', async () => {
    const id = switchOn({ kind: 'throttle', retryAfterSeconds: 7 });
    const { status, headers, body } = await cloud.graph('/users');
    expect(status).toBe(429);
    expect(headers['retry-after']).toBe('7');
    expect(body).toMatchObject({ error: { code: 'TooManyRequests' } });
    cloud.world.faults.switchOff(id);
    expect(await cloud.graph('/users')).toMatchObject({ status: 200 });
  });

  it('hits only its route, and only as often as said', async () => {
    switchOn({ kind: 'status', status: 503 }, 'addPassword', 2);
    expect(await cloud.graph('/users')).toMatchObject({ status: 200 });
    expect([(await add()).status, (await add()).status, (await add()).status]).toEqual([503, 503, 200]);
    expect(cloud.world.faults.list()).toMatchObject([{ hits: 2 }]);
  });

  it('hits nothing behind the end of a route that ends with $', async () => {
    switchOn({ kind: 'status', status: 503 }, 'GET /v1.0/users$');
    expect(await cloud.graph('/users?$top=1')).toMatchObject({ status: 200 });
    expect(await cloud.graph('/users')).toMatchObject({ status: 503 });
  });

  it('lets somebody else act at that moment, before the effect', async () => {
    const seen: (string | number)[] = [];
    const meanwhile = (method: string, path: string) =>
      seen.push(method, path.endsWith('/addPassword') ? credentials() : path);
    cloud.world.faults.switchOn({
      service: 'graph',
      route: 'addPassword',
      fault: { kind: 'lost_answer' },
      times: 1,
      meanwhile,
    });
    const before = credentials();
    await expect(add()).rejects.toThrow('socket hang up');
    expect(seen).toEqual(['POST', before]);
  });

  it('lets the effect happen when its time has come, long after the connection broke', async () => {
    switchOn({ kind: 'late_effect', milliseconds: 60_000 }, 'addPassword', 1);
    const before = credentials();
    await expect(add()).rejects.toThrow('socket hang up');
    await cloud.world.clock.skip(59_000);
    expect(credentials()).toBe(before);
    await cloud.world.clock.skip(1_000);
    while (credentials() === before) await new Promise(setImmediate);
    expect(credentials()).toBe(before + 1);
  });

  it('loses the answer after the effect', async () => {
    switchOn({ kind: 'lost_answer' }, 'addPassword', 1);
    const before = credentials();
    await expect(add()).rejects.toThrow('socket hang up');
    expect(credentials()).toBe(before + 1);
  });

  it('breaks the connection before any effect', async () => {
    switchOn({ kind: 'no_answer' }, 'addPassword', 1);
    const before = credentials();
    await expect(add()).rejects.toThrow('socket hang up');
    expect(credentials()).toBe(before);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('kills the bot %s the effect', async (moment, made) => {
    let killed = 0;
    cloud.world.killBot = async () => {
      killed += 1;
    };
    switchOn({ kind: 'bot_dies', moment }, 'addPassword', 1);
    const before = credentials();
    await expect(add()).rejects.toThrow('socket hang up');
    expect([killed, credentials() - before]).toEqual([1, made]);
  });

  it('lets policy refuse what it would allow', async () => {
    switchOn({ kind: 'policy', refusal: 'blocked' }, undefined, 1);
    expect(await add()).toMatchObject({ body: { error: { code: 'CredentialTypeNotAllowedAsPerAppPolicy' } } });
    expect(await add()).toMatchObject({ status: 200 });
  });

  it.each([400, 409, 503] as const)('finds concurrent requests (%i)', async (form) => {
    switchOn({ kind: 'concurrency', form }, 'addPassword', 1);
    const { status, body } = await add();
    expect(status).toBe(form);
    expect(body.error?.['message']).toContain('concurrent requests being made to the tenant');
  });

  it('words errors as each service does', async () => {
    cloud.world.faults.switchOn({ service: 'keyVault', fault: { kind: 'status', status: 403 } });
    cloud.world.faults.switchOn({ service: 'entra', fault: { kind: 'status', status: 503 } });
    const vault = await cloud.ask({ host: 'contoso-dev.vault.azure.net', path: '/secrets/a?api-version=7.6' });
    expect(vault.body).toEqual({ error: { code: 'Forbidden', message: expect.any(String) } });
    const entra = await cloud.ask({ host: 'login.microsoftonline.com', path: '/common/discovery/keys' });
    expect(entra.body).toMatchObject({ error: 'temporarily_unavailable' });
  });
});
