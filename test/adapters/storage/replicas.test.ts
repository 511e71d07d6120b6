import type { Database } from '../../../src/adapters/storage/openDatabase';
import { aRequest, LEE, NORA } from '../../contracts/store/sharingBuilders';
import {
  ALEX,
  aCreate,
  aCreateNamed,
  aDelete,
  after,
  anEvent,
  anItem,
  aSecret,
  aTicket,
  NOW,
  ref,
  SEALED,
  TENANT,
} from '../../contracts/store/storeBuilders';
import { describePostgres } from './eachEngine';
import { HandClock } from './temporaryDatabase';

const changed = { code: 'conflict', details: { reason: 'changed_meanwhile' } };

describePostgres('two replicas on one database', (postgres) => {
  let replicas: readonly [Database, Database];
  beforeAll(async () => {
    replicas = [await postgres().another(new HandClock()), await postgres().another(new HandClock())];
  });
  afterAll(() => Promise.all((replicas ?? []).map((replica) => replica.close())));
  beforeEach(() => postgres().empty());

  const store = (number: number) => (number % 2 ? replicas[1] : replicas[0]).store;
  const records = (number: number) => store(number).records;
  /** Twenty at once, spread over both. */
  const twenty = <T>(work: (number: number) => Promise<T>) =>
    Promise.allSettled(Array.from({ length: 20 }, (_, number) => work(number)));
  const done = <T>(results: readonly PromiseSettledResult<T>[]): readonly T[] =>
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refusals = (results: readonly PromiseSettledResult<unknown>[]): readonly unknown[] =>
    results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));

  it('give a value to one of twenty clicks, and its sealed bytes are gone', async () => {
    await records(0).secrets.add(aSecret());
    await records(0).tickets.add(aTicket());
    await records(0).tickets.makeReady('ticket-1', after(15), SEALED);
    const claim = { ticketId: 'ticket-1', tenantId: TENANT, personId: ALEX, now: after(1) };
    const results = await twenty((number) => records(number).tickets.claim(claim));
    expect(done(results).filter(Boolean)).toHaveLength(1);
    expect(refusals(results)).toEqual([]);
    expect(await postgres().ask('select count(*)::integer as rows from sealed_values')).toEqual([{ rows: 0 }]);
  });

  it('lease an intent to one of twenty workers; the one before is fenced out when its lease ran out', async () => {
    await records(0).intents.addCreate(aCreate());
    const lease = (now: Date, until: Date) => twenty((number) => records(number).intents.lease('create-1', now, until));
    const [first, ...others] = done(await lease(NOW, after(1))).filter(Boolean);
    expect(others).toEqual([]);
    const [second, ...more] = done(await lease(after(2), after(3))).filter(Boolean);
    expect(more).toEqual([]);
    if (!first || !second) throw new Error('both leases were free');
    expect(second.fence).toBe(first.fence + 1);
    await expect(records(0).intents.saveCreate(aCreate(), first, after(2))).rejects.toMatchObject(changed);
    await records(1).intents.saveCreate(aCreate(), second, after(2));
  });

  it('hand each of twenty notices out once', async () => {
    for (let number = 0; number < 20; number += 1) {
      await records(number).outbox.add(anItem({ id: `item-${number}`, subject: `notice:${number}` }));
    }
    const claims = [
      ...(await twenty((n) => records(n).outbox.claimNext(NOW, after(1)))),
      ...(await twenty((n) => records(n).outbox.claimNext(NOW, after(1)))),
    ];
    const ids = done(claims).flatMap((item) => (item ? [item.id] : []));
    expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
  });

  it('let the first of twenty decisions win', async () => {
    await records(0).requests.add(aRequest());
    const decided = { ...aRequest(), state: 'denied', endedAt: after(1) } as const;
    const results = await twenty((number) =>
      records(number).requests.save({
        ...decided,
        denial: { approver: { objectId: NORA, displayName: 'N' }, reason: `${number}` },
      }),
    );
    expect(done(results).filter(Boolean)).toHaveLength(1);
    expect((await records(1).requests.find('request-1'))?.denial?.reason).toBe(`${done(results).indexOf(true)}`);
  });

  it('keep names, open deletes and open requests unique', async () => {
    const creates = await twenty((number) =>
      records(number).intents.addCreate(aCreateNamed(`create-${number}`, 'One')),
    );
    const secrets = await twenty((number) =>
      records(number).secrets.add(aSecret({ reference: ref(number), name: 'Two' })),
    );
    const deletes = await twenty((number) => records(number).intents.addDelete(aDelete({ id: `delete-${number}` })));
    const requests = await twenty((number) => records(number).requests.add(aRequest({ id: `request-${number}` })));
    const freezes = await twenty((number) =>
      records(number).freezes.set(TENANT, { by: { objectId: LEE, displayName: 'Lee' }, at: NOW, reason: '' }),
    );
    for (const results of [creates, secrets, deletes, requests]) {
      expect(done(results)).toHaveLength(1);
      for (const reason of refusals(results)) expect(reason).toMatchObject({ code: 'conflict' });
    }
    expect(done(freezes).filter(Boolean)).toHaveLength(1);
  });

  it('number and chain the audit without a gap, also where transactions fail in between', async () => {
    await twenty((number) =>
      store(number).transaction(async ({ audit }) => {
        await audit.append(anEvent({ detail: `${number}` }));
        if (number % 5 === 0) throw new Error('changed its mind');
      }),
    );
    await twenty((number) => records(number).audit.append(anEvent()));
    const rows = await postgres().ask('select seq::integer from audit order by seq');
    expect(rows).toEqual(Array.from({ length: 36 }, (_, index) => ({ seq: index + 1 })));
    expect(await replicas[1].auditLog.verify([])).toMatchObject({ rows: 36, faults: [] });
  });

  it('read and then write in turns: nothing is overwritten', async () => {
    await records(0).intents.addCreate(aCreate());
    const lease = await records(0).intents.lease('create-1', NOW, after(1));
    if (!lease) throw new Error('the lease was free');
    const results = await twenty((number) =>
      store(number).transaction(async ({ intents }) => {
        const intent = await intents.findCreate('create-1');
        if (!intent) throw new Error('it was added');
        await intents.saveCreate({ ...intent, absentReads: intent.absentReads + 1 }, lease, NOW);
      }),
    );
    expect(refusals(results)).toEqual([]);
    expect((await records(1).intents.findCreate('create-1'))?.absentReads).toBe(20);
  });

  it('read while the other writes, and see nothing of it before its commit', async () => {
    await records(0).secrets.add(aSecret());
    await store(0).transaction(async ({ secrets }) => {
      await secrets.moveState(TENANT, ref(1), 'active', 'deleting', NOW);
      const seen = (await records(1).secrets.find(TENANT, ref(1)))?.state;
      expect(seen).toBe('active');
    });
    expect((await records(1).secrets.find(TENANT, ref(1)))?.state).toBe('deleting');
  });

  it('claim what happens once: a redelivered message, also when the claim before has run out', async () => {
    const claim = (now: Date, until: Date) =>
      twenty((number) => (number % 2 ? replicas[1] : replicas[0]).chatReferences.claimOnce('message', now, until));
    expect(done(await claim(NOW, after(1))).filter(Boolean)).toHaveLength(1);
    expect(done(await claim(after(0.5), after(2))).filter(Boolean)).toHaveLength(0);
    const again = await claim(after(1), after(2));
    expect(done(again).filter(Boolean)).toHaveLength(1);
    expect(refusals(again)).toEqual([]);
  });

  it('write the state of a wizard once for each version, whatever the order of the items', async () => {
    const storage = (number: number) => (number % 2 ? replicas[1] : replicas[0]).botStorage;
    await storage(0).write({ a: { step: 0 }, b: { step: 0 } });
    const read = await storage(1).read(['a', 'b']);
    const results = await twenty((number) => {
      const [a, b] = [
        { ...read['a'], step: number },
        { ...read['b'], step: number },
      ];
      return storage(number).write(number % 4 < 2 ? { a, b } : { b, a });
    });
    expect(done(results)).toHaveLength(1);
    for (const reason of refusals(results)) expect(reason).toMatchObject(changed);
  });
});
