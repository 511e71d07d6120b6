import { actor } from '../support/domainWorld';
import { DAY, HOUR, MINUTE } from '../support/fixedClock';
import { SharingBench } from '../support/sharingBench';

/** A vaulted, shared secret of Alex's making that Megan owns, on the day before it expires. */
async function dayBefore() {
  const bench = new SharingBench();
  const { world } = bench;
  const secret = await bench.secret({ preApprove: true });
  world.clock.advance(secret.expiresAt.getTime() - world.clock.now().getTime() - DAY);
  await bench.told();
  const sweep = () => world.sweepFor(2 * MINUTE, MINUTE, bench.domain);
  return { bench, world, secret, sweep };
}

const told = ({ world }: SharingBench, person: { readonly objectId: string }) =>
  world.chat.of(person.objectId, 'copy_retired').length;

describe('the copy of a secret that expires', () => {
  it('stays in the vault until the secret has expired', async () => {
    const { bench, world, secret, sweep } = await dayBefore();
    await sweep();
    expect(world.vault.names(bench.location)).toEqual([secret.reference.toLowerCase()]);
    expect(await bench.now(secret)).toEqual(secret);
  });

  it('is deleted then, once; the secret stays on its application, and its owner and creator are told', async () => {
    const { bench, world, secret, sweep } = await dayBefore();
    world.clock.advance(DAY + HOUR);
    for (let day = 0; day < 3; day += 1) {
      await sweep();
      world.clock.advance(DAY);
    }
    expect(world.vault.names(bench.location)).toEqual([]);
    expect(world.directory.truth(world.payroll.objectId).map(({ keyId }) => keyId)).toContain(secret.keyId);
    const { vaultEntry: _, ...rest } = secret;
    expect(await bench.now(secret)).toEqual({ ...rest, sharing: false, preApproved: false });
    expect([told(bench, world.megan), told(bench, world.alex), told(bench, world.lee)]).toEqual([1, 1, 0]);
    const audited = (await bench.audit(secret)).filter((action) => /^(copy|delete)\./.test(action));
    expect(audited.sort()).toEqual(['copy.expired', 'delete.unvaulted']);
  });

  it('takes with it what others asked for and were given', async () => {
    const { bench, world, secret, sweep } = await dayBefore();
    world.clock.advance(DAY - HOUR);
    const { grant } = await bench.granted(secret);
    const request = await bench.ask(secret, { by: bench.priya });
    world.clock.advance(2 * HOUR);
    await sweep();
    // A grant ends with the secret at the latest: it is over already.
    expect((await bench.store.records.grants.find(grant.id))?.state).toBe('ended');
    const asked = await bench.store.records.requests.find(request.request.id);
    expect(asked).toMatchObject({ state: 'cancelled', cancelReason: 'sharing_off' });
    await expect(bench.ask(secret, { by: bench.priya })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('goes later where the vault does not answer, and nobody is told before', async () => {
    const { bench, world, secret, sweep } = await dayBefore();
    world.clock.advance(DAY + HOUR);
    world.vault.interruptions.fail('remove');
    await bench.domain.sweeper.sweep();
    expect((await bench.now(secret)).vaultEntry).toEqual(secret.vaultEntry);
    expect(told(bench, world.megan)).toBe(0);
    world.clock.advance(HOUR);
    await sweep();
    expect((await bench.now(secret)).vaultEntry).toBeUndefined();
    expect(told(bench, world.megan)).toBe(1);
  });

  it('is not touched where its location is no longer configured', async () => {
    const { bench, world, secret } = await dayBefore();
    world.clock.advance(DAY + HOUR);
    const elsewhere = world.restarted({ store: bench.store, locations: [{ ...bench.location, id: 'other' }] });
    await elsewhere.sweeper.sweep();
    expect((await bench.now(secret)).vaultEntry).toEqual(secret.vaultEntry);
  });

  it('is deleted by one of two processes, and the other does nothing', async () => {
    const { bench, world, secret } = await dayBefore();
    world.clock.advance(DAY + HOUR);
    const other = world.restarted({ store: bench.store, locations: [bench.location] });
    await Promise.all([bench.domain.sweeper.sweep(), other.sweeper.sweep()]);
    await world.sweepFor(2 * MINUTE, MINUTE, other);
    expect((await bench.audit(secret)).filter((action) => action === 'delete.unvaulted')).toHaveLength(1);
    expect(told(bench, world.megan)).toBe(1);
  });

  it('does not stand for the secret: who deletes it meanwhile is asked to look again', async () => {
    const { bench, world, secret } = await dayBefore();
    world.clock.advance(DAY + HOUR);
    world.vault.interruptions.fail('remove');
    await bench.domain.sweeper.sweep();
    const { reference, name } = secret;
    const confirm = () => bench.domain.deletes.confirm(actor(world.megan), { reference }, name);
    await expect(confirm()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'changed_meanwhile' } });
    world.clock.advance(HOUR);
    await world.sweepFor(2 * MINUTE, MINUTE, bench.domain);
    expect(await confirm()).toMatchObject({ cause: 'confirmed', reference });
  });
});
