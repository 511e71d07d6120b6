import type { ListRow, ListScope } from '../../../src/domain/secrets/catalogueViews';
import { aLocation, aPerson } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld } from '../support/domainWorld';
import { DAY } from '../support/fixedClock';

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
