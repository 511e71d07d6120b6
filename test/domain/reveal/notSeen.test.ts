import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE, SECOND } from '../support/fixedClock';

/** A secret whose value was shown to Alex, who says they did not see it. */
async function shown(vaulted: boolean, owner?: 'megan') {
  const world = new DomainWorld();
  const ownerId = owner ? world[owner].objectId : world.alex.objectId;
  const { intent, secret } = await world.created(world.draft({ vault: vaulted }, { ownerId }));
  const { ticketId } = intent;
  await world.domain.reveals.reveal(actor(world.alex), ticketId, world.chat.keyOf(ticketId), world.clock.now());
  const notSeen = (person = world.alex, id = ticketId) =>
    world.domain.reveals.notSeen(actor(person), id, originOf(person));
  return { world, ticketId, secret, notSeen };
}

describe('"I didn\'t see it" for a vaulted value', () => {
  it('gives a new ticket for 24 hours, audited and told to the owner', async () => {
    const { world, ticketId, secret, notSeen } = await shown(true, 'megan');
    const outcome = await notSeen();
    expect(outcome).toEqual({ kind: 'new_ticket', ticketId: `${ticketId}~2` });
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}~2`)).toMatchObject({
      cause: 'not_seen',
      state: { kind: 'ready', until: new Date(world.clock.now().getTime() + 24 * HOUR) },
    });
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}`)).toMatchObject({ state: { kind: 'replaced' } });
    expect(world.chat.of(world.megan.objectId, 'not_seen')).toEqual([
      expect.objectContaining({ byName: 'Alex Rivera' }),
    ]);
    const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 50);
    expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['reveal.not_seen', 'ticket.issued']));
    const { value } = await world.domain.reveals.reveal(
      actor(world.alex),
      `${ticketId}~2`,
      undefined,
      world.clock.now(),
    );
    expect(value.expose()).toBe(world.directory.plaintextOf(secret.keyId));
  });

  it('makes one ticket of many clicks', async () => {
    const { world, secret, notSeen } = await shown(true);
    const outcomes = await Promise.all([notSeen(), notSeen(), notSeen()]);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await notSeen()).toEqual(outcomes[0]);
    expect(await world.store.records.tickets.ofSecret(TENANT, secret.reference)).toHaveLength(2);
  });

  it('goes on from the new ticket, not from the old one', async () => {
    const { world, ticketId, notSeen } = await shown(true);
    await notSeen();
    await world.domain.reveals.reveal(actor(world.alex), `${ticketId}~2`, undefined, world.clock.now());
    await expect(notSeen()).rejects.toMatchObject({ code: 'gone', details: { reason: 'already_shown' } });
    await expect(notSeen(world.alex, `${ticketId}~2`)).resolves.toEqual({
      kind: 'new_ticket',
      ticketId: `${ticketId}~3`,
    });
  });

  it('gives nothing to anybody else', async () => {
    const { world, secret, notSeen } = await shown(true, 'megan');
    for (const person of [world.megan, world.lee, world.nora]) {
      await expect(notSeen(person)).rejects.toMatchObject({ code: 'not_found', details: { what: 'ticket' } });
    }
    expect(await world.store.records.tickets.ofSecret(TENANT, secret.reference)).toHaveLength(1);
  });

  it('gives nothing after the person has said that it is stored, or a day later', async () => {
    const confirmed = await shown(true);
    await confirmed.world.domain.reveals.stored(actor(confirmed.world.alex), confirmed.ticketId);
    await expect(confirmed.notSeen()).rejects.toMatchObject({ code: 'gone' });
    const late = await shown(true);
    late.world.clock.advance(24 * HOUR);
    await expect(late.notSeen()).rejects.toMatchObject({ code: 'gone' });
  });

  it('gives nothing while the ticket can still be used', async () => {
    const world = new DomainWorld();
    const { intent } = await world.created();
    await expect(
      world.domain.reveals.notSeen(actor(world.alex), intent.ticketId, originOf(world.alex)),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('"I didn\'t see it" for an unvaulted value', () => {
  it('makes the new credential first, then removes the old one', async () => {
    const { world, ticketId, secret, notSeen } = await shown(false, 'megan');
    const outcome = await notSeen();
    if (outcome.kind !== 'reissuing') throw new Error('expected a reissue');
    const removal = { credentials: 0 };
    world.directory.interruptions.during('removePassword', 'before', () => {
      removal.credentials = world.ownCredentials().length;
    });
    await world.domain.creates.fulfil(outcome.intentId);
    await world.sweepFor(30 * SECOND);
    expect(removal.credentials).toBe(2);
    const [credential, ...others] = world.ownCredentials();
    expect(others).toEqual([]);
    const { records } = world.store;
    const intent = await records.intents.findCreate(outcome.intentId);
    if (!intent) throw new Error('no intent');
    const fresh = await records.secrets.find(TENANT, intent.reference);
    expect(fresh).toMatchObject({
      state: 'active',
      keyId: credential?.keyId,
      name: secret.name,
      description: secret.description,
      expiresAt: secret.expiresAt,
      owner: secret.owner,
    });
    expect(await records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'replaced' });
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}`)).toMatchObject({ state: { kind: 'replaced' } });
    expect(world.chat.of(world.megan.objectId, 'not_seen')).toEqual([
      expect.objectContaining({
        reissuedAs: intent.reference,
        secret: expect.objectContaining({ reference: secret.reference }),
      }),
    ]);
    const key = world.chat.keyOf(intent.ticketId);
    const { value } = await world.domain.reveals.reveal(actor(world.alex), intent.ticketId, key, world.clock.now());
    expect(value.expose()).toBe(world.directory.plaintextOf(credential?.keyId ?? ''));
  });

  it('makes one new credential of many clicks', async () => {
    const { world, notSeen } = await shown(false);
    const outcomes = await Promise.all([notSeen(), notSeen(), notSeen()]);
    const ids = new Set(outcomes.map((outcome) => outcome.kind === 'reissuing' && outcome.intentId));
    expect(ids.size).toBe(1);
    for (const id of ids) if (id) await Promise.all([1, 2].map(() => world.domain.creates.fulfil(id)));
    await world.sweepFor(MINUTE);
    expect(world.ownCredentials()).toHaveLength(1);
  });

  it('keeps the old credential when the new one could not be made, and can be tried again', async () => {
    const { world, secret, notSeen } = await shown(false);
    const first = await notSeen();
    if (first.kind !== 'reissuing') throw new Error('expected a reissue');
    world.directory.interruptions.fail('policy');
    await world.domain.creates.fulfil(first.intentId);
    await world.sweepFor(MINUTE);
    expect(world.ownCredentials().map((each) => each.keyId)).toEqual([secret.keyId]);
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'active' });
    expect(world.chat.of(world.alex.objectId, 'not_created')).toHaveLength(1);
    const second = await notSeen();
    if (second.kind !== 'reissuing') throw new Error('expected a reissue');
    expect(second.intentId).not.toBe(first.intentId);
    await world.domain.creates.fulfil(second.intentId);
    await world.sweepFor(MINUTE);
    expect(world.ownCredentials().map((each) => each.keyId)).not.toContain(secret.keyId);
    expect(world.ownCredentials()).toHaveLength(1);
  });

  it('is undone when the old secret was deleted meanwhile: nothing comes back from the dead', async () => {
    const { world, secret, notSeen } = await shown(false);
    const outcome = await notSeen();
    if (outcome.kind !== 'reissuing') throw new Error('expected a reissue');
    const intent = await world.domain.deletes.confirm(actor(world.alex), { reference: secret.reference }, secret.name);
    await world.domain.deletes.fulfil(intent.id);
    await world.domain.creates.fulfil(outcome.intentId);
    await world.sweepFor(MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.of(world.alex.objectId, 'not_created')).toEqual([expect.objectContaining({ undone: true })]);
  });

  it('is not for a person who no longer owns the application', async () => {
    const { world, notSeen } = await shown(false);
    world.directory.setOwners(world.payroll.objectId, []);
    await expect(notSeen()).rejects.toMatchObject({ code: 'not_allowed', details: { action: 'reissue' } });
  });

  it('keeps the end of the secret it replaces, whatever the zone of the click', async () => {
    const { world, ticketId, secret } = await shown(false);
    const origin = { ...originOf(world.alex), timeZone: 'Pacific/Kiritimati' };
    const outcome = await world.domain.reveals.notSeen(actor(world.alex), ticketId, origin);
    if (outcome.kind !== 'reissuing') throw new Error('expected a reissue');
    const intent = await world.store.records.intents.findCreate(outcome.intentId);
    expect(intent?.expiresAt).toEqual(secret.expiresAt);
  });
});
