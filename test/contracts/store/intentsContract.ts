import type { Store } from '../../../src/domain/records';
import type { Lease } from '../../../src/domain/secrets/intent';
import { aCreate, aCreateNamed, aDelete, after, MEGAN, NOW, OTHER_TENANT, ref, TENANT } from './storeBuilders';

const changed = { code: 'conflict', details: { reason: 'changed_meanwhile' } };

export function describeIntents(store: () => Store): void {
  const intents = () => store().records.intents;

  it('gives back every detail of a create, dates as dates', async () => {
    const full = aCreate({
      kind: 'reissue',
      replaces: ref(7),
      step: 'undoing',
      keyId: 'key-1',
      vaultEntry: { name: 'sb-00000001', version: 'v1' },
      undoReason: 'vault_failed',
      absentReads: 3,
      lastEffectAt: after(-3),
    });
    await intents().addCreate(full);
    expect(await intents().findCreate('create-1')).toStrictEqual(full);
    expect(await intents().findDelete('create-1')).toBeUndefined();
    expect(await intents().findCreate('create-9')).toBeUndefined();
  });

  it('gives back every detail of a delete', async () => {
    const { reference: _, locationId: __, ...foreign } = aDelete({ id: 'delete-2', keyId: 'key-2' });
    await intents().addDelete(aDelete());
    await intents().addDelete(foreign);
    expect(await intents().findDelete('delete-1')).toStrictEqual(aDelete());
    expect(await intents().findDelete('delete-2')).toStrictEqual(foreign);
    expect(await intents().findCreate('delete-1')).toBeUndefined();
  });

  it('pages what has ended, creates and deletes, the oldest first, and nothing that is open or young', async () => {
    await intents().addCreate(aCreate({ id: 'old-1', step: 'done', nextLookAt: after(-30) }));
    await intents().addDelete(aDelete({ id: 'old-2', step: 'done', nextLookAt: after(-20) }));
    await intents().addCreate(aCreate({ id: 'old-3', step: 'undone', nextLookAt: after(-20) }));
    await intents().addCreate(aCreate({ id: 'young', step: 'done', nextLookAt: after(-10) }));
    await intents().addCreate(aCreate({ id: 'open', step: 'added', nextLookAt: after(-40) }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await intents().ended(after(-10), 2, cursor);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ kind, intent }) => `${kind} ${intent.id}`));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(['create old-1', 'delete old-2', 'create old-3']);
  });

  it('gives back what has ended whole', async () => {
    const create = aCreate({ step: 'undone', undoReason: 'refused' });
    const remove = aDelete({ step: 'done', nextLookAt: after(1) });
    await intents().addCreate(create);
    await intents().addDelete(remove);
    const { items } = await intents().ended(after(60), 10);
    expect(items).toStrictEqual([
      { kind: 'create', intent: create },
      { kind: 'delete', intent: remove },
    ]);
  });

  it('forgets what has ended, and never what is open', async () => {
    await intents().addCreate(aCreate({ step: 'done' }));
    await intents().addDelete(aDelete({ id: 'delete-1', step: 'done' }));
    await intents().addCreate(aCreateNamed('open', 'another'));
    await intents().forget([]);
    await intents().forget(['create-1', 'delete-1', 'open', 'unknown']);
    expect(await intents().findCreate('create-1')).toBeUndefined();
    expect(await intents().findDelete('delete-1')).toBeUndefined();
    expect(await intents().findCreate('open')).toBeDefined();
    expect((await intents().ended(after(9999), 10)).items).toEqual([]);
  });

  it('refuses an id that is there already', async () => {
    await intents().addCreate(aCreate());
    await intents().addDelete(aDelete());
    await expect(intents().addCreate(aCreateNamed('create-1', 'another'))).rejects.toMatchObject(changed);
    await expect(intents().addDelete(aDelete({ keyId: 'key-2' }))).rejects.toMatchObject(changed);
  });

  it('lets one of twenty concurrent creates have a name', async () => {
    const adds = Array.from({ length: 20 }, (_, number) =>
      intents().addCreate(aCreateNamed(`create-${number}`, 'One')),
    );
    const results = await Promise.allSettled(adds);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict', details: { reason: 'name_taken' } });
  });

  it('has one open delete for each credential, and finds it', async () => {
    const adds = Array.from({ length: 20 }, (_, number) => intents().addDelete(aDelete({ id: `delete-${number}` })));
    const results = await Promise.allSettled(adds);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await intents().openDelete(TENANT, 'key-1'))?.keyId).toBe('key-1');
    expect(await intents().openDelete(TENANT, 'key-2')).toBeUndefined();
    expect(await intents().openDelete(OTHER_TENANT, 'key-1')).toBeUndefined();
  });

  it('gives the open creates of one application, and no ended ones', async () => {
    const application = aCreate().application;
    const elsewhere = { ...application, objectId: 'another-application' };
    await intents().addCreate(aCreate({ keyId: 'key-1' }));
    await intents().addCreate(aCreate({ id: 'create-2', application: elsewhere }));
    expect(await intents().openCreates(TENANT, application.objectId)).toStrictEqual([aCreate({ keyId: 'key-1' })]);
    expect(await intents().openCreates(OTHER_TENANT, application.objectId)).toEqual([]);
    const lease = await leased(store, 'create-1');
    await intents().saveCreate(aCreate({ keyId: 'key-1', step: 'undone' }), lease, NOW);
    expect(await intents().openCreates(TENANT, application.objectId)).toEqual([]);
  });

  it('finds no open delete once it is done', async () => {
    await intents().addDelete(aDelete());
    const lease = await leased(store, 'delete-1');
    await intents().saveDelete(aDelete({ step: 'done' }), lease, NOW);
    expect(await intents().openDelete(TENANT, 'key-1')).toBeUndefined();
    expect((await intents().findDelete('delete-1'))?.step).toBe('done');
  });

  describe('leases', () => describeLeases(store));
  describe('what is due', () => describeDue(store));
}

function describeLeases(store: () => Store): void {
  const intents = () => store().records.intents;
  beforeEach(() => intents().addCreate(aCreate()));

  it('gives a lease to one of fifty concurrent callers', async () => {
    const leases = await Promise.all(Array.from({ length: 50 }, () => intents().lease('create-1', NOW, after(1))));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it('gives no lease of what is not there', async () => {
    expect(await intents().lease('nothing', NOW, after(1))).toBeUndefined();
  });

  it('holds a lease until its moment and counts the fence up with the next', async () => {
    const first = await intents().lease('create-1', NOW, after(1));
    expect(first).toMatchObject({ intentId: 'create-1', until: after(1) });
    expect(await intents().lease('create-1', new Date(after(1).getTime() - 1), after(5))).toBeUndefined();
    const second = await intents().lease('create-1', after(1), after(2));
    expect(second?.fence).toBeGreaterThan(first?.fence ?? Number.POSITIVE_INFINITY);
  });

  it('gives the lease again once it was given back', async () => {
    await intents().release(await leased(store, 'create-1'));
    expect(await intents().lease('create-1', NOW, after(1))).toBeDefined();
  });

  it('does not take a newer lease away when an older one is given back', async () => {
    const older = await intents().lease('create-1', NOW, after(1));
    const newer = await intents().lease('create-1', after(2), after(5));
    if (!older || !newer) throw new Error('both leases were free');
    await intents().release(older);
    expect(await intents().lease('create-1', after(3), after(4))).toBeUndefined();
  });

  it('saves under the lease, and what it saved is there', async () => {
    const lease = await leased(store, 'create-1');
    await intents().saveCreate(aCreate({ step: 'added', keyId: 'key-9' }), lease, NOW);
    expect(await intents().findCreate('create-1')).toStrictEqual(aCreate({ step: 'added', keyId: 'key-9' }));
  });

  it('fences off whoever lost the lease to another', async () => {
    const lost = await leased(store, 'create-1');
    const held = await intents().lease('create-1', after(2), after(5));
    if (!held) throw new Error('the lease was free');
    await expect(intents().saveCreate(aCreate({ step: 'added' }), lost, after(2))).rejects.toMatchObject(changed);
    await intents().saveCreate(aCreate({ step: 'undoing' }), held, after(2));
    expect((await intents().findCreate('create-1'))?.step).toBe('undoing');
  });

  it('does not save under a lease that has run out, was given back or is for another intent', async () => {
    await intents().addCreate(aCreateNamed('create-2', 'two'));
    const lease = await leased(store, 'create-1');
    await expect(intents().saveCreate(aCreate(), lease, lease.until)).rejects.toMatchObject(changed);
    await expect(intents().saveCreate(aCreateNamed('create-2', 'two'), lease, NOW)).rejects.toMatchObject(changed);
    await intents().release(lease);
    await expect(intents().saveCreate(aCreate(), lease, NOW)).rejects.toMatchObject(changed);
  });

  it('fences deletes in the same way', async () => {
    await intents().addDelete(aDelete());
    const lease = await leased(store, 'delete-1');
    await intents().saveDelete(aDelete({ step: 'credential_removed', attempts: 1 }), lease, NOW);
    expect(await intents().findDelete('delete-1')).toMatchObject({ step: 'credential_removed', attempts: 1 });
    await expect(intents().saveDelete(aDelete(), lease, after(9))).rejects.toMatchObject(changed);
  });

  it('keeps nothing of a transaction whose save was fenced off', async () => {
    const lost = await leased(store, 'create-1');
    await intents().lease('create-1', after(2), after(5));
    const attempt = store().transaction(async (records) => {
      await records.outbox.add({
        id: 'item',
        to: { tenantId: TENANT, personId: MEGAN },
        subject: 'notice:x',
        notice: { kind: 'wizard_expired' },
        nextAttemptAt: NOW,
      });
      await records.intents.saveCreate(aCreate(), lost, after(2));
    });
    await expect(attempt).rejects.toMatchObject(changed);
    expect(await store().records.outbox.depth()).toBe(0);
  });
}

function describeDue(store: () => Store): void {
  const intents = () => store().records.intents;

  it('names open intents whose time has come, the longest waiting first', async () => {
    await intents().addCreate(aCreateNamed('later', 'a', { nextLookAt: after(2) }));
    await intents().addCreate(aCreateNamed('first', 'b', { nextLookAt: after(-5) }));
    await intents().addCreate(aCreateNamed('now', 'c'));
    await intents().addDelete(aDelete({ nextLookAt: after(-1) }));
    expect(await intents().due(NOW, 10)).toEqual({ creates: ['first', 'now'], deletes: ['delete-1'] });
    expect(await intents().due(NOW, 1)).toEqual({ creates: ['first'], deletes: ['delete-1'] });
  });

  it('leaves out what somebody is working on, until the lease runs out', async () => {
    await intents().addCreate(aCreate());
    await leased(store, 'create-1');
    expect((await intents().due(NOW, 10)).creates).toEqual([]);
    expect((await intents().due(after(1), 10)).creates).toEqual(['create-1']);
  });

  it.each(['done', 'undone', 'unclear'] as const)('leaves out creates that are %s', async (step) => {
    await intents().addCreate(aCreate());
    await intents().saveCreate(aCreate({ step }), await leased(store, 'create-1'), NOW);
    expect((await intents().due(after(60), 10)).creates).toEqual([]);
  });

  it('leaves out deletes that are done, and looks again when a save says', async () => {
    await intents().addDelete(aDelete());
    const lease = await leased(store, 'delete-1');
    await intents().saveDelete(aDelete({ nextLookAt: after(30) }), lease, NOW);
    expect((await intents().due(after(29), 10)).deletes).toEqual([]);
    expect((await intents().due(after(30), 10)).deletes).toEqual(['delete-1']);
    await intents().saveDelete(aDelete({ step: 'done' }), lease, NOW);
    expect((await intents().due(after(90), 10)).deletes).toEqual([]);
  });
}

async function leased(store: () => Store, id: string): Promise<Lease> {
  const lease = await store().records.intents.lease(id, NOW, after(1));
  if (!lease) throw new Error('the lease was free');
  return lease;
}
