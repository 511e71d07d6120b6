import { parseReference } from '../../../src/domain/reference';
import { actor, TENANT } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';
import { SharingBench } from '../support/sharingBench';

describe('the history of a secret', () => {
  it('says whose ticket and whose access a row is about, from the records and not from the audit', async () => {
    const bench = new SharingBench();
    const { alex, megan, lee } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    await bench.domain.grants.revoke(actor(megan), grant.id);
    const view = await bench.domain.catalogue.show(actor(megan), secret.reference);
    if (view.kind !== 'full') throw new Error('not the whole view');
    const about = (action: string) =>
      view.history.items.filter((event) => event.action === action).map(({ aboutId }) => aboutId);
    expect(about('grant.made')).toEqual([lee.objectId]);
    expect(about('grant.revoked')).toEqual([lee.objectId]);
    expect(about('ticket.issued')).toEqual([lee.objectId, alex.objectId]);
    expect(about('create.done')).toEqual([undefined]);
    expect(view.history.names.get(lee.objectId)).toBe('Lee Tanaka');
    const rows = await bench.store.records.audit.ofSecret(TENANT, secret.reference, 100);
    expect(JSON.stringify(rows.filter(({ action }) => action.startsWith('grant.')))).not.toContain(lee.objectId);
  });

  it('comes ten rows a page, every row once, to those who may see all of the secret', async () => {
    const bench = new SharingBench();
    const { megan } = bench.world;
    const secret = await bench.secret();
    for (let number = 0; number < 6; number += 1) {
      const view = await bench.ask(secret);
      await bench.domain.requests.withdraw(actor(bench.world.lee), view.request.id);
      bench.world.clock.advance(MINUTE);
    }
    const shown = await bench.domain.catalogue.show(actor(megan), secret.reference);
    if (shown.kind !== 'full') throw new Error('not the whole view');
    const pages = [shown.history];
    for (let after = shown.history.next; after !== undefined; ) {
      const { page } = await bench.domain.catalogue.history(actor(megan), secret.reference, after);
      pages.push(page);
      after = page.next;
    }
    const actions = pages.map(({ items }) => items.map(({ action }) => action));
    expect(actions.slice(0, -1).map(({ length }) => length)).toEqual(pages.slice(0, -1).map(() => 10));
    expect(actions.flat().reverse()).toEqual(await bench.audit(secret));
    expect(pages.length).toBeGreaterThan(1);
  });

  it('is there for nobody who may not see all of the secret, as if there were none', async () => {
    const bench = new SharingBench();
    const { alex, lee } = bench.world;
    const shared = await bench.secret();
    const own = await bench.secret({ share: false });
    const none = parseReference('sb-00000000') ?? own.reference;
    for (const reference of [shared.reference, own.reference, none]) {
      await expect(bench.domain.catalogue.history(actor(lee), reference, '')).rejects.toMatchObject({
        code: 'not_found',
        details: { what: 'secret', query: reference },
      });
    }
    await expect(bench.domain.catalogue.history(actor(alex), own.reference, '')).resolves.toMatchObject({
      secret: { reference: own.reference },
    });
    bench.world.directory.addPerson({ ...alex, enabled: false });
    bench.world.clock.advance(6 * MINUTE);
    await expect(bench.domain.catalogue.history(actor(alex), own.reference, '')).rejects.toMatchObject({
      code: 'not_found',
      details: { what: 'person' },
    });
  });
});
