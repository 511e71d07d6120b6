import type { Store } from '../../../src/domain/records';
import type { AccessRequest } from '../../../src/domain/sharing/accessRequest';
import { aRequest, LEE, NORA } from './sharingBuilders';
import { ALEX, after, MEGAN, OTHER_TENANT, ref, TENANT } from './storeBuilders';

const alex = { objectId: ALEX, displayName: 'Alex Rivera' };
const megan = { objectId: MEGAN, displayName: 'Megan Osei' };
const byMegan = { requester: { ...megan, signInName: 'megan.osei@contoso.example' } };
const approval = { approver: alex, hours: 2, at: after(1) };
const ENDINGS = ['approved', 'denied', 'withdrawn', 'expired', 'cancelled'] as const;
const ids = (requests: readonly AccessRequest[]) => requests.map((request) => request.id);

export function describeRequests(store: () => Store): void {
  const requests = () => store().records.requests;

  it('gives back every detail of a request, the optional ones too', async () => {
    const full = aRequest({
      state: 'denied',
      approvals: [approval],
      cancelReason: 'sharing_off',
      denial: { approver: megan, reason: 'Not *now*' },
      endedAt: after(3),
      reminded: true,
      escalated: true,
      version: 7,
    });
    const change = { sharing: true, preApproved: true, owner: megan };
    const settings = aRequest({ id: 'request-2', wish: { kind: 'settings', change } });
    await requests().add(full);
    await requests().add(settings);
    expect(await requests().find('request-1')).toStrictEqual(full);
    expect(await requests().find('request-2')).toStrictEqual(settings);
    expect(await requests().find('request-3')).toBeUndefined();
  });

  it('refuses an id that is there already', async () => {
    await requests().add(aRequest());
    const again = requests().add(aRequest(byMegan));
    await expect(again).rejects.toMatchObject({ code: 'conflict', details: { reason: 'changed_meanwhile' } });
    expect(ids(await requests().madeBy(TENANT, MEGAN, 10))).toEqual([]);
  });

  it('lists what a person asked for, newest first, ended ones too', async () => {
    await requests().add(aRequest({ id: 'old', state: 'expired' }));
    await requests().add(aRequest({ id: 'new', createdAt: after(2) }));
    await requests().add(aRequest({ id: 'middle', createdAt: after(1), reference: ref(2), state: 'withdrawn' }));
    await requests().add(aRequest({ id: 'hers', ...byMegan }));
    await requests().add(aRequest({ id: 'elsewhere', tenantId: OTHER_TENANT }));
    expect(ids(await requests().madeBy(TENANT, LEE, 10))).toEqual(['new', 'middle', 'old']);
    expect(ids(await requests().madeBy(TENANT, LEE, 2))).toEqual(['new', 'middle']);
  });

  it('lists what a person was denied about one secret, newest first, whatever else they asked for', async () => {
    await requests().add(aRequest({ id: 'old', state: 'denied' }));
    await requests().add(aRequest({ id: 'new', state: 'denied', createdAt: after(1) }));
    await requests().add(aRequest({ id: 'open', createdAt: after(2) }));
    await requests().add(aRequest({ id: 'withdrawn', state: 'withdrawn', createdAt: after(2) }));
    await requests().add(aRequest({ id: 'other', state: 'denied', reference: ref(2) }));
    await requests().add(aRequest({ id: 'hers', state: 'denied', ...byMegan }));
    await requests().add(aRequest({ id: 'elsewhere', state: 'denied', tenantId: OTHER_TENANT }));
    expect(ids(await requests().deniedOf(TENANT, ref(1), LEE, 10))).toEqual(['new', 'old']);
    expect(ids(await requests().deniedOf(TENANT, ref(1), LEE, 1))).toEqual(['new']);
  });

  it('names open requests whose moment has come, the longest over first', async () => {
    await requests().add(aRequest({ id: 'b', nextLookAt: after(2) }));
    await requests().add(aRequest({ id: 'a', nextLookAt: after(1), reference: ref(2) }));
    await requests().add(aRequest({ id: 'c', nextLookAt: after(3), reference: ref(3) }));
    for (const state of ENDINGS) await requests().add(aRequest({ id: state, state, nextLookAt: after(1) }));
    expect(ids(await requests().due(after(2), 10))).toEqual(['a', 'b']);
    expect(ids(await requests().due(after(2), 1))).toEqual(['a']);
  });

  describe('one open at a time', () => describeOpenOnes(store));
  describe('saving', () => describeSaving(store));
  describe('waiting for people', () => describeWaiting(store));
}

function describeOpenOnes(store: () => Store): void {
  const requests = () => store().records.requests;
  const asked = { code: 'conflict', details: { reason: 'already_asked' } };

  it('refuses a second one while the first is open, and keeps the first', async () => {
    await requests().add(aRequest());
    await expect(requests().add(aRequest({ id: 'request-2' }))).rejects.toMatchObject(asked);
    expect(await requests().find('request-2')).toBeUndefined();
    expect(ids(await requests().waitingFor(TENANT, ALEX, 10))).toEqual(['request-1']);
    expect(await requests().openOf(TENANT, ref(1), LEE, 'access')).toStrictEqual(aRequest());
  });

  it('lets one of twenty requests at the same moment in', async () => {
    const adds = Array.from({ length: 20 }, (_, number) => requests().add(aRequest({ id: `request-${number}` })));
    const results = await Promise.allSettled(adds);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await requests().openAbout(TENANT, ref(1))).toHaveLength(1);
  });

  it('keeps people, secrets, tenants and kinds apart', async () => {
    await requests().add(aRequest());
    await requests().add(aRequest({ id: 'person', ...byMegan, createdAt: after(1) }));
    await requests().add(aRequest({ id: 'secret', reference: ref(2) }));
    await requests().add(aRequest({ id: 'tenant', tenantId: OTHER_TENANT }));
    const settings = { kind: 'settings', change: { preApproved: true } } as const;
    await requests().add(aRequest({ id: 'kind', wish: settings, createdAt: after(2) }));
    expect((await requests().openOf(TENANT, ref(1), LEE, 'settings'))?.id).toBe('kind');
    expect((await requests().openOf(TENANT, ref(1), MEGAN, 'access'))?.id).toBe('person');
    expect((await requests().openOf(OTHER_TENANT, ref(1), LEE, 'access'))?.id).toBe('tenant');
    expect(await requests().openOf(TENANT, ref(1), MEGAN, 'settings')).toBeUndefined();
    expect(ids(await requests().openAbout(TENANT, ref(1)))).toEqual(['request-1', 'person', 'kind']);
  });

  it.each(ENDINGS)('lets a person ask again when the first is %s', async (state) => {
    await requests().add(aRequest());
    expect(await requests().save(aRequest({ state }))).toBe(true);
    expect(await requests().openOf(TENANT, ref(1), LEE, 'access')).toBeUndefined();
    expect(await requests().openAbout(TENANT, ref(1))).toEqual([]);
    await requests().add(aRequest({ id: 'request-2' }));
    expect((await requests().openOf(TENANT, ref(1), LEE, 'access'))?.id).toBe('request-2');
  });

  it('is usable in the same transaction after a second one was refused', async () => {
    await requests().add(aRequest());
    const first = await store().transaction(async (records) => {
      await expect(records.requests.add(aRequest({ id: 'request-2' }))).rejects.toMatchObject(asked);
      return records.requests.openOf(TENANT, ref(1), LEE, 'access');
    });
    expect(first?.id).toBe('request-1');
  });
}

function describeSaving(store: () => Store): void {
  const requests = () => store().records.requests;
  beforeEach(() => requests().add(aRequest()));

  it('keeps what was saved, and counts the version up', async () => {
    const changed = aRequest({ approvals: [approval], reminded: true, nextLookAt: after(9) });
    expect(await requests().save(changed)).toBe(true);
    expect(await requests().find('request-1')).toStrictEqual({ ...changed, version: 2 });
    expect(await requests().save({ ...changed, version: 2, state: 'approved', endedAt: after(3) })).toBe(true);
    expect(await requests().find('request-1')).toMatchObject({ version: 3, state: 'approved', endedAt: after(3) });
  });

  it.each([0, 2, 99])('does not save over version 1 what was read as version %d', async (version) => {
    expect(await requests().save(aRequest({ version, state: 'approved' }))).toBe(false);
    expect(await requests().find('request-1')).toStrictEqual(aRequest());
  });

  it.each(ENDINGS)('lets nobody change a request that is %s', async (state) => {
    await requests().save(aRequest({ state }));
    expect(await requests().save(aRequest({ state: 'approved', version: 2 }))).toBe(false);
    expect(await requests().save(aRequest({ state: 'open', version: 2 }))).toBe(false);
    expect((await requests().find('request-1'))?.state).toBe(state);
  });

  it('saves nothing that was never added', async () => {
    expect(await requests().save(aRequest({ id: 'request-2', reference: ref(2) }))).toBe(false);
    expect(await requests().find('request-2')).toBeUndefined();
  });

  it('lets exactly one of twenty saves at the same moment win', async () => {
    const saves = Array.from({ length: 20 }, (_, number) =>
      requests().save(aRequest({ state: number % 2 ? 'approved' : 'expired', endedAt: after(number) })),
    );
    const won = (await Promise.all(saves)).flatMap((saved, number) => (saved ? [number] : []));
    expect(won).toHaveLength(1);
    const [winner = -1] = won;
    expect(await requests().find('request-1')).toMatchObject({ version: 2, endedAt: after(winner) });
  });

  it('lets exactly one of twenty transactions that decide at the same moment win', async () => {
    const decide = (number: number) =>
      store().transaction(async (records) => {
        const request = await records.requests.find('request-1');
        if (request?.state !== 'open') return false;
        const denial = { approver: alex, reason: `no ${number}` };
        return records.requests.save({ ...request, state: 'denied', denial });
      });
    const results = await Promise.all(Array.from({ length: 20 }, (_, number) => decide(number)));
    expect(results.filter((won) => won)).toHaveLength(1);
    expect((await requests().find('request-1'))?.version).toBe(2);
  });

  it('keeps the request as it was when the transaction of the save fails', async () => {
    const attempt = store().transaction(async (records) => {
      await records.requests.save(aRequest({ state: 'approved', approverIds: [MEGAN] }));
      throw new Error('not after all');
    });
    await expect(attempt).rejects.toThrow('not after all');
    expect(await requests().find('request-1')).toStrictEqual(aRequest());
    expect(ids(await requests().waitingFor(TENANT, ALEX, 10))).toEqual(['request-1']);
  });
}

function describeWaiting(store: () => Store): void {
  const requests = () => store().records.requests;

  it('shows an approver what waits for them, oldest first', async () => {
    await requests().add(aRequest({ id: 'new', createdAt: after(2) }));
    await requests().add(aRequest({ id: 'old', ...byMegan }));
    await requests().add(aRequest({ id: 'notMine', reference: ref(2), approverIds: [NORA] }));
    await requests().add(aRequest({ id: 'elsewhere', tenantId: OTHER_TENANT }));
    expect(ids(await requests().waitingFor(TENANT, ALEX, 10))).toEqual(['old', 'new']);
    expect(ids(await requests().waitingFor(TENANT, ALEX, 1))).toEqual(['old']);
    expect(ids(await requests().waitingFor(OTHER_TENANT, ALEX, 10))).toEqual(['elsewhere']);
    expect(ids(await requests().waitingFor(TENANT, LEE, 10))).toEqual([]);
  });

  it('follows the approvers as they are saved', async () => {
    await requests().add(aRequest({ approverIds: [ALEX, ALEX] }));
    expect(ids(await requests().waitingFor(TENANT, ALEX, 10))).toEqual(['request-1']);
    await requests().save(aRequest({ approverIds: [NORA], escalated: true }));
    expect(ids(await requests().waitingFor(TENANT, ALEX, 10))).toEqual([]);
    expect(ids(await requests().waitingFor(TENANT, NORA, 10))).toEqual(['request-1']);
  });

  it('shows nothing that has ended, and nothing to nobody', async () => {
    await requests().add(aRequest());
    await requests().add(aRequest({ id: 'request-2', reference: ref(2), approverIds: [] }));
    await requests().save(aRequest({ state: 'denied' }));
    expect(ids(await requests().waitingFor(TENANT, ALEX, 10))).toEqual([]);
    expect(ids(await requests().openAbout(TENANT, ref(2)))).toEqual(['request-2']);
  });
}
