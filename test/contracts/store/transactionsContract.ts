import type { Store } from '../../../src/domain/records';
import { aFreeze, aGrant, aRequest, LEE } from './sharingBuilders';
import { aCreate, after, anEvent, anItem, aSecret, aTicket, NOW, ref, SEALED, TENANT } from './storeBuilders';

export function describeTransactions(store: () => Store): void {
  it('commits everything of one transaction together', async () => {
    await store().transaction(async (records) => {
      await records.secrets.add(aSecret());
      await records.audit.append(anEvent());
    });
    expect(await store().records.secrets.find(TENANT, ref(1))).toEqual(aSecret());
    expect(await store().records.audit.ofSecret(TENANT, ref(1), 10)).toHaveLength(1);
  });

  it('gives back what the work returns', async () => {
    expect(await store().transaction(async () => 'result')).toBe('result');
  });

  it('shows its own writes to the transaction before they are committed', async () => {
    await store().transaction(async (records) => {
      await records.secrets.add(aSecret());
      expect(await records.secrets.find(TENANT, ref(1))).toEqual(aSecret());
    });
  });

  it('keeps nothing of any table when the work throws, and throws the same error', async () => {
    await store().records.tickets.add(aTicket({ id: 'kept' }));
    await store().records.tickets.makeReady('kept', after(15), SEALED);
    await store().records.secrets.add(aSecret({ reference: ref(2), name: 'other' }));
    await store().records.grants.add(aGrant({ id: 'kept', ticketId: 'kept' }));
    const failure = new Error('changed my mind');
    const attempt = store().transaction(async (records) => {
      await records.secrets.add(aSecret());
      await records.secrets.moveState(TENANT, ref(2), 'active', 'deleting', NOW);
      await records.intents.addCreate(aCreate());
      await records.tickets.add(aTicket());
      await records.tickets.end('kept', 'cancelled', NOW);
      await records.requests.add(aRequest());
      await records.grants.add(aGrant());
      await records.grants.end('kept', 'ended', NOW);
      await records.freezes.set(TENANT, aFreeze());
      await records.outbox.add(anItem());
      await records.audit.append(anEvent());
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    const { records } = store();
    expect(await records.secrets.find(TENANT, ref(1))).toBeUndefined();
    expect((await records.secrets.find(TENANT, ref(2)))?.state).toBe('active');
    expect(await records.intents.findCreate('create-1')).toBeUndefined();
    expect(await records.tickets.find('ticket-1')).toBeUndefined();
    expect(await records.tickets.sealedValue('kept')).toEqual(SEALED);
    expect(await records.requests.openOf(TENANT, ref(1), LEE, 'access')).toBeUndefined();
    expect(await records.grants.find('grant-1')).toBeUndefined();
    expect((await records.grants.find('kept'))?.state).toBe('live');
    expect(await records.freezes.current(TENANT)).toBeUndefined();
    expect(await records.outbox.depth()).toBe(0);
    expect(await records.audit.ofSecret(TENANT, ref(1), 10)).toEqual([]);
  });

  it('is usable after a transaction failed', async () => {
    await expect(store().transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await store().records.secrets.add(aSecret());
    expect(await store().records.secrets.find(TENANT, ref(1))).toBeDefined();
  });

  it('runs transactions one after another, so that reading and then writing is safe', async () => {
    await store().records.intents.addCreate(aCreate());
    const lease = await store().records.intents.lease('create-1', NOW, after(1));
    if (!lease) throw new Error('the lease was free');
    const countUp = () =>
      store().transaction(async ({ intents }) => {
        const intent = await intents.findCreate('create-1');
        if (!intent) throw new Error('it was added');
        await intents.saveCreate({ ...intent, absentReads: intent.absentReads + 1 }, lease, NOW);
      });
    await Promise.all(Array.from({ length: 20 }, countUp));
    expect((await store().records.intents.findCreate('create-1'))?.absentReads).toBe(20);
  });

  it('lets nobody see half of a transaction', async () => {
    let reached: () => void = () => undefined;
    const halfway = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const writing = store().transaction(async (records) => {
      await records.secrets.add(aSecret());
      reached();
      await records.audit.append(anEvent());
      await records.tickets.add(aTicket());
    });
    await halfway;
    const seen = await store().records.secrets.find(TENANT, ref(1));
    const ticket = await store().records.tickets.find('ticket-1');
    // An engine may let readers wait, or show what was there before: whoever sees the first sees the last after it.
    expect(seen === undefined || ticket !== undefined).toBe(true);
    await writing;
  });

  it('refuses the outer records inside a transaction instead of waiting for ever', async () => {
    const attempt = store().transaction(async () => {
      await store().records.secrets.find(TENANT, ref(1));
    });
    await expect(attempt).rejects.toThrow('inside a transaction');
    const nested = store().transaction(() => store().transaction(async () => undefined));
    await expect(nested).rejects.toThrow('inside a transaction');
  });
}
