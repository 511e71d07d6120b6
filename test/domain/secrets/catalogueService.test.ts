import { parseReference } from '../../../src/domain/reference';
import type { ListRow, ListScope } from '../../../src/domain/secrets/catalogueViews';
import { aLocation, anApplication, aPerson } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { DAY, HOUR, MINUTE } from '../support/fixedClock';

function nameOf(row: ListRow): string {
  return row.kind === 'secret' ? row.secret.name : (row.name ?? row.kind);
}

async function list(world: DomainWorld, person = world.alex, scope: ListScope = 'mine', application?: string) {
  const query = { scope, ...(application ? { application } : {}) };
  const { rows } = await world.domain.catalogue.list(actor(person), query);
  return rows.map(nameOf);
}

describe('list', () => {
  it('shows mine to owner and creator, by expiry, and nothing to others', async () => {
    const world = new DomainWorld();
    await world.created(world.draft({ name: 'later', expiration: '2026-12-31' }));
    await world.created(world.draft({ name: 'sooner' }, { ownerId: world.megan.objectId }));
    expect(await list(world)).toEqual(['sooner', 'later']);
    expect(await list(world, world.megan)).toEqual(['sooner']);
    expect(await list(world, world.lee)).toEqual([]);
  });

  it('gives 10 a page and leads from each page to the next, nothing twice and nothing missing', async () => {
    const world = new DomainWorld();
    const wanted = Array.from({ length: 23 }, (_, index) => `secret ${String(index).padStart(2, '0')}`);
    for (const name of wanted) await world.created(world.draft({ name }));
    for (const query of [{ scope: 'mine' }, { scope: 'app', application: 'payroll api' }] as const) {
      const seen: string[] = [];
      const sizes: number[] = [];
      let after: string | undefined;
      do {
        const page = await world.domain.catalogue.list(actor(world.alex), { ...query, ...(after ? { after } : {}) });
        seen.push(...page.rows.map(nameOf));
        sizes.push(page.rows.length);
        after = page.next;
      } while (after);
      expect(sizes).toEqual([10, 10, 3]);
      expect([...seen].sort()).toEqual(wanted);
    }
  });

  it('shows what expires within 30 days', async () => {
    const world = new DomainWorld();
    await world.created(world.draft({ name: 'soon', expiration: '2026-03-20' }));
    await world.created(world.draft({ name: 'far' }));
    expect(await list(world, world.alex, 'expiring')).toEqual(['soon']);
  });

  it('shows every credential of an application to those who own it, others made elsewhere too', async () => {
    const world = new DomainWorld();
    const portal = {
      keyId: 'portal-key',
      displayName: 'Made in the portal',
      hint: 'abc',
      startsAt: world.clock.now(),
      expiresAt: new Date(world.clock.now().getTime() + DAY),
    };
    world.directory.addApplication(world.payroll, { ownerIds: [world.alex.objectId], credentials: [portal] });
    await world.created();
    const page = await world.domain.catalogue.list(actor(world.alex), { scope: 'app', application: 'PAYROLL api' });
    expect(page.application?.objectId).toBe(world.payroll.objectId);
    expect(page.rows).toEqual([
      {
        kind: 'foreign',
        applicationId: world.payroll.objectId,
        applicationName: 'Payroll API',
        keyId: 'portal-key',
        name: 'Made in the portal',
        hint: 'abc',
        startsAt: portal.startsAt,
        expiresAt: portal.expiresAt,
      },
      expect.objectContaining({ kind: 'secret', mayDelete: true }),
    ]);
    for (const text of [world.payroll.appId, world.payroll.objectId]) {
      expect(await list(world, world.nora, 'app', text)).toHaveLength(2);
    }
    await expect(list(world, world.lee, 'app', 'Payroll API')).rejects.toMatchObject({
      code: 'not_found',
      details: { what: 'application' },
    });
  });

  it('shows everything to administrators only', async () => {
    const world = new DomainWorld();
    await world.created();
    expect(await list(world, world.nora, 'all')).toEqual(['CI deploy']);
    await expect(list(world, world.alex, 'all')).rejects.toMatchObject({
      code: 'not_allowed',
      details: { action: 'list_all' },
    });
  });

  it('does not show what has ended', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const target = { reference: secret.reference };
    const intent = await world.domain.deletes.confirm(actor(world.alex), target, secret.name);
    await world.domain.deletes.fulfil(intent.id);
    expect(await list(world)).toEqual([]);
    expect(await list(world, world.alex, 'app', 'Payroll API')).toEqual([]);
  });

  it('answers a person who was disabled like nobody', async () => {
    const world = new DomainWorld();
    world.directory.addPerson({ ...world.alex, enabled: false });
    await expect(list(world)).rejects.toMatchObject({ code: 'not_found', details: { what: 'person' } });
  });
});

describe('what sharing makes visible', () => {
  it('is name, application and owner, to every member, and never to guests', async () => {
    const world = new DomainWorld();
    const guest = world.directory.addPerson(aPerson({ displayName: 'Gus Weber', kind: 'guest' }));
    await world.created(world.draft({ share: true, description: 'not for everybody' }));
    await world.created(world.draft({ name: 'private' }));
    const page = await world.domain.catalogue.list(actor(world.lee), { scope: 'shared' });
    expect(page.rows).toEqual([
      {
        kind: 'shared',
        reference: expect.stringMatching(/^sb-/),
        name: 'CI deploy',
        applicationName: 'Payroll API',
        ownerName: 'Alex Rivera',
        mayRequest: true,
      },
    ]);
    await expect(list(world, guest, 'shared')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is only for the users group where the location has one', async () => {
    const world = new DomainWorld();
    const locations = [aLocation({ usersGroupId: 'group', allowGuests: true })];
    const guest = world.directory.addPerson(aPerson({ displayName: 'Gus Weber', kind: 'guest' }));
    world.directory.addGroup('group', [world.alex.objectId, world.megan.objectId, guest.objectId]);
    const domain = world.restarted({ locations });
    const { id } = await world.submit(world.draft({ share: true }), domain);
    await domain.creates.fulfil(id);
    const shared = async (person = world.megan) =>
      (await domain.catalogue.list(actor(person), { scope: 'shared' })).rows.length;
    expect(await shared(world.megan)).toBe(1);
    expect(await shared(guest)).toBe(1);
    expect(await shared(world.lee)).toBe(0);
  });
});

describe('show', () => {
  it('gives the whole to those who answer for it, with what they may do', async () => {
    const world = new DomainWorld();
    const { secret, intent } = await world.created(world.draft({}, { ownerId: world.megan.objectId }));
    world.directory.setLastUse(secret.keyId, world.clock.now());
    for (const person of [world.alex, world.megan, world.nora]) {
      const view = await world.domain.catalogue.show(actor(person), secret.reference.toLowerCase());
      expect(view).toMatchObject({
        kind: 'full',
        secret: { reference: secret.reference, description: 'Deploys the payroll service' },
        location: { name: 'Production' },
        lastUse: world.clock.now(),
        actions: { delete: true },
        tickets: [{ ticket: { id: intent.ticketId }, mine: person === world.alex }],
      });
    }
  });

  it('offers "I didn\'t see it" to the person whose ticket it was', async () => {
    const world = new DomainWorld();
    const { secret, intent } = await world.created(world.draft({}, { ownerId: world.megan.objectId }));
    await world.domain.reveals.reveal(actor(world.alex), intent.ticketId, undefined, world.clock.now());
    const actions = async (person = world.alex) => {
      const view = await world.domain.catalogue.show(actor(person), secret.reference);
      return view.kind === 'full' ? view.actions : undefined;
    };
    expect(await actions()).toMatchObject({ notSeen: { remedy: 'new_ticket', ticketId: intent.ticketId } });
    expect(await actions(world.megan)).not.toHaveProperty('notSeen');
  });

  it('does not tell a secret that is not theirs from one that does not exist', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const failure = (text: string) =>
      world.domain.catalogue.show(actor(world.lee), text).then(
        () => undefined,
        (error) => ({ code: error.code, what: error.details.what }),
      );
    expect(await failure(secret.reference)).toEqual(await failure('sb-00000000'));
    expect(await failure('CI deploy')).toEqual(await failure('no such name'));
    expect(await failure(secret.reference)).toEqual({ code: 'not_found', what: 'secret' });
  });

  it('tells them apart no more when the directory fails to say who owns the application', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const { catalogue, deletes } = world.domain;
    const codeOf = (answer: Promise<unknown>) =>
      answer.then(
        () => undefined,
        (error) => error.code,
      );
    const lee = actor(world.lee);
    const asks = {
      ownerIds: [secret.reference, 'sb-00000000'],
      applicationsOwnedBy: ['CI deploy', 'no such name', secret.reference, 'sb-00000000'],
      isMemberOf: [secret.reference, 'CI deploy', 'sb-00000000', 'no such name'],
    } as const;
    for (const method of ['ownerIds', 'applicationsOwnedBy', 'isMemberOf'] as const) {
      for (const text of asks[method]) {
        world.clock.advance(6 * MINUTE);
        world.directory.interruptions.fail(method);
        expect(await codeOf(catalogue.show(lee, text))).toBe('unavailable');
      }
      if (method === 'applicationsOwnedBy') continue;
      for (const reference of [secret.reference, parseReference('sb-00000000') ?? secret.reference]) {
        world.clock.advance(6 * MINUTE);
        world.directory.interruptions.fail(method);
        expect(await codeOf(deletes.ask(lee, { reference }))).toBe('unavailable');
      }
    }
  });

  it('asks the directory as often for a name that does not exist as for one that is not theirs', async () => {
    const locations = [aLocation({ usersGroupId: 'group' })];
    const world = new DomainWorld();
    world.directory.addGroup('group', [world.alex.objectId]);
    const domain = world.restarted({ locations });
    const { id } = await world.submit(world.draft(), domain);
    await domain.creates.fulfil(id);
    await domain.people.isAdministrator(actor(world.lee));
    const reads = async (text: string) => {
      let count = 0;
      for (const method of ['ownerIds', 'applicationsOwnedBy', 'isMemberOf', 'person'] as const) {
        world.directory.interruptions.during(method, 'before', () => (count += 1), 100);
      }
      await expect(domain.catalogue.show(actor(world.lee), text)).rejects.toMatchObject({ code: 'not_found' });
      world.directory.interruptions.clear();
      return count;
    };
    await reads('warms what is remembered');
    // Both can be read as a reference too: what is typed decides what is looked for, never what is found.
    const forAnother = await reads('CI deploy');
    expect(forAnother).toBe(4);
    expect(await reads('no deploy')).toBe(forAnother);
  });

  it('finds a unique name, ignoring case, and names the candidates one may see where there are several', async () => {
    const world = new DomainWorld();
    const other = world.directory.addApplication(anApplication({ displayName: 'Invoice Portal' }), {
      ownerIds: [world.alex.objectId, world.megan.objectId],
    });
    const { secret } = await world.created();
    await expect(world.domain.catalogue.show(actor(world.alex), ' ci deploy ')).resolves.toMatchObject({
      secret: { reference: secret.reference },
    });
    const twin = await world.created({ ...world.draft(), applicationId: other.objectId });
    await expect(world.domain.catalogue.show(actor(world.alex), 'CI deploy')).rejects.toMatchObject({
      code: 'ambiguous',
      details: {
        candidates: expect.arrayContaining([`CI deploy (${secret.reference})`, `CI deploy (${twin.secret.reference})`]),
      },
    });
    await expect(world.domain.catalogue.show(actor(world.megan), 'CI deploy')).resolves.toMatchObject({
      secret: { reference: twin.secret.reference },
    });
  });

  it('shows to those it is shared with no more than name, application and owner', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created(world.draft({ share: true }));
    expect(await world.domain.catalogue.show(actor(world.lee), secret.reference)).toEqual({
      kind: 'shared',
      reference: secret.reference,
      name: 'CI deploy',
      applicationName: 'Payroll API',
      ownerName: 'Alex Rivera',
      mayRequest: true,
    });
  });

  it('shows what became of a secret to those who answer for it, and offers nothing any more', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const intent = await world.domain.deletes.confirm(actor(world.alex), { reference: secret.reference }, secret.name);
    await world.domain.deletes.fulfil(intent.id);
    await expect(world.domain.catalogue.show(actor(world.alex), secret.reference)).resolves.toMatchObject({
      secret: { state: 'deleted' },
      actions: { delete: false },
    });
  });

  it('does not fail where the report of last use does', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    world.directory.interruptions.fail('lastUse');
    await expect(world.domain.catalogue.show(actor(world.alex), secret.reference)).resolves.toMatchObject({
      lastUse: 'unknown',
    });
  });
});

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
