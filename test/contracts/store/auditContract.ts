import type { Store } from '../../../src/domain/records';
import { after, anEvent, NOW, OTHER_TENANT, ref, TENANT } from './storeBuilders';

export function describeAudit(store: () => Store): void {
  const audit = () => store().records.audit;

  it('gives back every detail of an event', async () => {
    const full = anEvent({
      keyId: 'key-1',
      ticketId: 'ticket-1',
      detail: 'vault_failed',
      requestId: 'request-1',
      clickId: 'f:1',
    });
    await audit().append(full);
    expect(await audit().ofSecret(TENANT, ref(1), 10)).toStrictEqual([full]);
  });

  it('keeps events that belong to no secret apart', async () => {
    await audit().append({ at: NOW, tenantId: TENANT, action: 'reveal.refused', actorId: 'system' });
    expect(await audit().ofSecret(TENANT, ref(1), 10)).toEqual([]);
  });

  it('lists the events of one secret of one tenant, newest first, as many as asked for', async () => {
    await audit().append(anEvent({ action: 'create.intended' }));
    await audit().append(anEvent({ action: 'create.added' }));
    await audit().append(anEvent({ action: 'create.done', at: after(1) }));
    await audit().append(anEvent({ reference: ref(2) }));
    await audit().append(anEvent({ tenantId: OTHER_TENANT }));
    const actions = async (limit: number) =>
      (await audit().ofSecret(TENANT, ref(1), limit)).map(({ action }) => action);
    expect(await actions(10)).toEqual(['create.done', 'create.added', 'create.intended']);
    expect(await actions(2)).toEqual(['create.done', 'create.added']);
  });

  it('gives the events of one secret page by page, the last written first, whatever is written meanwhile', async () => {
    for (let number = 1; number <= 5; number += 1) {
      await audit().append(anEvent({ detail: `${number}`, at: after(number % 2) }));
      await audit().append(anEvent({ reference: ref(2) }));
    }
    const seen: (string | undefined)[][] = [];
    let cursor: string | undefined;
    do {
      const page = await audit().pageOfSecret(TENANT, ref(1), { after: cursor, limit: 2 });
      seen.push(page.items.map(({ detail }) => detail));
      cursor = page.next;
      await audit().append(anEvent({ detail: 'meanwhile' }));
    } while (cursor !== undefined);
    expect(seen).toEqual([['5', '4'], ['3', '2'], ['1']]);
    expect(await audit().pageOfSecret(OTHER_TENANT, ref(1), { limit: 2 })).toEqual({ items: [] });
  });

  it.each(['', 'x', '-1', '1e3', '9'.repeat(40)])('takes the cursor %j for the first page', async (cursor) => {
    await audit().append(anEvent({ detail: 'one' }));
    const { items } = await audit().pageOfSecret(TENANT, ref(1), { after: cursor, limit: 2 });
    expect(items.map(({ detail }) => detail)).toEqual(['one']);
  });

  it('loses none of many concurrent events', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, number) => audit().append(anEvent({ detail: `${number}` }))));
    const details = (await audit().ofSecret(TENANT, ref(1), 99)).map(({ detail }) => detail);
    expect(new Set(details).size).toBe(30);
  });
}
