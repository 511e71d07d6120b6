import { directoryContract } from '../../contracts/directoryContract';
import { anApplication, aPerson, nextGuid } from './directoryBuilders';
import { MemoryDirectory } from './memoryDirectory';

const now = new Date('2026-03-10T09:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

function elsewhere(displayName: string) {
  return { keyId: nextGuid(), displayName, hint: 'Xy1', startsAt: daysAgo(200), expiresAt: daysAgo(-165) };
}

describe('MemoryDirectory', () => {
  directoryContract(async () => {
    const directory = new MemoryDirectory({ now: () => now });
    const alex = directory.addPerson(aPerson());
    const megan = directory.addPerson(aPerson({ displayName: 'Megan Osei' }));
    const nora = directory.addPerson(aPerson({ displayName: 'Nora Lindqvist' }));
    const groupId = nextGuid();
    directory.addGroup(groupId, [nora.objectId]);
    const terraform = elsewhere('Terraform');
    directory.setLastUse(terraform.keyId, daysAgo(2));
    const add = (displayName: string, options: Parameters<typeof directory.addApplication>[1] = {}) =>
      directory.addApplication(anApplication({ displayName }), { ownerIds: [alex.objectId], ...options });
    return {
      directory,
      now: () => now,
      botPrincipalId: directory.botPrincipalId,
      alex,
      megan,
      nora,
      lee: directory.addPerson(aPerson({ displayName: 'Lee Tanaka' })),
      disabled: directory.addPerson(aPerson({ displayName: 'Dana Petrov', enabled: false })),
      guest: directory.addPerson(aPerson({ displayName: 'Gus Weber', kind: 'guest' })),
      groupId,
      payroll: add('Payroll API', { ownerIds: [alex.objectId, megan.objectId], credentials: [terraform] }),
      pipeline: add('Build Pipeline'),
      capped: add('Data Lake Loader', { policy: { blocksSecrets: false, maxLifetimeDays: 90 } }),
      blocked: add('Legacy Gateway', { policy: { blocksSecrets: true } }),
      foreign: add('Partner Exchange', { botOwns: false }),
      personal: directory.addApplication(anApplication({ displayName: 'Loyalty App', allowsPersonalAccounts: true }), {
        ownerIds: [alex.objectId],
        credentials: [elsewhere('mobile')],
      }),
    };
  });

  it('fails before the effect or after it, as often as it was told', async () => {
    const directory = new MemoryDirectory({ now: () => now });
    const { objectId } = directory.addApplication(anApplication());
    const wanted = { displayName: 'x', expiresAt: daysAgo(-1) };
    directory.interruptions.fail('addPassword', 'before');
    await expect(directory.addPassword(objectId, wanted)).rejects.toMatchObject({ code: 'unavailable' });
    expect(directory.truth(objectId)).toHaveLength(0);
    directory.interruptions.fail('addPassword', 'after', { times: 2 });
    await expect(directory.addPassword(objectId, wanted)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(directory.addPassword(objectId, wanted)).rejects.toMatchObject({ code: 'unavailable' });
    expect(directory.truth(objectId)).toHaveLength(2);
    await expect(directory.addPassword(objectId, wanted)).resolves.toBeDefined();
  });

  it('shows old lists while it lags, and the truth afterwards', async () => {
    const directory = new MemoryDirectory({ now: () => now });
    const { objectId } = directory.addApplication(anApplication());
    directory.lagCredentials(2);
    await directory.addPassword(objectId, { displayName: 'x', expiresAt: daysAgo(-1) });
    expect(await directory.credentials(objectId)).toHaveLength(0);
    expect(await directory.credentials(objectId)).toHaveLength(0);
    expect(await directory.credentials(objectId)).toHaveLength(1);
  });
});
