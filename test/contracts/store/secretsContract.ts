import type { SecretFilter, Store } from '../../../src/domain/records';
import type { Secret } from '../../../src/domain/secrets/secret';
import {
  ALEX,
  aCreate,
  aCreateNamed,
  after,
  aSecret,
  MEGAN,
  NOW,
  OTHER_TENANT,
  PAYROLL,
  ref,
  TENANT,
} from './storeBuilders';

const OTHER_APP = { ...PAYROLL, objectId: '33333333-0000-4000-8000-000000000002', displayName: 'Invoice Portal' };

export function describeSecrets(store: () => Store): void {
  const secrets = () => store().records.secrets;

  it('gives back every detail of a secret, the optional ones too', async () => {
    const full = aSecret({
      vaultEntry: { name: 'sb-00000001', version: 'v1' },
      sharing: true,
      preApproved: true,
      owner: { objectId: MEGAN, displayName: 'Megan Osei' },
    });
    const { hint: _, ...withoutHint } = aSecret({ reference: ref(2), name: 'no hint' });
    await secrets().add(full);
    await secrets().add(withoutHint);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(full);
    expect(await secrets().find(TENANT, ref(2))).toStrictEqual(withoutHint);
  });

  it('finds nothing of another tenant', async () => {
    await secrets().add(aSecret());
    expect(await secrets().find(OTHER_TENANT, ref(1))).toBeUndefined();
    expect(await secrets().findByName(OTHER_TENANT, 'CI deploy')).toEqual([]);
    expect(await secrets().isNameTaken(OTHER_TENANT, PAYROLL.objectId, 'CI deploy')).toBe(false);
    expect((await secrets().list({ tenantId: OTHER_TENANT }, 10)).items).toEqual([]);
  });

  it('refuses a reference that is there already', async () => {
    await secrets().add(aSecret());
    const again = secrets().add(aSecret({ name: 'another name' }));
    await expect(again).rejects.toMatchObject({ code: 'conflict', details: { reason: 'changed_meanwhile' } });
  });

  describe('names', () => describeNames(store));
  describe('states', () => describeStates(store));
  describe('lists', () => describeLists(store));
}

function describeNames(store: () => Store): void {
  const secrets = () => store().records.secrets;
  const taken = { code: 'conflict', details: { reason: 'name_taken' } };

  it('refuses a name that a live secret of the application has, ignoring case', async () => {
    await secrets().add(aSecret());
    await expect(secrets().add(aSecret({ reference: ref(2), name: 'ci DEPLOY' }))).rejects.toMatchObject(taken);
    expect(await secrets().find(TENANT, ref(2))).toBeUndefined();
  });

  it('lets one of twenty concurrent adds of one name win', async () => {
    const adds = Array.from({ length: 20 }, (_, number) => secrets().add(aSecret({ reference: ref(number) })));
    const results = await Promise.allSettled(adds);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await secrets().list({ tenantId: TENANT }, 30)).items).toHaveLength(1);
  });

  it('allows the same name on another application and in another tenant', async () => {
    await secrets().add(aSecret());
    await secrets().add(aSecret({ reference: ref(2), application: OTHER_APP }));
    await secrets().add(aSecret({ reference: ref(1), tenantId: OTHER_TENANT }));
    expect(await secrets().findByName(TENANT, 'CI deploy')).toHaveLength(2);
  });

  it('gives the name free when the secret has ended, and not while it is being deleted', async () => {
    await secrets().add(aSecret());
    await secrets().moveState(TENANT, ref(1), 'active', 'deleting', NOW);
    expect(await secrets().isNameTaken(TENANT, PAYROLL.objectId, 'CI deploy')).toBe(true);
    await expect(secrets().add(aSecret({ reference: ref(2) }))).rejects.toMatchObject(taken);
    await secrets().moveState(TENANT, ref(1), 'deleting', 'deleted', NOW);
    expect(await secrets().isNameTaken(TENANT, PAYROLL.objectId, 'CI deploy')).toBe(false);
    await secrets().add(aSecret({ reference: ref(2) }));
  });

  it('lets a replacing secret have the name of the one it replaces, and nobody else then', async () => {
    await secrets().add(aSecret());
    await secrets().add(aSecret({ reference: ref(2) }), ref(1));
    await expect(secrets().add(aSecret({ reference: ref(3) }))).rejects.toMatchObject(taken);
    await expect(secrets().add(aSecret({ reference: ref(4) }), ref(1))).rejects.toMatchObject(taken);
    await secrets().moveState(TENANT, ref(1), 'active', 'deleting', NOW);
    await secrets().moveState(TENANT, ref(1), 'deleting', 'replaced', NOW);
    await expect(secrets().add(aSecret({ reference: ref(5) }))).rejects.toMatchObject(taken);
  });

  it('keeps the name of a replaced secret taken while it is live, also when the replacing one ends first', async () => {
    await secrets().add(aSecret());
    await secrets().add(aSecret({ reference: ref(2) }), ref(1));
    await secrets().moveState(TENANT, ref(2), 'active', 'removed_unseen', NOW);
    await expect(secrets().add(aSecret({ reference: ref(3) }))).rejects.toMatchObject(taken);
  });

  it('gives the name back to nobody when a replacing add is refused', async () => {
    await secrets().add(aSecret());
    await secrets().add(aSecret({ reference: ref(2), name: 'other' }));
    await expect(secrets().add(aSecret({ reference: ref(2) }), ref(1))).rejects.toMatchObject({ code: 'conflict' });
    await expect(secrets().add(aSecret({ reference: ref(3) }))).rejects.toMatchObject(taken);
  });

  it('counts the name of an open create as taken, and of an ended one not', async () => {
    const { intents } = store().records;
    await intents.addCreate(aCreate());
    expect(await secrets().isNameTaken(TENANT, PAYROLL.objectId, 'ci Deploy ')).toBe(true);
    expect(await secrets().isNameTaken(TENANT, OTHER_APP.objectId, 'CI deploy')).toBe(false);
    const lease = await intents.lease('create-1', NOW, after(1));
    if (!lease) throw new Error('the lease was free');
    await intents.saveCreate(aCreate({ step: 'undone' }), lease, NOW);
    expect(await secrets().isNameTaken(TENANT, PAYROLL.objectId, 'CI deploy')).toBe(false);
    await intents.addCreate(aCreateNamed('create-2', 'CI deploy'));
  });

  it('finds live secrets by name, ten at most', async () => {
    for (let number = 0; number < 12; number += 1) {
      const application = { ...PAYROLL, objectId: `app-${number}` };
      await secrets().add(aSecret({ reference: ref(number), application }));
    }
    await secrets().moveState(TENANT, ref(0), 'active', 'gone', NOW);
    const found = await secrets().findByName(TENANT, 'CI DEPLOY');
    expect(found.map((secret) => secret.reference)).toEqual(Array.from({ length: 10 }, (_, place) => ref(place + 1)));
  });
}

function describeStates(store: () => Store): void {
  const secrets = () => store().records.secrets;

  it('forgets the copy of an active secret once, and its sharing and pre-approval with it', async () => {
    const vaulted = aSecret({ vaultEntry: { name: 'sb-00000001', version: 'v1' }, sharing: true, preApproved: true });
    await secrets().add(vaulted);
    expect(await secrets().dropCopy(OTHER_TENANT, ref(1))).toBe(false);
    expect(await secrets().dropCopy(TENANT, ref(1))).toBe(true);
    expect(await secrets().dropCopy(TENANT, ref(1))).toBe(false);
    const { vaultEntry: _, ...rest } = vaulted;
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual({ ...rest, sharing: false, preApproved: false });
  });

  it('keeps the copy of a secret that is being deleted', async () => {
    const vaulted = aSecret({ vaultEntry: { name: 'sb-00000001', version: 'v1' } });
    await secrets().add(vaulted);
    await secrets().moveState(TENANT, ref(1), 'active', 'deleting', NOW);
    expect(await secrets().dropCopy(TENANT, ref(1))).toBe(false);
    expect((await secrets().find(TENANT, ref(1)))?.vaultEntry).toEqual(vaulted.vaultEntry);
  });

  it('moves the state only from where it is', async () => {
    await secrets().add(aSecret());
    expect(await secrets().moveState(TENANT, ref(1), 'deleting', 'deleted', NOW)).toBe(false);
    expect(await secrets().moveState(OTHER_TENANT, ref(1), 'active', 'deleted', NOW)).toBe(false);
    expect(await secrets().moveState(TENANT, ref(9), 'active', 'deleted', NOW)).toBe(false);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret());
  });

  it('remembers when the state left active, and keeps that', async () => {
    await secrets().add(aSecret());
    expect(await secrets().moveState(TENANT, ref(1), 'active', 'deleting', after(1))).toBe(true);
    expect(await secrets().moveState(TENANT, ref(1), 'deleting', 'deleted', after(2))).toBe(true);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret({ state: 'deleted', endedAt: after(1) }));
  });

  it('forgets the end when a delete is given up', async () => {
    await secrets().add(aSecret());
    await secrets().moveState(TENANT, ref(1), 'active', 'deleting', after(1));
    await secrets().moveState(TENANT, ref(1), 'deleting', 'active', after(2));
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret());
  });

  it('brings no ended secret back: its name may be somebody else’s', async () => {
    await secrets().add(aSecret());
    await secrets().moveState(TENANT, ref(1), 'active', 'gone', NOW);
    await expect(secrets().moveState(TENANT, ref(1), 'gone', 'active', NOW)).rejects.toThrow(RangeError);
  });

  it('lets one of fifty concurrent moves win', async () => {
    await secrets().add(aSecret());
    const moves = Array.from({ length: 50 }, () => secrets().moveState(TENANT, ref(1), 'active', 'deleting', NOW));
    expect((await Promise.all(moves)).filter((moved) => moved)).toHaveLength(1);
  });
}

function describeLists(store: () => Store): void {
  const secrets = () => store().records.secrets;
  const add = (number: number, overrides: Partial<Secret> = {}) =>
    secrets().add(aSecret({ reference: ref(number), name: `secret ${number}`, ...overrides }));
  const listed = async (filter: Omit<SecretFilter, 'tenantId'>) => {
    const page = await secrets().list({ tenantId: TENANT, ...filter }, 10);
    return page.items.map((secret) => secret.reference);
  };

  it('pages by expiry and then reference, without gaps or doubles', async () => {
    for (const number of [5, 3, 1, 4, 2]) await add(number, { expiresAt: after(number < 4 ? 10 : 5) });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await secrets().list({ tenantId: TENANT }, 2, cursor);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((secret) => secret.reference));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([ref(4), ref(5), ref(1), ref(2), ref(3)]);
  });

  it('pages the applications of live secrets, each once, without gaps', async () => {
    for (const number of [1, 2, 3, 4, 5, 6]) {
      await add(number, { application: { ...PAYROLL, objectId: `app-${Math.ceil(number / 2)}` } });
    }
    await add(7, { application: { ...PAYROLL, objectId: 'app-4' }, state: 'deleted' });
    await add(8, { application: { ...PAYROLL, objectId: 'app-5' }, tenantId: OTHER_TENANT });
    const first = await secrets().applications(TENANT, 2);
    expect(first).toEqual({ items: ['app-1', 'app-2'], next: 'app-2' });
    expect(await secrets().applications(TENANT, 2, first.next)).toEqual({ items: ['app-3'] });
    expect(await secrets().applications(TENANT, 3)).toEqual({ items: ['app-1', 'app-2', 'app-3'] });
  });

  it('lists those of which the vault has the value', async () => {
    await add(1, { vaultEntry: { name: 'sb-00000001', version: 'v1' } });
    await add(2);
    expect(await listed({ vaulted: true })).toEqual([ref(1)]);
    await secrets().dropCopy(TENANT, ref(1));
    expect(await listed({ vaulted: true })).toEqual([]);
  });

  it('has no next page after the last item', async () => {
    await add(1);
    await add(2);
    expect(await secrets().list({ tenantId: TENANT }, 2)).not.toHaveProperty('next');
  });

  it('goes on behind an item that is not there any more', async () => {
    for (const number of [1, 2, 3]) await add(number);
    const { next } = await secrets().list({ tenantId: TENANT }, 1);
    await secrets().moveState(TENANT, ref(1), 'active', 'deleted', NOW);
    const page = await secrets().list({ tenantId: TENANT }, 10, next);
    expect(page.items.map((secret) => secret.reference)).toEqual([ref(2), ref(3)]);
  });

  it.each(['nonsense', '', '1_2_3', "' or 1=1", '99999999999999999999_sb-00000000'])(
    'shows the first page for the unreadable cursor %p',
    async (cursor) => {
      await add(1);
      expect((await secrets().list({ tenantId: TENANT }, 10, cursor)).items).toHaveLength(1);
    },
  );

  it('lists only live secrets', async () => {
    const states = ['active', 'deleting', 'deleted', 'removed_unseen', 'replaced', 'gone'] as const;
    for (const [number, state] of states.entries()) await add(number, { state });
    expect(await listed({})).toEqual([ref(0), ref(1)]);
  });

  it('lists what a person owns or created', async () => {
    const megan = { objectId: MEGAN, displayName: 'Megan Osei' };
    await add(1);
    await add(2, { owner: megan });
    await add(3, { creator: megan });
    await add(4, { owner: megan, creator: megan });
    expect(await listed({ personId: ALEX })).toEqual([ref(1), ref(2), ref(3)]);
    expect(await listed({ personId: MEGAN })).toEqual([ref(2), ref(3), ref(4)]);
  });

  it('filters by application, sharing, locations and expiry, all at once', async () => {
    await add(1, { sharing: true, expiresAt: after(10) });
    await add(2, { application: OTHER_APP });
    await add(3, { sharing: true, locationId: 'dev', expiresAt: after(20) });
    expect(await listed({ applicationId: OTHER_APP.objectId })).toEqual([ref(2)]);
    expect(await listed({ sharing: true })).toEqual([ref(1), ref(3)]);
    expect(await listed({ sharing: false })).toEqual([ref(2)]);
    expect(await listed({ locationIds: ['dev', 'test'] })).toEqual([ref(3)]);
    expect(await listed({ locationIds: [] })).toEqual([]);
    expect(await listed({ expiresBefore: after(20) })).toEqual([ref(1)]);
    expect(await listed({ sharing: true, locationIds: ['prod'], personId: ALEX })).toEqual([ref(1)]);
  });
}
