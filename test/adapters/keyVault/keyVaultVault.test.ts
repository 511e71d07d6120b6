import type { Fault } from '../../../sandbox/world/faults';
import { KeyVaultVault } from '../../../src/adapters/keyVault/keyVaultVault';
import { Sensitive } from '../../../src/domain/sensitive';
import { vaultContract } from '../../contracts/vaultContract';
import { type CloudInProcess, cloudInProcess } from '../../support/cloudInProcess';
import { HeardCalls } from '../../support/heardCalls';
import { aLocation } from '../../support/memory/directoryBuilders';

let cloud: CloudInProcess;
let logged: object[];
let vault: KeyVaultVault;
let calls: HeardCalls;

const location = aLocation();
const other = aLocation({ id: 'dev', vaultUrl: 'https://contoso-dev.vault.azure.net' });
const now = () => cloud.world.clock.now();
const about = () => ({ expiresAt: new Date(now().getTime() + 86_400_000), contentType: 'text/plain', tags: {} });
const put = (name: string) => vault.put(location, name, new Sensitive('CANARY-value'), about());
const secrets = () => cloud.world.vaults.find(({ host }) => host === new URL(location.vaultUrl).host)?.secrets;

beforeAll(async () => {
  cloud = await cloudInProcess();
});
afterAll(() => cloud.stop());

beforeEach(() => {
  logged = [];
  calls = new HeardCalls();
  vault = new KeyVaultVault({
    credential: cloud.credential,
    logger: { warn: (fields: object) => void logged.push(fields) },
    calls,
  });
});
afterEach(() => {
  cloud.world.faults.switchAllOff();
  for (const { secrets: all } of cloud.world.vaults) all.clear();
});

function switchOn(fault: Fault, route: string, times?: number): () => number {
  const id = cloud.world.faults.switchOn({ service: 'keyVault', route, fault, ...(times ? { times } : {}) });
  return () => cloud.world.faults.list().find((one) => one.id === id)?.hits ?? 0;
}

describe('KeyVaultVault', () => {
  vaultContract(async () => ({
    vault,
    location,
    other,
    now,
    details: (name) => {
      const newest = secrets()?.get(name)?.versions.at(-1);
      return (
        newest && {
          expiresAt: new Date((newest.expires ?? 0) * 1000),
          contentType: newest.contentType ?? '',
          tags: newest.tags ?? {},
        }
      );
    },
  }));

  it('says of every request, repeated ones too, what it was and how it ended, without any name', async () => {
    await vault.remove(location, 'sb-nowhere');
    expect(calls.all).toEqual(['vault DELETE /secrets ok', 'vault DELETE /secrets not_found']);
    switchOn({ kind: 'throttle', retryAfterSeconds: 0 }, 'PUT /secrets', 1);
    const { entry } = await put('sb-watched');
    await vault.get(location, entry);
    await vault.get(location, { ...entry, name: 'sb-nowhere' });
    await vault.remove(location, 'sb-watched');
    expect(calls.all.slice(2, 7)).toEqual([
      'vault PUT /secrets throttled',
      'vault PUT /secrets ok',
      'vault GET /secrets ok',
      'vault GET /secrets not_found',
      'vault DELETE /secrets ok',
    ]);
    expect(calls.all.slice(7).every((call) => call.startsWith('vault GET /deletedsecrets '))).toBe(true);
  });

  it('does not wait until a deletion is finished', async () => {
    await put('sb-slow');
    const started = Date.now();
    await vault.remove(location, 'sb-slow');
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(secrets()?.get('sb-slow')?.deletedAt).toBeDefined();
  });

  it('refuses a name whose deletion is finished but which can be recovered', async () => {
    await put('sb-recoverable');
    await vault.remove(location, 'sb-recoverable');
    await cloud.world.clock.skip(60_000);
    await expect(put('sb-recoverable')).rejects.toMatchObject({ code: 'conflict' });
    await vault.remove(location, 'sb-recoverable');
  });

  it.each<[string, Fault]>([
    ['the vault refuses (403), which passes some minutes after a role was given', { kind: 'status', status: 403 }],
    ['two writers meet (409)', { kind: 'status', status: 409 }],
    ['the vault is down', { kind: 'status', status: 503 }],
    ['the connection breaks', { kind: 'no_answer' }],
    ['the answer is lost', { kind: 'lost_answer' }],
  ])('is unavailable when %s, for every operation', async (_name, fault) => {
    const { entry } = await put('sb-there');
    switchOn(fault, '/secrets');
    const unavailable = { code: 'unavailable', details: { service: 'vault' } };
    await expect(put('sb-new')).rejects.toMatchObject(unavailable);
    await expect(vault.get(location, entry)).rejects.toMatchObject(unavailable);
    await expect(vault.remove(location, 'sb-there')).rejects.toMatchObject(unavailable);
  });

  it('says how long to wait when the vault throttles', async () => {
    switchOn({ kind: 'throttle', retryAfterSeconds: 1 }, '/secrets');
    await expect(put('sb-throttled')).rejects.toMatchObject({ details: { service: 'vault', retryAfterSeconds: 1 } });
  });

  it('puts no value into errors and logs', async () => {
    switchOn({ kind: 'status', status: 403 }, 'PUT');
    const error: Error = await put('sb-secret').then(
      () => new Error('no failure'),
      (failure) => failure,
    );
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify([error, error.message, error.stack, logged])).not.toContain('CANARY');
    expect(logged).toEqual([expect.objectContaining({ operation: 'put', status: 403, code: 'Forbidden' })]);
  });
});
