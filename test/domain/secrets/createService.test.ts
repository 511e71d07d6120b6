import { domainOver } from '../../../src/domain/domain';
import { DomainError } from '../../../src/domain/errors';
import { parseReference } from '../../../src/domain/reference';
import type { CreateIntent } from '../../../src/domain/secrets/intent';
import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE, SECOND } from '../support/fixedClock';

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

describe('Submit', () => {
  it('gives the same intent when it arrives twice, also at the same moment', async () => {
    const world = new DomainWorld();
    const context = { wizardId: 'wizard-twice', origin: originOf(world.alex) };
    const [one, other] = await Promise.all([
      world.domain.creates.submit(actor(world.alex), world.draft(), context),
      world.domain.creates.submit(actor(world.alex), world.draft(), context),
    ]);
    expect(one.reference).toBe(other.reference);
    await Promise.all([world.domain.creates.fulfil(one.id), world.domain.creates.fulfil(one.id)]);
    expect(world.ownCredentials()).toHaveLength(1);
  });

  it('gives the same intent when the other one has taken the name just before the check', async () => {
    const world = new DomainWorld();
    const context = { wizardId: 'wizard-twice', origin: originOf(world.alex) };
    let other: Promise<CreateIntent> | undefined;
    world.directory.interruptions.during('policy', 'before', () => {
      other = world.domain.creates.submit(actor(world.alex), world.draft(), context);
      return other;
    });
    const one = await world.domain.creates.submit(actor(world.alex), world.draft(), context);
    expect(one.reference).toBe((await other)?.reference);
  });

  it("does not take over somebody else's wizard", async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const context = { wizardId: id, origin: originOf(world.nora) };
    await expect(world.domain.creates.submit(actor(world.nora), world.draft(), context)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('refuses a person who no longer owns the application, as if there were none', async () => {
    const world = new DomainWorld();
    world.directory.setOwners(world.payroll.objectId, []);
    await expect(world.submit()).rejects.toMatchObject({ code: 'not_found', details: { what: 'application' } });
  });

  it('refuses a person who was disabled a minute after they were looked up', async () => {
    const world = new DomainWorld();
    await world.domain.people.verify(actor(world.alex));
    world.clock.advance(MINUTE);
    world.directory.addPerson({ ...world.alex, enabled: false });
    await expect(world.submit()).rejects.toMatchObject({ code: 'not_found', details: { what: 'person' } });
  });

  it('says every fault at once', async () => {
    const world = new DomainWorld();
    const details = { name: ' ', description: '', expiration: '2026-02-30', vault: false, share: true };
    const draft = world.draft(details, { ownerId: '', preApprove: true });
    await expect(world.submit(draft)).rejects.toMatchObject({
      code: 'invalid_input',
      details: {
        faults: [
          { field: 'name', rule: 'required' },
          { field: 'description', rule: 'required' },
          { field: 'expiration', rule: 'not_a_date' },
          { field: 'share', rule: 'needs_vaulting' },
          { field: 'owner', rule: 'required' },
          { field: 'preApprove', rule: 'needs_vaulting' },
        ],
      },
    });
  });

  it('reserves the name from the moment the intent is written', async () => {
    const world = new DomainWorld();
    await world.submit();
    await expect(world.submit(world.draft({ name: 'ci DEPLOY' }))).rejects.toMatchObject({
      details: { faults: [{ field: 'name', rule: 'taken' }] },
    });
  });

  it('lets only one of two simultaneous creates have a name', async () => {
    const world = new DomainWorld();
    const results = await Promise.allSettled([world.submit(), world.submit()]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('what is checked again right before the credential is made', () => {
  it.each([
    ['the person no longer owns the application', (w: DomainWorld) => w.directory.setOwners(w.payroll.objectId, [])],
    ['policy blocks secrets', (w: DomainWorld) => w.directory.setPolicy(w.payroll.objectId, { blocksSecrets: true })],
    ['the owner was disabled', (w: DomainWorld) => w.directory.addPerson({ ...w.megan, enabled: false })],
    ['the person was disabled', (w: DomainWorld) => w.directory.addPerson({ ...w.alex, enabled: false })],
    [
      'policy caps below the chosen day',
      (w: DomainWorld) => w.directory.setPolicy(w.payroll.objectId, { blocksSecrets: false, maxLifetimeDays: 30 }),
    ],
  ])('nothing is created when %s', async (_what, change) => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({}, { ownerId: world.megan.objectId }));
    change(world);
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      kind: 'not_created',
      reason: 'refused',
      undone: false,
    });
  });

  it('is told as a failure of Graph when it cannot be asked', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.directory.interruptions.fail('policy');
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      reason: 'graph_failed',
      undone: false,
    });
  });
});

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

describe('Create again', () => {
  it('gives the draft to the person whose create it was', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({ name: '  CI deploy ' }));
    await expect(world.domain.creates.draftOf(actor(world.alex), id)).resolves.toEqual(world.draft());
    await expect(world.domain.creates.draftOf(actor(world.nora), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('may take the name of the create that was undone', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.directory.interruptions.fail('policy');
    await world.domain.creates.fulfil(id);
    await expect(world.created()).resolves.toMatchObject({ secret: { name: 'CI deploy' } });
  });
});

it('makes a reference that people can type back', async () => {
  const world = new DomainWorld();
  const { secret } = await world.created();
  expect(parseReference(secret.reference.toLowerCase().replace('sb-', ''))).toBe(secret.reference);
});
