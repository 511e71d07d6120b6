import { aLocation, anApplication } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld } from '../support/domainWorld';
import { DAY } from '../support/fixedClock';

function withApplications(...names: readonly string[]) {
  const world = new DomainWorld();
  const made = names.map((displayName) =>
    world.directory.addApplication(anApplication({ displayName }), { ownerIds: [world.alex.objectId] }),
  );
  return { world, made };
}

describe('finding an application', () => {
  it('offers to a person what they own, and to administrators everything', async () => {
    const { world } = withApplications('Payroll Archive');
    const names = async (person = world.alex, query = 'pay') =>
      (await world.domain.applications.search(actor(person), query)).map((each) => each.displayName);
    expect(await names()).toEqual(['Payroll API', 'Payroll Archive']);
    expect(await names(world.lee)).toEqual([]);
    expect(await names(world.nora)).toEqual(['Payroll API', 'Payroll Archive']);
    expect(await world.domain.applications.ownsNone(actor(world.lee))).toBe(true);
    expect(await world.domain.applications.ownsNone(actor(world.alex))).toBe(false);
  });

  it('takes a client id, a name in any case, or the only beginning that fits', async () => {
    const { world } = withApplications('Invoice Portal', 'Payroll API v2');
    const named = async (text: string) => (await world.domain.applications.named(actor(world.alex), text)).displayName;
    expect(await named(world.payroll.appId.toUpperCase())).toBe('Payroll API');
    expect(await named(' payroll api ')).toBe('Payroll API');
    expect(await named('inv')).toBe('Invoice Portal');
  });

  it('names the candidates where several fit', async () => {
    const { world, made } = withApplications('Payroll Archive', 'Twin', 'Twin');
    const named = (text: string) => world.domain.applications.named(actor(world.alex), text);
    await expect(named('pay')).rejects.toMatchObject({
      code: 'ambiguous',
      details: { query: 'pay', candidates: ['Payroll API', 'Payroll Archive'] },
    });
    await expect(named('twin')).rejects.toMatchObject({
      details: { candidates: expect.arrayContaining([`Twin (${made[1]?.appId})`, `Twin (${made[2]?.appId})`]) },
    });
  });

  it('answers what is not theirs like what does not exist', async () => {
    const { world } = withApplications();
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => 'found',
        (error) => JSON.stringify(error.details),
      );
    const { applications } = world.domain;
    const lee = actor(world.lee);
    const nothing = '00000000-dead-4000-8000-000000000000';
    expect(await failure(applications.byId(lee, world.payroll.objectId))).toBe(
      await failure(applications.byId(lee, nothing)),
    );
    expect(await failure(applications.named(lee, world.payroll.appId))).toBe(
      (await failure(applications.named(lee, nothing))).replace(nothing, world.payroll.appId),
    );
    expect(await failure(applications.named(lee, 'Payroll API'))).toBe('{"what":"application","query":"Payroll API"}');
    expect(await failure(applications.named(lee, ' '))).toBe('{"what":"application","query":""}');
  });
});

describe('the terms', () => {
  it('state the shorter cap of policy and location, and which it is', async () => {
    const world = new DomainWorld();
    const unlimited = aLocation({ id: 'free', name: 'Free' });
    const domain = world.restarted({ locations: [world.production, world.development, unlimited] });
    const terms = () => domain.applications.terms(actor(world.alex), world.payroll.objectId, 'Europe/Berlin');
    const short = async () =>
      (await terms()).locations.map(({ location, lastDay, capDays, cappedBy }) => [
        location.id,
        lastDay,
        capDays,
        cappedBy,
      ]);
    expect(await short()).toEqual([
      ['prod', '2027-03-01', 365, 'location'],
      ['dev', '2026-08-28', 180, 'location'],
      ['free', '2028-02-29', undefined, 'none'],
    ]);
    expect(await terms()).toMatchObject({ defaultDay: '2026-08-28' });
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: false, maxLifetimeDays: 180 });
    expect((await short()).map(([, , days, by]) => [days, by])).toEqual([
      [180, 'policy'],
      [180, 'policy'],
      [180, 'policy'],
    ]);
    expect(await terms()).toMatchObject({ policyMaxDays: 180 });
  });

  it('leave out locations whose users do not include the person', async () => {
    const world = new DomainWorld();
    world.directory.addGroup('ops', [world.megan.objectId]);
    const locations = [aLocation({ usersGroupId: 'ops' }), world.development];
    const terms = await world
      .restarted({ locations })
      .applications.terms(actor(world.alex), world.payroll.objectId, 'UTC');
    expect(terms.locations.map((each) => each.location.id)).toEqual(['dev']);
  });

  it.each([
    ['policy_blocks_secrets', (w: DomainWorld) => w.directory.setPolicy(w.payroll.objectId, { blocksSecrets: true })],
    ['bot_cannot_serve', (w: DomainWorld) => w.directory.setOwners(w.payroll.objectId, [w.alex.objectId], false)],
  ] as const)('refuse with %s before anything is typed', async (reason, change) => {
    const world = new DomainWorld();
    change(world);
    await expect(
      world.domain.applications.terms(actor(world.alex), world.payroll.objectId, 'UTC'),
    ).rejects.toMatchObject({ code: 'refused', details: { reason, application: 'Payroll API' } });
  });

  it('say whom to make an owner of what, where the bot is no owner', async () => {
    const world = new DomainWorld();
    world.directory.setOwners(world.payroll.objectId, [world.alex.objectId], false);
    const { objectId, appId: clientId } = world.payroll;
    const gap = { clientId, objectId, ...(await world.directory.self()) };
    await expect(world.domain.applications.terms(actor(world.alex), objectId, 'UTC')).rejects.toMatchObject({
      details: { reason: 'bot_cannot_serve', gap },
    });
  });

  it('refuse a third secret where personal accounts allow two', async () => {
    const world = new DomainWorld();
    const credential = (keyId: string) => ({
      keyId,
      startsAt: world.clock.now(),
      expiresAt: new Date(world.clock.now().getTime() + DAY),
    });
    const application = world.directory.addApplication(anApplication({ allowsPersonalAccounts: true }), {
      ownerIds: [world.alex.objectId],
      credentials: [credential('one')],
    });
    const terms = () => world.domain.applications.terms(actor(world.alex), application.objectId, 'UTC');
    await expect(terms()).resolves.toBeDefined();
    await world.directory.addPassword(application.objectId, { displayName: 'two', expiresAt: world.clock.now() });
    await expect(terms()).rejects.toMatchObject({ details: { reason: 'too_many_secrets' } });
  });

  it('refuse where no location is the person’s to use', async () => {
    const world = new DomainWorld();
    world.directory.addGroup('ops', []);
    const domain = world.restarted({ locations: [aLocation({ usersGroupId: 'ops' })] });
    await expect(domain.applications.terms(actor(world.alex), world.payroll.objectId, 'UTC')).rejects.toMatchObject({
      details: { reason: 'no_location' },
    });
  });
});

describe('the terms of an application', () => {
  const blocked = { code: 'refused', details: { reason: 'policy_blocks_secrets' } };

  it('are those of now, whatever was shown a moment ago', async () => {
    const { world } = withApplications();
    const terms = () => world.domain.applications.terms(actor(world.alex), world.payroll.objectId, 'UTC');
    await terms();
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: true });
    await expect(terms()).rejects.toMatchObject(blocked);
  });

  it('that were shown hold for a minute, for the one who saw them', async () => {
    const { world } = withApplications();
    const shown = (person = world.alex) =>
      world.domain.applications.terms(actor(person), world.payroll.objectId, 'UTC', { shown: true });
    const before = await shown();
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: true });
    world.clock.advance(59_999);
    expect(await shown()).toBe(before);
    await expect(shown(world.nora)).rejects.toMatchObject(blocked);
    world.clock.advance(1);
    await expect(shown()).rejects.toMatchObject(blocked);
  });
});
