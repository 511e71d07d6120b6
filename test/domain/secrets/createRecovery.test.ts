import { DomainError } from '../../../src/domain/errors';
import { credentialDisplayName } from '../../../src/domain/reference';
import { credentialsOf } from '../../../src/domain/secrets/onlyOurs';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE, SECOND } from '../support/fixedClock';

/** A create whose addPassword had no answer and no effect that anybody can see. */
async function unanswered(world: DomainWorld, moment: 'before' | 'after' = 'before') {
  const intent = await world.submit();
  world.directory.interruptions.fail('addPassword', moment);
  await world.domain.creates.fulfil(intent.id);
  return intent;
}

async function stepOf(world: DomainWorld, id: string) {
  return (await world.store.records.intents.findCreate(id))?.step;
}

describe('looking for an unanswered addPassword', () => {
  it('says "nothing was created" only after five absent reads, the last 15 minutes after the last possible effect', async () => {
    const world = new DomainWorld();
    const { id } = await unanswered(world);
    let reads = 1;
    const count = () => {
      reads += 1;
      world.directory.interruptions.during('credentials', 'after', count);
    };
    world.directory.interruptions.during('credentials', 'after', count);
    await world.sweepFor(14 * MINUTE + 45 * SECOND);
    expect(await stepOf(world, id)).toBe('undoing');
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toBeUndefined();
    await world.sweepFor(MINUTE);
    expect(await stepOf(world, id)).toBe('undone');
    expect(reads).toBeGreaterThanOrEqual(5);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'not_created', undone: false });
  });

  it('does not count fast reads as proof, however many there are', async () => {
    const world = new DomainWorld();
    const { id } = await unanswered(world);
    for (let n = 0; n < 20; n += 1) {
      world.clock.advance(10 * SECOND);
      await world.domain.creates.fulfil(id);
    }
    expect(await stepOf(world, id)).toBe('undoing');
  });

  it('does not count one late read as proof either', async () => {
    const world = new DomainWorld();
    const { id } = await unanswered(world);
    world.clock.advance(HOUR);
    await world.domain.creates.fulfil(id);
    expect(await stepOf(world, id)).toBe('undoing');
    await world.sweepFor(10 * MINUTE);
    expect(await stepOf(world, id)).toBe('undone');
  });

  it('removes a credential that shows only after ten minutes', async () => {
    const world = new DomainWorld();
    world.directory.lagCredentials();
    const { id } = await unanswered(world, 'after');
    await world.sweepFor(10 * MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
    world.directory.catchUp();
    await world.sweepFor(10 * MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ undone: true });
  });

  it('does not count a read that failed', async () => {
    const world = new DomainWorld();
    const { id } = await unanswered(world);
    world.directory.interruptions.fail('credentials', 'before', { times: 1_000_000 });
    await world.sweepFor(HOUR, MINUTE);
    expect(await stepOf(world, id)).toBe('undoing');
    expect((await world.store.records.intents.findCreate(id))?.absentReads).toBe(1);
  });

  it('removes none of two credentials that could be ours, and tells the person and the administrators', async () => {
    const world = new DomainWorld();
    const { id, reference } = await unanswered(world, 'before');
    for (const _ of [1, 2]) {
      await world.directory.addPassword(world.payroll.objectId, {
        displayName: credentialDisplayName('CI deploy', reference),
        expiresAt: new Date(world.clock.now().getTime() + HOUR),
      });
    }
    await world.sweepFor(MINUTE);
    expect(await stepOf(world, id)).toBe('unclear');
    expect(world.ownCredentials()).toHaveLength(2);
    const keyIds = world.ownCredentials().map((each) => each.keyId);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'create_unclear', keyIds });
    expect(world.chat.of(world.nora.objectId, 'create_unclear')).toEqual([expect.objectContaining({ keyIds })]);
    await world.sweepFor(HOUR, MINUTE);
    expect(world.ownCredentials()).toHaveLength(2);
  });

  it('waits with an unclear outcome until it knows whom to tell', async () => {
    const world = new DomainWorld();
    const { id, reference } = await unanswered(world, 'before');
    const wanted = { displayName: credentialDisplayName('CI deploy', reference), expiresAt: world.clock.now() };
    await world.directory.addPassword(world.payroll.objectId, wanted);
    await world.directory.addPassword(world.payroll.objectId, wanted);
    world.directory.interruptions.fail('groupMembers');
    await world.sweepFor(15 * SECOND);
    expect(await stepOf(world, id)).toBe('undoing');
    await world.sweepFor(2 * MINUTE);
    expect(world.chat.of(world.nora.objectId, 'create_unclear')).toHaveLength(1);
  });

  it('believes that an application which is gone has no credential of ours', async () => {
    const world = new DomainWorld();
    const { id } = await unanswered(world, 'after');
    world.directory.removeApplication(world.payroll.objectId);
    await world.sweepFor(30 * MINUTE, MINUTE);
    expect(await stepOf(world, id)).toBe('undone');
  });
});

describe('the proof that a credential is ours', () => {
  const world = new DomainWorld();
  const now = world.clock.now();
  const at = (offset: number) => new Date(now.getTime() + offset);

  it.each([
    ['new, begun after the intent, with the reference', {}, 1],
    ['known from before', { keyId: 'before' }, 0],
    ['new, by a clock of the directory that is four minutes behind', { startsAt: at(-4 * MINUTE) }, 1],
    ['begun an hour before the intent', { startsAt: at(-HOUR) }, 0],
    ['without a name', { displayName: undefined }, 0],
    ['with another reference', { displayName: 'CI deploy (sb-00000000)' }, 0],
    ['with the reference in the middle of the name', { displayName: 'x (REF) y' }, 0],
  ])('%s: %#', async (_what, change, expected) => {
    const intent = { ...(await new DomainWorld().submit()), createdAt: now, keyIdsBefore: ['before'] };
    const base = {
      keyId: 'new',
      displayName: `CI deploy (${intent.reference})`,
      startsAt: at(SECOND),
      expiresAt: at(HOUR),
    };
    const { displayName, ...rest } = { ...base, ...change };
    const name = displayName?.replace('REF', intent.reference);
    const credential = name === undefined ? rest : { ...rest, displayName: name };
    expect(credentialsOf(intent, [credential])).toHaveLength(expected);
  });
});

describe('two workers on one create', () => {
  it('never both work: the second returns at once', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    let secondDone = false;
    world.directory.interruptions.during('addPassword', 'before', async () => {
      await world.restarted().creates.fulfil(id);
      secondDone = true;
    });
    await world.domain.creates.fulfil(id);
    expect(secondDone).toBe(true);
    expect(world.ownCredentials()).toHaveLength(1);
    expect(await stepOf(world, id)).toBe('done');
  });

  it('a worker that slept through its lease after addPassword commits nothing more', async () => {
    const world = new DomainWorld();
    const { id, reference } = await world.submit();
    world.directory.interruptions.during('addPassword', 'after', async () => {
      world.clock.advance(2 * MINUTE);
      await world.restarted().creates.fulfil(id);
    });
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(await stepOf(world, id)).toBe('undone');
    expect(await world.store.records.secrets.find(TENANT, reference)).toBeUndefined();
    await world.sweepFor(30 * MINUTE, MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.vault.names(world.production)).toEqual([]);
  });

  it('a worker that slept for an hour before addPassword leaves nothing behind', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const other = world.restarted();
    world.directory.interruptions.during('addPassword', 'before', () => world.sweepFor(HOUR, MINUTE, other));
    await world.domain.creates.fulfil(id);
    expect(await stepOf(world, id)).toBe('undone');
    expect(world.ownCredentials()).toHaveLength(1);
    await world.sweepFor(MINUTE);
    expect(world.ownCredentials()).toEqual([]);
  });

  it('a worker that slept in the vault call is fenced off, and the entry is removed', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const other = world.restarted();
    world.vault.interruptions.during('put', 'before', () => world.sweepFor(4 * MINUTE, MINUTE, other));
    await world.domain.creates.fulfil(id);
    expect(await stepOf(world, id)).toBe('undone');
    await world.sweepFor(30 * MINUTE, MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.vault.names(world.production)).toEqual([]);
  });
});

describe('a create that nobody began', () => {
  it('is begun by the sweep while it is fresh', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    await world.sweepFor(MINUTE);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'created' });
  });

  it('is undone when it is older, and the person is told', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.clock.advance(HOUR);
    await world.sweepFor(15 * SECOND);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      kind: 'not_created',
      reason: 'interrupted',
      undone: false,
    });
    await expect(world.domain.reveals.open(actor(world.alex), id)).resolves.toMatchObject({ kind: 'cancelled' });
  });
});

describe('an undo that cannot go on', () => {
  it('waits until Graph lets it remove the credential, then tells the person', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'before', { times: 20 });
    world.directory.interruptions.fail('removePassword', 'before', { times: 3 });
    await world.domain.creates.fulfil(id);
    expect(world.ownCredentials()).toHaveLength(1);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toBeUndefined();
    await world.sweepFor(10 * MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      reason: 'vault_failed',
      undone: true,
    });
  });

  it('holds when the removal happened and only its answer was lost', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'before', { times: 20 });
    world.directory.interruptions.fail('removePassword', 'after');
    await world.domain.creates.fulfil(id);
    await world.sweepFor(2 * MINUTE);
    expect(await stepOf(world, id)).toBe('undone');
  });
});

describe('an undo that does not get through', () => {
  it('is told at once where the bot may not remove the credential, and its outcome takes the same place', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.vault.interruptions.fail('put', 'before', { times: 20 });
    const error = new DomainError('not_allowed', { action: 'delete' });
    world.directory.interruptions.fail('removePassword', 'before', { error, times: 4 });
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    const told = { kind: 'not_finished', what: 'undo', secret: { name: 'CI deploy', applicationName: 'Payroll API' } };
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toEqual(told);
    expect(world.chat.of(world.nora.objectId, 'not_finished')).toEqual([told]);
    await world.sweepFor(HOUR, MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toHaveLength(1);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ kind: 'not_created', undone: true });
  });

  it('is told after ten minutes in which the application cannot even be read', async () => {
    const world = new DomainWorld();
    await unanswered(world);
    world.directory.interruptions.fail('credentials', 'before', { times: 1000 });
    await world.sweepFor(9 * MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toEqual([]);
    await world.sweepFor(10 * MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toHaveLength(1);
    expect(world.chat.of(world.nora.objectId, 'not_finished')).toHaveLength(1);
  });
});
