import type { Store } from '../../../src/domain/records';
import { after, anItem, MEGAN, NOW, TENANT } from './storeBuilders';

export function describeOutbox(store: () => Store): void {
  const outbox = () => store().records.outbox;
  const claim = async (now: Date = NOW, until = after(60)) => {
    const item = await outbox().claimNext(now, until);
    if (!item) throw new Error('nothing was due');
    return item;
  };
  const claimed = async (now: Date, until = after(60)) => {
    const ids: string[] = [];
    for (let item = await outbox().claimNext(now, until); item; item = await outbox().claimNext(now, until)) {
      ids.push(item.id);
    }
    return ids;
  };

  it('gives back what was put in, dates as dates', async () => {
    await outbox().add(anItem());
    expect(await outbox().claimNext(NOW, after(1))).toStrictEqual({
      ...anItem(),
      attempts: 0,
      claimId: expect.any(String),
    });
  });

  it('gives items that are due, the longest waiting first', async () => {
    await outbox().add(anItem({ id: 'later', subject: 'notice:1', nextAttemptAt: after(1) }));
    await outbox().add(anItem({ id: 'second', subject: 'notice:2', nextAttemptAt: after(-1) }));
    await outbox().add(anItem({ id: 'first', subject: 'notice:3', nextAttemptAt: after(-2) }));
    expect(await claimed(NOW)).toEqual(['first', 'second']);
    expect(await claimed(after(1))).toEqual(['later']);
  });

  it('gives each of twenty items to one of many concurrent callers', async () => {
    for (let number = 0; number < 20; number += 1) {
      await outbox().add(anItem({ id: `item-${number}`, subject: `notice:${number}` }));
    }
    const claims = await Promise.all(Array.from({ length: 30 }, () => outbox().claimNext(NOW, after(1))));
    const ids = claims.flatMap((item) => (item ? [item.id] : []));
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  it('gives an item again when its claim ran out without an outcome', async () => {
    await outbox().add(anItem());
    expect(await claimed(NOW, after(1))).toEqual(['item-1']);
    expect(await claimed(new Date(after(1).getTime() - 1))).toEqual([]);
    expect(await claimed(after(1))).toEqual(['item-1']);
  });

  it('takes back what nobody delivers yet, and neither what is under way nor what has replaced it', async () => {
    await outbox().add(anItem({ id: 'waits', subject: 'notice:1' }));
    await outbox().withdraw('waits');
    await outbox().withdraw('waits');
    expect(await outbox().depth()).toBe(0);
    await outbox().add(anItem({ id: 'old', subject: 'notice:2' }));
    await outbox().add(anItem({ id: 'new', subject: 'notice:2' }));
    await outbox().withdraw('old');
    expect(await claimed(NOW)).toEqual(['new']);
    await outbox().withdraw('new');
    expect(await outbox().depth()).toBe(1);
  });

  it('forgets what was delivered', async () => {
    await outbox().add(anItem());
    const item = await claim();
    await outbox().settle(item, 'delivered');
    expect(await outbox().depth()).toBe(0);
    expect(await claimed(after(99))).toEqual([]);
    await outbox().settle(item, 'delivered');
  });

  it('gives up what cannot be delivered, until something newer is to be told there', async () => {
    await outbox().add(anItem());
    await outbox().settle(await claim(), 'unreachable');
    expect(await outbox().depth()).toBe(0);
    expect(await outbox().givenUp()).toBe(1);
    expect(await claimed(after(99))).toEqual([]);
    await outbox().add(anItem({ id: 'item-2' }));
    expect(await claimed(NOW)).toEqual(['item-2']);
  });

  it('counts attempts and waits for the next one', async () => {
    await outbox().add(anItem());
    await outbox().retry(await claim(), after(2));
    expect(await outbox().depth()).toBe(1);
    expect(await claimed(after(1))).toEqual([]);
    expect(await claim(after(2))).toMatchObject({ id: 'item-1', attempts: 1 });
  });

  it('replaces an older notice of the same subject for the same person, attempts and all', async () => {
    await outbox().add(anItem());
    await outbox().retry(await claim(), after(30));
    const newer = anItem({ id: 'item-2', notice: { kind: 'wizard_expired', applicationName: 'Payroll API' } });
    await outbox().add(newer);
    expect(await outbox().depth()).toBe(1);
    expect(await claim()).toEqual({ ...newer, attempts: 0, claimId: expect.any(String) });
  });

  it('keeps notices of other people and other subjects', async () => {
    await outbox().add(anItem());
    await outbox().add(anItem({ id: 'item-2', to: { tenantId: TENANT, personId: MEGAN } }));
    await outbox().add(anItem({ id: 'item-3', subject: 'carrier:ticket-2' }));
    expect(await outbox().depth()).toBe(3);
  });

  it.each(['delivered', 'unreachable'] as const)(
    'keeps the newer notice when the older, replaced on its way, is %s',
    async (outcome) => {
      await outbox().add(anItem());
      const older = await claim();
      await outbox().add(anItem({ id: 'item-2' }));
      await outbox().settle(older, outcome);
      expect(await outbox().depth()).toBe(1);
      expect(await claimed(NOW)).toEqual(['item-2']);
    },
  );

  it('does not hand out the newer notice while the older is on its way, so that they cannot overtake', async () => {
    await outbox().add(anItem());
    const older = await claim(NOW, after(1));
    await outbox().add(anItem({ id: 'item-2' }));
    await outbox().add(anItem({ id: 'item-3' }));
    expect(await claimed(NOW)).toEqual([]);
    await outbox().retry(older, after(30));
    expect(await claim()).toMatchObject({ id: 'item-3', attempts: 0 });
  });

  it('hands out the newer notice when whoever carried the older died', async () => {
    await outbox().add(anItem());
    const older = await claim(NOW, after(1));
    await outbox().add(anItem({ id: 'item-2' }));
    expect(await claimed(after(1))).toEqual(['item-2']);
    await outbox().settle(older, 'delivered');
    expect(await claimed(after(2))).toEqual([]);
    expect(await outbox().depth()).toBe(1);
  });

  it.each(['delivered', 'unreachable', 'failed'] as const)(
    'does not take the word of a caller whose claim ran out and went to another: %s',
    async (outcome) => {
      await outbox().add(anItem());
      const slow = await claim(NOW, after(1));
      const other = await claim(after(1), after(60));
      if (outcome === 'failed') await outbox().retry(slow, after(2));
      else await outbox().settle(slow, outcome);
      expect(await outbox().depth()).toBe(1);
      expect(await claimed(after(2))).toEqual([]);
      await outbox().retry(other, after(3));
      expect(await claim(after(3))).toMatchObject({ id: 'item-1', attempts: 1 });
    },
  );

  it('gives what was given up for a person again when there is a way to them, and nothing of anybody else', async () => {
    await outbox().add(anItem({ id: 'of-megan', to: { tenantId: TENANT, personId: MEGAN } }));
    await outbox().add(anItem({ id: 'also-of-megan', to: { tenantId: TENANT, personId: MEGAN }, subject: 'notice:2' }));
    await outbox().add(anItem());
    for (let given = 0; given < 3; given += 1) await outbox().settle(await claim(), 'unreachable');
    expect(await outbox().givenUp()).toBe(3);
    expect(await outbox().reopen(TENANT, MEGAN, after(5))).toBe(2);
    expect(await outbox().reopen(TENANT, MEGAN, after(5))).toBe(0);
    expect(await outbox().reopen('another-tenant', anItem().to.personId, after(5))).toBe(0);
    expect(await claimed(after(4))).toEqual([]);
    expect((await claimed(after(5))).sort()).toEqual(['also-of-megan', 'of-megan']);
    expect(await outbox().givenUp()).toBe(1);
  });
}
