import type { Store } from '../../../src/domain/ports';
import { after, anItem, MEGAN, NOW, TENANT } from './storeBuilders';

export function describeOutbox(store: () => Store): void {
  const outbox = () => store().records.outbox;
  const claimed = async (now: Date, until = after(60)) => (await outbox().claimDue(now, until, 10)).map(({ id }) => id);

  it('gives back what was put in, dates as dates', async () => {
    await outbox().add(anItem());
    expect(await outbox().claimDue(NOW, after(1), 10)).toStrictEqual([{ ...anItem(), attempts: 0 }]);
  });

  it('gives items that are due, the longest waiting first, and no more than asked for', async () => {
    await outbox().add(anItem({ id: 'later', subject: 'notice:1', nextAttemptAt: after(1) }));
    await outbox().add(anItem({ id: 'second', subject: 'notice:2', nextAttemptAt: after(-1) }));
    await outbox().add(anItem({ id: 'first', subject: 'notice:3', nextAttemptAt: after(-2) }));
    expect((await outbox().claimDue(NOW, after(9), 1)).map(({ id }) => id)).toEqual(['first']);
    expect(await claimed(NOW)).toEqual(['second']);
    expect(await claimed(after(1))).toEqual(['later']);
  });

  it('gives each of twenty items to one of many concurrent callers', async () => {
    for (let number = 0; number < 20; number += 1) {
      await outbox().add(anItem({ id: `item-${number}`, subject: `notice:${number}` }));
    }
    const claims = await Promise.all(Array.from({ length: 10 }, () => outbox().claimDue(NOW, after(1), 5)));
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  it('gives an item again when its claim ran out without an outcome', async () => {
    await outbox().add(anItem());
    expect(await claimed(NOW, after(1))).toEqual(['item-1']);
    expect(await claimed(new Date(after(1).getTime() - 1))).toEqual([]);
    expect(await claimed(after(1))).toEqual(['item-1']);
  });

  it('forgets what was delivered', async () => {
    await outbox().add(anItem());
    await claimed(NOW);
    await outbox().settle('item-1', 'delivered');
    expect(await outbox().depth()).toBe(0);
    expect(await claimed(after(99))).toEqual([]);
    await outbox().settle('item-1', 'delivered');
  });

  it('gives up what cannot be delivered, until something newer is to be told there', async () => {
    await outbox().add(anItem());
    await claimed(NOW);
    await outbox().settle('item-1', 'unreachable');
    expect(await outbox().depth()).toBe(0);
    expect(await claimed(after(99))).toEqual([]);
    await outbox().add(anItem({ id: 'item-2' }));
    expect(await claimed(NOW)).toEqual(['item-2']);
  });

  it('counts attempts and waits for the next one', async () => {
    await outbox().add(anItem());
    await claimed(NOW);
    await outbox().retry('item-1', after(2));
    expect(await outbox().depth()).toBe(1);
    expect(await claimed(after(1))).toEqual([]);
    expect(await outbox().claimDue(after(2), after(3), 10)).toMatchObject([{ id: 'item-1', attempts: 1 }]);
  });

  it('replaces an older notice of the same subject for the same person, attempts and all', async () => {
    await outbox().add(anItem());
    await claimed(NOW);
    await outbox().retry('item-1', after(30));
    const newer = anItem({ id: 'item-2', notice: { kind: 'wizard_expired', applicationName: 'Payroll API' } });
    await outbox().add(newer);
    expect(await outbox().depth()).toBe(1);
    expect(await outbox().claimDue(NOW, after(1), 10)).toStrictEqual([{ ...newer, attempts: 0 }]);
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
      await claimed(NOW);
      await outbox().add(anItem({ id: 'item-2' }));
      await outbox().settle('item-1', outcome);
      expect(await outbox().depth()).toBe(1);
      expect(await claimed(NOW)).toEqual(['item-2']);
    },
  );

  it('does not hand out the newer notice while the older is on its way, so that they cannot overtake', async () => {
    await outbox().add(anItem());
    await claimed(NOW, after(1));
    await outbox().add(anItem({ id: 'item-2' }));
    await outbox().add(anItem({ id: 'item-3' }));
    expect(await claimed(NOW)).toEqual([]);
    await outbox().retry('item-1', after(30));
    expect(await outbox().claimDue(NOW, after(1), 10)).toMatchObject([{ id: 'item-3', attempts: 0 }]);
  });

  it('hands out the newer notice when whoever carried the older died', async () => {
    await outbox().add(anItem());
    await claimed(NOW, after(1));
    await outbox().add(anItem({ id: 'item-2' }));
    expect(await claimed(after(1))).toEqual(['item-2']);
    await outbox().settle('item-1', 'delivered');
    expect(await claimed(after(2))).toEqual([]);
    expect(await outbox().depth()).toBe(1);
  });
}
