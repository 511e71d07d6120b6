import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { DAY, MINUTE } from '../support/fixedClock';

describe('an unvaulted value that nobody looks at', () => {
  it('takes its credential with it after 15 minutes, and the person may create it again', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created(world.draft({ vault: false }));
    await world.sweepFor(14 * MINUTE, MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
    await world.sweepFor(MINUTE, MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'removed_unseen' });
    expect(await world.store.records.tickets.sealedValue(intent.ticketId)).toBeUndefined();
    expect(world.chat.of(world.alex.objectId, 'removed_unseen')).toEqual([
      expect.objectContaining({ intentId: intent.id }),
    ]);
    expect(world.chat.shown(world.alex.objectId, `carrier:${intent.ticketId}`)).toMatchObject({
      state: { kind: 'removed_unseen', at: world.clock.now() },
    });
    await expect(world.domain.creates.draftOf(actor(world.alex), intent.id)).resolves.toMatchObject({
      details: { name: 'CI deploy' },
    });
    await expect(world.domain.reveals.open(actor(world.alex), intent.ticketId)).resolves.toMatchObject({
      kind: 'removed_unseen',
    });
  });

  it('is also told to another owner, who is offered nothing', async () => {
    const world = new DomainWorld();
    await world.created(world.draft({ vault: false }, { ownerId: world.megan.objectId }));
    await world.sweepFor(15 * MINUTE, MINUTE);
    const [notice] = world.chat.of(world.megan.objectId, 'removed_unseen');
    expect(notice).toBeDefined();
    expect(notice).not.toHaveProperty('intentId');
  });

  it('goes once Graph answers again', async () => {
    const world = new DomainWorld();
    await world.created(world.draft({ vault: false }));
    world.directory.interruptions.fail('removePassword', 'before', { times: 4 });
    await world.sweepFor(15 * MINUTE, MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
    await world.sweepFor(30 * MINUTE, MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.of(world.alex.objectId, 'removed_unseen')).toHaveLength(1);
  });

  it('stays when the value was shown', async () => {
    const world = new DomainWorld();
    const { intent } = await world.created(world.draft({ vault: false }));
    const key = world.chat.keyOf(intent.ticketId);
    await world.domain.reveals.reveal(actor(world.alex), intent.ticketId, key, world.clock.now());
    await world.sweepFor(DAY, 60 * MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
    expect(world.chat.of(world.alex.objectId, 'removed_unseen')).toEqual([]);
  });
});

describe('a vaulted value that nobody looks at', () => {
  it('stays in the vault; only the ticket ends after 24 hours', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created();
    await world.sweepFor(DAY, 60 * MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
    expect(world.vault.names(world.production)).toHaveLength(1);
    expect(await world.store.records.tickets.find(intent.ticketId)).toMatchObject({ state: 'expired' });
    expect(world.chat.shown(world.alex.objectId, `carrier:${intent.ticketId}`)).toMatchObject({
      state: { kind: 'expired' },
    });
    const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 50);
    expect(rows[0]).toMatchObject({ action: 'ticket.expired', actorId: 'system' });
  });
});
