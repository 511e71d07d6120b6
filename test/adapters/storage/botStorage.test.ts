import type { KyselyBotStorage } from '../../../src/adapters/storage/botStorage';
import type { WizardStorage } from '../../../src/dialogs/wizardStorage';
import { describeEachEngine } from './eachEngine';
import type { AnyDatabase } from './temporaryDatabase';

const changed = { code: 'conflict', details: { reason: 'changed_meanwhile' } };

describeEachEngine('the state of the bot in the database', (open) => {
  let temporary: AnyDatabase;
  beforeEach(async () => {
    temporary = await open();
  });
  afterEach(() => temporary.remove());

  // What the dialogs ask for is what this is: the compiler checks it here.
  const storage = (): WizardStorage & KyselyBotStorage => temporary.database.botStorage;
  const eTagOf = async (key: string) => String((await storage().read([key]))[key]?.eTag);

  it('gives back what was written, with an eTag, also after a restart', async () => {
    const item = { step: 2, typed: { name: 'CI “deploy” 🔑', vault: true, nothing: null }, list: [1, 'two'] };
    await storage().write({ a: item });
    await temporary.restart();
    expect(await storage().read(['a', 'b'])).toEqual({ a: { ...item, eTag: expect.any(String) } });
  });

  it('reads nothing when nothing is asked for', async () => {
    expect(await storage().read([])).toEqual({});
    await storage().write({});
    await storage().delete([]);
  });

  it('gives each version another eTag, also when nothing else changed', async () => {
    await storage().write({ a: { x: 1 } });
    const first = await eTagOf('a');
    await storage().write({ a: { x: 1 } });
    expect(await eTagOf('a')).not.toBe(first);
  });

  it('replaces exactly the version that was read', async () => {
    await storage().write({ a: { x: 1 } });
    const read = (await storage().read(['a']))['a'];
    await storage().write({ a: { ...read, x: 2 } });
    await expect(storage().write({ a: { ...read, x: 3 } })).rejects.toMatchObject(changed);
    expect((await storage().read(['a']))['a']).toMatchObject({ x: 2 });
  });

  it('lets one of twenty who read the same version win', async () => {
    await storage().write({ a: { x: 0 } });
    const eTag = await eTagOf('a');
    const writes = Array.from({ length: 20 }, (_, x) => storage().write({ a: { x, eTag } }));
    const results = await Promise.allSettled(writes);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('does not bring back what was deleted since it was read', async () => {
    await storage().write({ a: { x: 1 } });
    const read = (await storage().read(['a']))['a'];
    await storage().delete(['a']);
    await expect(storage().write({ a: read })).rejects.toMatchObject(changed);
    expect(await storage().read(['a'])).toEqual({});
  });

  it.each(['*', undefined])('overwrites with the eTag %p', async (eTag) => {
    await storage().write({ a: { x: 1 } });
    await storage().write({ a: { x: 2, ...(eTag && { eTag }) } });
    expect((await storage().read(['a']))['a']).toMatchObject({ x: 2 });
  });

  it('only makes what is new with the eTag "new"', async () => {
    await storage().write({ a: { x: 1, eTag: 'new' } });
    await expect(storage().write({ a: { x: 2, eTag: 'new' } })).rejects.toMatchObject(changed);
    expect((await storage().read(['a']))['a']).toMatchObject({ x: 1 });
  });

  it('writes all items or none', async () => {
    await storage().write({ b: { x: 1 } });
    await expect(storage().write({ a: { x: 1 }, b: { x: 2, eTag: 'old' } })).rejects.toMatchObject(changed);
    expect(Object.keys(await storage().read(['a', 'b']))).toEqual(['b']);
  });

  it('deletes, and does not mind what is not there', async () => {
    await storage().write({ a: {}, b: {}, c: {} });
    await storage().delete(['a', 'b', 'x']);
    expect(Object.keys(await storage().read(['a', 'b', 'c']))).toEqual(['c']);
  });

  it('deletes only the version that was read', async () => {
    await storage().write({ a: { x: 1 } });
    const old = await eTagOf('a');
    await storage().write({ a: { x: 2 } });
    expect(await storage().deleteVersion('a', old)).toBe(false);
    expect(await storage().deleteVersion('a', await eTagOf('a'))).toBe(true);
    expect(await storage().deleteVersion('a', old)).toBe(false);
    expect(await storage().read(['a'])).toEqual({});
  });

  it('lists what nobody wrote for a while, oldest first', async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
    for (const [hour, key] of ['w/a', 'w/b', 'x/c', 'w/d'].entries()) {
      temporary.clock.time = at(hour);
      await storage().write({ [key]: {} });
    }
    temporary.clock.time = at(9);
    await storage().write({ 'w/a': {} });
    expect(await storage().keysUnchangedSince('w/', at(3), 10)).toEqual(['w/b']);
    expect(await storage().keysUnchangedSince('w/', at(10), 10)).toEqual(['w/b', 'w/d', 'w/a']);
    expect(await storage().keysUnchangedSince('w/', at(10), 2)).toEqual(['w/b', 'w/d']);
    expect(await storage().keysUnchangedSince('W/%', at(10), 10)).toEqual([]);
  });

  it('refuses to be used inside a transaction instead of waiting for ever', async () => {
    const inside = temporary.database.store.transaction(() => storage().read(['a']));
    await expect(inside).rejects.toThrow('inside a transaction');
  });
});
