import { domainOver } from '../../../src/domain/domain';
import { DomainError } from '../../../src/domain/errors';
import { DomainWorld } from '../support/domainWorld';
import { MINUTE, SECOND } from '../support/fixedClock';

describe('when addPassword does not answer with a credential', () => {
  it('is undone at once as refused when Entra refuses', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const error = new DomainError('refused', { reason: 'too_many_secrets', application: world.payroll.objectId });
    world.directory.interruptions.fail('addPassword', 'before', { error });
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ reason: 'refused', undone: false });
  });

  it.each([
    ['says whom to make an owner of what where SecretBot may not manage the application', false],
    ['leaves that out where it cannot be looked up', true],
  ])('%s', async (_what, away) => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const { objectId, appId } = world.payroll;
    const error = new DomainError('refused', { reason: 'bot_cannot_serve', application: objectId });
    world.directory.interruptions.fail('addPassword', 'before', { error });
    if (away) world.directory.interruptions.fail('self');
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    const told = world.chat.shown(world.alex.objectId, `wizard:${id}`);
    expect(told).toMatchObject({ kind: 'not_created', reason: 'refused' });
    if (away) expect(told).not.toHaveProperty('gap');
    else expect(told).toMatchObject({ gap: { clientId: appId, objectId, principalId: expect.any(String) } });
  });

  it('finds the credential of a lost answer by its reference, removes it and says so', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.directory.interruptions.fail('addPassword', 'after');
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      kind: 'not_created',
      reason: 'graph_failed',
      undone: true,
      intentId: id,
    });
  });

  it('tries again soon when Entra is certain that nothing was done, and creates exactly one', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const error = new DomainError('unavailable', { service: 'graph', retryAfterSeconds: 20, nothingDone: true });
    world.directory.interruptions.fail('addPassword', 'before', { error, times: 2 });
    await world.domain.creates.fulfil(id);
    expect(world.ownCredentials()).toEqual([]);
    await world.sweepFor(15 * SECOND);
    expect(world.ownCredentials()).toEqual([]);
    await world.sweepFor(MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'created' });
  });

  it('gives up after ten minutes of being certain, without the long look-up', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const error = new DomainError('unavailable', { service: 'graph', nothingDone: true });
    world.directory.interruptions.fail('addPassword', 'before', { error, times: 1000 });
    await world.domain.creates.fulfil(id);
    await world.sweepFor(11 * MINUTE);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'not_created', undone: false });
  });
});

describe('when the vault does not take the value', () => {
  it('removes the credential again and tells the person at once, though the vault is still down', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'before', { times: 20 });
    world.vault.interruptions.fail('remove', 'before', { times: 3 });
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      reason: 'vault_failed',
      undone: true,
    });
  });

  it('leaves no entry when the value arrived and only the answers were lost', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'after', { times: 20 });
    world.vault.interruptions.fail('remove', 'before', { times: 2 });
    await world.domain.creates.fulfil(id);
    expect(world.vault.names(world.production)).toHaveLength(1);
    await world.sweepFor(20 * MINUTE);
    expect(world.vault.names(world.production)).toEqual([]);
    expect(world.ownCredentials()).toEqual([]);
  });

  it('removes an entry that a late put makes after everything was undone', async () => {
    const world = new DomainWorld();
    const { id, reference } = await world.submit();
    world.vault.interruptions.fail('put', 'before', { times: 20 });
    await world.domain.creates.fulfil(id);
    world.vault.interruptions.clear();
    const details = { expiresAt: world.clock.now(), contentType: 'x', tags: {} };
    const value = world.world.ids.ticketKey();
    await world.vault.put(world.production, reference.toLowerCase(), value, details);
    await world.sweepFor(20 * MINUTE);
    expect(world.vault.names(world.production)).toEqual([]);
  });

  it('waits for minutes for a vault that refuses, as after a change of roles, and the card says so', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const seen: unknown[] = [];
    world.vault.interruptions.fail('put', 'before', { times: 6 });
    world.vault.interruptions.during('put', 'after', () =>
      world.domain.outbox.deliverDue().then(() => seen.push(...world.chat.of(world.alex.objectId, 'creating'))),
    );
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(seen).toEqual([expect.objectContaining({ waitsFor: 'vault' })]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'created' });
    expect(world.ownCredentials()).toHaveLength(1);
    expect(await world.store.records.intents.lease(id, world.clock.now(), world.clock.now())).toBeDefined();
  });

  it('is not taken over by the sweep while it waits, nor finished by who lost it', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'before', { times: 8 });
    const other = world.restarted();
    const sweeping = {
      ...world.world,
      pauses: {
        giveWay: async () => {},
        wait: async (ms: number) => {
          for (let passed = 0; passed < ms; passed += 1000) {
            world.clock.advance(1000);
            await other.sweeper.sweep();
          }
        },
      },
    };
    await domainOver(sweeping).creates.fulfil(id);
    await other.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'created' });
  });

  it('is undone and told when the vault refuses for good, after three minutes', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const begun = world.clock.now().getTime();
    world.vault.interruptions.fail('put', 'before', { times: 1000 });
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.clock.now().getTime() - begun).toBeLessThanOrEqual(3 * MINUTE);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ reason: 'vault_failed' });
    expect(world.ownCredentials()).toEqual([]);
  });

  it('is undone for good where the directory does not know the new credential yet', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.directory.lagCredentials();
    world.vault.interruptions.fail('put', 'before', {
      error: new DomainError('conflict', { reason: 'changed_meanwhile' }),
    });
    await world.domain.creates.fulfil(id);
    expect(world.ownCredentials()).toHaveLength(1);
    world.directory.catchUp();
    await world.sweepFor(16 * MINUTE, MINUTE);
    expect(world.ownCredentials()).toEqual([]);
  });

  it('is undone when the name is just being deleted there', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'before', {
      error: new DomainError('conflict', { reason: 'changed_meanwhile' }),
    });
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ reason: 'vault_failed' });
  });
});
