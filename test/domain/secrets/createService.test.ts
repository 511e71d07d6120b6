import { DomainError } from '../../../src/domain/errors';
import { parseReference } from '../../../src/domain/reference';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE } from '../support/fixedClock';

describe('creating a vaulted secret', () => {
  it('puts one credential on the application, its value into the vault, and tells the person', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created();

    const [credential, ...others] = world.ownCredentials();
    expect(others).toEqual([]);
    expect(credential).toMatchObject({
      keyId: secret.keyId,
      displayName: `CI deploy (${secret.reference})`,
      expiresAt: new Date('2026-08-31T21:59:59Z'),
    });
    expect(world.vault.names(world.production)).toEqual([secret.reference.toLowerCase()]);
    expect(world.vault.details(world.production, secret.reference)).toEqual([
      {
        expiresAt: secret.expiresAt,
        contentType: expect.any(String),
        tags: { applicationId: world.payroll.appId, keyId: secret.keyId, reference: secret.reference },
      },
    ]);
    expect(secret).toMatchObject({ state: 'active', name: 'CI deploy', locationId: 'prod', hint: 'CAN' });
    expect(world.chat.shown(world.alex.objectId, `wizard:${intent.id}`)).toMatchObject({
      kind: 'created',
      vaulted: true,
      seenBy: 'Alex Rivera',
    });
    expect(world.chat.shown(world.alex.objectId, `carrier:${intent.ticketId}`)).toMatchObject({
      state: { kind: 'ready', until: new Date(world.clock.now().getTime() + 24 * HOUR) },
    });
    expect(world.chat.keyOf(intent.ticketId)).toBeUndefined();
  });

  it('gives the secret the name that people see, and no second one that looks the same', async () => {
    const world = new DomainWorld();
    const draft = world.draft({ name: ' CI\u202E \t deploy\u200B ' });
    const { secret } = await world.created(draft);
    expect(secret.name).toBe('CI deploy');
    expect(world.ownCredentials()).toMatchObject([{ displayName: `CI deploy (${secret.reference})` }]);
    await expect(world.submit(world.draft({ name: 'CI  deploy\u200D' }))).rejects.toMatchObject({
      details: { faults: [{ field: 'name', rule: 'taken' }] },
    });
  });

  it('writes every step into the audit with its outcome', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 50);
    expect(rows.map((row) => row.action).reverse()).toEqual([
      'create.intended',
      'create.added',
      'create.vaulted',
      'create.done',
      'ticket.issued',
    ]);
    expect(rows.find((row) => row.action === 'create.added')?.requestId).toBeTruthy();
  });

  it('tells a different owner what became theirs, and gives a pre-approved one a ticket of their own', async () => {
    const world = new DomainWorld();
    const draft = world.draft({ share: true }, { ownerId: world.megan.objectId, preApprove: true });
    const { intent, secret } = await world.created(draft);
    expect(world.chat.of(world.megan.objectId, 'became_yours')).toEqual([
      expect.objectContaining({ byName: 'Alex Rivera', vaulted: true, sharing: true, preApproved: true }),
    ]);
    expect(world.chat.of(world.megan.objectId, 'carrier')).toEqual([
      expect.objectContaining({ ticketId: `${intent.id}~owner`, cause: 'pre_approval' }),
    ]);
    const { value } = await world.domain.reveals.reveal(
      actor(world.megan),
      `${intent.id}~owner`,
      undefined,
      world.clock.now(),
    );
    expect(value.expose()).toBe(world.directory.plaintextOf(secret.keyId));
  });

  it('gives an owner who is not pre-approved no ticket', async () => {
    const world = new DomainWorld();
    await world.created(world.draft({}, { ownerId: world.megan.objectId }));
    expect(world.chat.of(world.megan.objectId, 'carrier')).toEqual([]);
    expect(world.chat.of(world.megan.objectId, 'became_yours')).toHaveLength(1);
  });

  it('asks the vault once more when its answer was lost, and records the version that was answered', async () => {
    const world = new DomainWorld();
    world.vault.interruptions.fail('put', 'after');
    const { secret } = await world.created();
    const versions = world.vault.details(world.production, secret.reference);
    expect(versions).toHaveLength(2);
    if (!secret.vaultEntry) throw new Error('not vaulted');
    const value = await world.vault.get(world.production, secret.vaultEntry);
    expect(value?.value.expose()).toBe(world.directory.plaintextOf(secret.keyId));
  });
});

describe('creating an unvaulted secret', () => {
  it('sends the card with the key first, and touches no vault', async () => {
    const world = new DomainWorld();
    let credentialsAtFirstCard: number | undefined;
    world.chat.interruptions.during('tell', 'before', () => {
      credentialsAtFirstCard = world.ownCredentials().length;
    });
    const { intent, secret } = await world.created(world.draft({ vault: false }));
    expect(credentialsAtFirstCard).toBe(0);
    const carriers = world.chat.told.filter((one) => one.subject === `carrier:${intent.ticketId}`);
    expect(carriers.map((one) => one.notice)).toEqual([
      expect.objectContaining({ state: { kind: 'preparing' } }),
      expect.objectContaining({ state: { kind: 'ready', until: new Date(world.clock.now().getTime() + 15 * MINUTE) } }),
    ]);
    expect(new Set(carriers.map((one) => one.ticketKey?.expose())).size).toBe(1);
    expect(world.vault.names(world.production)).toEqual([]);
    expect(secret.vaultEntry).toBeUndefined();
  });

  it.each([
    ['unreachable', 'unreachable'],
    ['unavailable', 'chat_failed'],
  ] as const)('creates nothing when the card is %s, and says %s', async (code, reason) => {
    const world = new DomainWorld();
    const error =
      code === 'unreachable' ? new DomainError(code, { person: 'Alex' }) : new DomainError(code, { service: 'teams' });
    world.chat.interruptions.fail('tell', 'before', { error });
    const { id } = await world.submit(world.draft({ vault: false }));
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      kind: 'not_created',
      reason,
      undone: false,
    });
  });

  it('takes the button from the card that arrived though Teams did not answer', async () => {
    const world = new DomainWorld();
    world.chat.interruptions.fail('tell', 'after');
    const { id } = await world.submit(world.draft({ vault: false }));
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `carrier:${id}`)).toMatchObject({ state: { kind: 'cancelled' } });
  });

  it('sends no second card with another key when the process dies right after the first', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({ vault: false }));
    world.chat.interruptions.fail('tell', 'after', { error: new TypeError('the process died') });
    await expect(world.domain.creates.fulfil(id)).rejects.toThrow('the process died');
    await world.sweepFor(3 * MINUTE, MINUTE, world.restarted());
    expect(world.chat.told.filter((one) => one.ticketKey)).toHaveLength(1);
    expect(world.chat.shown(world.alex.objectId, `carrier:${id}`)).toMatchObject({ state: { kind: 'cancelled' } });
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({ reason: 'interrupted' });
  });

  it('ends with "shown" when the value was looked at while "ready" was on its way', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({ vault: false }));
    const { chat, domain } = world;
    chat.interruptions.during('tell', 'after', () => {
      chat.interruptions.during('tell', 'before', async () => {
        await domain.reveals.reveal(actor(world.alex), id, chat.keyOf(id), world.clock.now());
        await domain.outbox.deliverDue();
      });
    });
    await domain.creates.fulfil(id);
    await domain.outbox.deliverDue();
    expect(chat.shown(world.alex.objectId, `carrier:${id}`)).toMatchObject({ state: { kind: 'shown' } });
  });

  it('keeps the ticket key out of everything that is stored', async () => {
    const world = new DomainWorld();
    const { intent } = await world.created(world.draft({ vault: false }));
    const key = world.chat.keyOf(intent.ticketId)?.expose();
    expect(key).toBeTruthy();
    expect(JSON.stringify(await world.store.records.intents.findCreate(intent.id))).not.toContain(key);
    expect(JSON.stringify(await world.store.records.tickets.sealedValue(intent.ticketId))).not.toContain(key);
    expect(await world.store.records.outbox.depth()).toBe(0);
  });

  it('leaves the first card standing when it cannot be told that the value is ready', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({ vault: false }));
    world.chat.interruptions.during('tell', 'after', () => {
      world.chat.interruptions.fail('tell');
    });
    await world.domain.creates.fulfil(id);
    await expect(world.domain.reveals.open(actor(world.alex), id)).resolves.toMatchObject({ kind: 'ready' });
  });
});

it('makes a reference that people can type back', async () => {
  const world = new DomainWorld();
  const { secret } = await world.created();
  expect(parseReference(secret.reference.toLowerCase().replace('sb-', ''))).toBe(secret.reference);
});
