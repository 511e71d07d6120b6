import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';

describe('a reveal that is refused', () => {
  const clicking = (world: DomainWorld) => ({ ...actor(world.alex), clickId: 'f:late' });
  const reveal = (world: DomainWorld, ticketId: string) =>
    world.domain.reveals.reveal(clicking(world), ticketId, undefined, world.clock.now());
  const refusals = async (world: DomainWorld, reference: Parameters<typeof world.store.records.audit.ofSecret>[1]) =>
    (await world.store.records.audit.ofSecret(TENANT, reference, 100))
      .filter(({ action }) => action === 'reveal.refused')
      .map(({ actorId, clickId, detail }) => ({ actorId, clickId, detail }));

  it('because it comes too late is in the audit, with its click', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created(world.draft({ vault: false }));
    await world.sweepFor(15 * MINUTE, MINUTE);
    await expect(reveal(world, intent.ticketId)).rejects.toMatchObject({ code: 'gone' });
    expect(await refusals(world, secret.reference)).toEqual([
      { actorId: world.alex.objectId, clickId: 'f:late', detail: 'removed_unseen' },
    ]);
  });

  it('because the click is older than eight seconds is in the audit, and takes nothing away', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created(world.draft({ vault: true }));
    const before = new Date(world.clock.now().getTime() - 8_001);
    const late = world.domain.reveals.reveal(clicking(world), intent.ticketId, undefined, before);
    await expect(late).rejects.toMatchObject({ code: 'conflict', details: { reason: 'too_late' } });
    expect(await refusals(world, secret.reference)).toEqual([
      { actorId: world.alex.objectId, clickId: 'f:late', detail: 'too_late' },
    ]);
    await expect(reveal(world, intent.ticketId)).resolves.toMatchObject({ secret: { reference: secret.reference } });
  });

  it('because everything is stopped is in the audit', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created(world.draft({ vault: true }));
    const freeze = { by: { objectId: 'nora', displayName: 'Nora' }, at: world.clock.now(), reason: '' };
    await world.store.records.freezes.set(TENANT, freeze);
    await expect(reveal(world, intent.ticketId)).rejects.toMatchObject({ code: 'frozen' });
    expect(await refusals(world, secret.reference)).toEqual([
      { actorId: world.alex.objectId, clickId: 'f:late', detail: 'frozen' },
    ]);
  });

  it('because the same click came twice is none: it was shown', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created(world.draft({ vault: true }));
    await reveal(world, intent.ticketId);
    await expect(reveal(world, intent.ticketId)).rejects.toMatchObject({ code: 'gone' });
    expect(await refusals(world, secret.reference)).toEqual([]);
  });
});
