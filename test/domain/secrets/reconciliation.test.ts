import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { DAY, HOUR } from '../support/fixedClock';

describe('the daily reconciliation', () => {
  it('reports a credential that was removed in the portal, and clears up after it', async () => {
    const world = new DomainWorld();
    const { secret, intent } = await world.created(world.draft({}, { ownerId: world.megan.objectId }));
    const kept = await world.created(world.draft({ name: 'kept' }));
    world.clock.advance(2 * HOUR);
    await world.directory.removePassword(world.payroll.objectId, secret.keyId);
    await world.domain.sweeper.sweep();
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'gone' });
    expect(world.vault.names(world.production)).toEqual([kept.secret.reference.toLowerCase()]);
    for (const person of [world.alex, world.megan]) {
      expect(world.chat.of(person.objectId, 'gone')).toHaveLength(1);
    }
    expect(world.chat.shown(world.alex.objectId, `carrier:${intent.ticketId}`)).toMatchObject({
      state: { kind: 'cancelled' },
    });
    const [row] = await world.store.records.audit.ofSecret(TENANT, secret.reference, 1);
    expect(row).toMatchObject({ action: 'reconcile.gone', actorId: 'system' });
    await world.sweepFor(2 * DAY, 6 * HOUR);
    expect(world.chat.of(world.megan.objectId, 'gone')).toHaveLength(1);
  });

  it('does not believe that a credential is gone which the directory may only not show yet', async () => {
    const world = new DomainWorld();
    world.directory.lagCredentials();
    const { secret } = await world.created();
    await world.domain.sweeper.sweep();
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'active' });
  });

  it('does not believe a single absent read', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    world.clock.advance(2 * HOUR);
    const credentials = world.directory.truth(world.payroll.objectId);
    const ownerIds = [world.alex.objectId];
    world.directory.addApplication(world.payroll, { ownerIds, credentials: [] });
    world.directory.lagCredentials(1);
    world.directory.addApplication(world.payroll, { ownerIds, credentials });
    await world.domain.sweeper.sweep();
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'active' });
  });

  it('believes nothing of an application that cannot be read, and tries the vault again the next day', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    world.clock.advance(2 * HOUR);
    await world.directory.removePassword(world.payroll.objectId, secret.keyId);
    world.directory.interruptions.fail('credentials');
    await world.domain.sweeper.sweep();
    const state = async () => (await world.store.records.secrets.find(TENANT, secret.reference))?.state;
    expect(await state()).toBe('active');
    world.vault.interruptions.fail('remove');
    world.clock.advance(DAY);
    await world.domain.sweeper.sweep();
    expect(await state()).toBe('active');
    world.clock.advance(DAY);
    await world.domain.sweeper.sweep();
    expect(await state()).toBe('gone');
  });
});

it("takes what a create is still making for nobody else's, and does not let it be deleted as such", async () => {
  const world = new DomainWorld();
  const { id } = await world.submit();
  world.vault.interruptions.fail('put', 'before', { times: 20 });
  world.directory.interruptions.fail('removePassword');
  await world.domain.creates.fulfil(id);
  const [credential] = world.ownCredentials();
  if (!credential) throw new Error('there is no credential');
  const { rows } = await world.domain.catalogue.list(actor(world.alex), { scope: 'app', application: 'Payroll API' });
  expect(rows).toEqual([]);
  const target = { applicationId: world.payroll.objectId, keyId: credential.keyId };
  await expect(world.domain.deletes.ask(actor(world.alex), target)).rejects.toMatchObject({ code: 'conflict' });
});
