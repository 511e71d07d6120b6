import type { DetailsInput, OwnerInput } from '../../../src/domain/secrets/secretDraft';
import { aLocation, aPerson } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld } from '../support/domainWorld';

const fine: DetailsInput = {
  name: 'CI deploy',
  description: 'Deploys the payroll service',
  expiration: '2026-08-28',
  locationId: 'prod',
  vault: true,
  share: true,
};

async function faultsOf(change: Partial<DetailsInput>, world = new DomainWorld()) {
  const details = { ...fine, ...change };
  return world.domain.drafts.checkDetails(actor(world.alex), world.payroll.objectId, details, 'Europe/Berlin');
}

describe('the details', () => {
  it.each<[string, Partial<DetailsInput>, readonly object[]]>([
    ['everything in order', {}, []],
    ['no name', { name: '  ' }, [{ field: 'name', rule: 'required' }]],
    ['a long name', { name: 'x'.repeat(76) }, [{ field: 'name', rule: 'too_long', params: { max: 75 } }]],
    ['the longest name', { name: 'x'.repeat(75) }, []],
    ['the longest name, with what nobody sees', { name: `${'x'.repeat(75)}${'\u200B'.repeat(9)}` }, []],
    ['a name that nobody sees', { name: '\u200B\u202E' }, [{ field: 'name', rule: 'required' }]],
    ['no description', { description: '' }, [{ field: 'description', rule: 'required' }]],
    [
      'a long description',
      { description: 'x'.repeat(501) },
      [{ field: 'description', rule: 'too_long', params: { max: 500 } }],
    ],
    ['no date', { expiration: '' }, [{ field: 'expiration', rule: 'required' }]],
    ['no such date', { expiration: '2026-02-30' }, [{ field: 'expiration', rule: 'not_a_date' }]],
    [
      'a past date',
      { expiration: '2026-03-01' },
      [{ field: 'expiration', rule: 'too_soon', params: { first: '2026-03-02' } }],
    ],
    ['today', { expiration: '2026-03-02' }, []],
    [
      'a day beyond the location',
      { expiration: '2027-03-02' },
      [{ field: 'expiration', rule: 'beyond_location', params: { last: '2027-03-01' } }],
    ],
    ['the last day of the location', { expiration: '2027-03-01' }, []],
    ['no location', { locationId: '' }, [{ field: 'location', rule: 'required' }]],
    ['no such location', { locationId: 'moon' }, [{ field: 'location', rule: 'unknown' }]],
    [
      'no location and a day beyond all of them',
      { locationId: '', expiration: '2027-03-02' },
      [
        { field: 'expiration', rule: 'beyond_location', params: { last: '2027-03-01' } },
        { field: 'location', rule: 'required' },
      ],
    ],
    ['sharing without vaulting', { vault: false }, [{ field: 'share', rule: 'needs_vaulting' }]],
    ['neither', { vault: false, share: false }, []],
  ])('%s', async (_what, change, faults) => {
    expect(await faultsOf(change)).toEqual(faults);
  });

  it('say when it is the policy that caps the date', async () => {
    const world = new DomainWorld();
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: false, maxLifetimeDays: 90 });
    expect(await faultsOf({}, world)).toEqual([
      { field: 'expiration', rule: 'beyond_policy', params: { last: '2026-05-30' } },
    ]);
  });

  it('say when nothing but the calendar caps it', async () => {
    const world = new DomainWorld();
    const domain = world.restarted({ locations: [aLocation()] });
    const details = { ...fine, expiration: '2029-01-01' };
    expect(await domain.drafts.checkDetails(actor(world.alex), world.payroll.objectId, details, 'UTC')).toEqual([
      { field: 'expiration', rule: 'beyond_longest', params: { last: '2028-02-29' } },
    ]);
  });

  it('say that a name is taken by a live secret, and free again after its end', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const taken = [{ field: 'name', rule: 'taken', params: { name: 'CI Deploy' } }];
    expect(await faultsOf({ name: ' CI Deploy ' }, world)).toEqual(taken);
    const target = { reference: secret.reference };
    const intent = await world.domain.deletes.confirm(actor(world.alex), target, secret.name);
    await world.domain.deletes.fulfil(intent.id);
    expect(await faultsOf({}, world)).toEqual([]);
  });
});

describe('the owner', () => {
  async function check(owner: Partial<OwnerInput>, world: DomainWorld, details: Partial<DetailsInput> = {}) {
    return world.domain.drafts.checkOwner(actor(world.alex), world.draft(details, owner));
  }

  it('is anybody enabled of the tenant, whatever case the id comes in', async () => {
    const world = new DomainWorld();
    const ownerId = world.megan.objectId.toUpperCase();
    expect(await check({ ownerId, preApprove: true }, world)).toEqual({ faults: [], owner: world.megan });
  });

  it('must be chosen, known, enabled, and a member where the location takes no guests', async () => {
    const world = new DomainWorld();
    const dana = world.directory.addPerson(aPerson({ displayName: 'Dana Petrov', enabled: false }));
    const gus = world.directory.addPerson(aPerson({ displayName: 'Gus Weber', kind: 'guest' }));
    const rule = async (ownerId: string) => (await check({ ownerId }, world)).faults;
    expect(await rule(' ')).toEqual([{ field: 'owner', rule: 'required' }]);
    expect(await rule('00000000-dead-4000-8000-000000000000')).toEqual([{ field: 'owner', rule: 'unknown' }]);
    expect(await rule(dana.objectId)).toEqual([{ field: 'owner', rule: 'disabled' }]);
    expect(await rule(gus.objectId)).toEqual([{ field: 'owner', rule: 'not_a_member' }]);
    const open = world.restarted({ locations: [aLocation({ allowGuests: true })] });
    const draft = world.draft({}, { ownerId: gus.objectId });
    expect(await open.drafts.checkOwner(actor(world.alex), draft)).toEqual({ faults: [], owner: gus });
  });

  it('cannot be pre-approved for what is not vaulted', async () => {
    const world = new DomainWorld();
    expect((await check({ preApprove: true }, world, { vault: false })).faults).toEqual([
      { field: 'preApprove', rule: 'needs_vaulting' },
    ]);
  });
});

describe('the summary', () => {
  it('says everything, and who will see the value', async () => {
    const world = new DomainWorld();
    const draft = world.draft({ name: ' CI deploy ' }, { ownerId: world.megan.objectId, preApprove: true });
    expect(await world.domain.drafts.summary(actor(world.alex), draft)).toEqual({
      application: world.payroll,
      location: world.production,
      name: 'CI deploy',
      description: 'Deploys the payroll service',
      expiresAt: new Date('2026-08-31T21:59:59Z'),
      timeZone: 'Europe/Berlin',
      vaulted: true,
      sharing: false,
      owner: world.megan,
      preApproved: true,
    });
  });

  it('is not given for a draft that does not fit any more', async () => {
    const world = new DomainWorld();
    await expect(
      world.domain.drafts.summary(actor(world.alex), world.draft({ expiration: 'tomorrow' })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
