import { PeopleService } from '../../../src/domain/people/peopleService';
import { aLocation, aPerson } from '../../support/memory/directoryBuilders';
import { ADMIN_GROUP, actor, DomainWorld } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';

const notFound = { code: 'not_found', details: { what: 'person' } };

describe('verify', () => {
  it('remembers a person for five minutes, and asks again when it must be fresh', async () => {
    const world = new DomainWorld();
    const { people } = world.domain;
    await expect(people.verify(actor(world.alex))).resolves.toEqual(world.alex);
    world.directory.addPerson({ ...world.alex, enabled: false });
    world.clock.advance(5 * MINUTE - 1);
    await expect(people.verify(actor(world.alex))).resolves.toEqual(world.alex);
    await expect(people.verify(actor(world.alex), { fresh: true })).rejects.toMatchObject(notFound);
  });

  it('asks again after five minutes', async () => {
    const world = new DomainWorld();
    await world.domain.people.verify(actor(world.alex));
    world.directory.removePerson(world.alex.objectId);
    world.clock.advance(5 * MINUTE);
    await expect(world.domain.people.verify(actor(world.alex))).rejects.toMatchObject(notFound);
  });

  it('does not remember a failure', async () => {
    const world = new DomainWorld();
    world.directory.interruptions.fail('person');
    await expect(world.domain.people.verify(actor(world.alex))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(world.domain.people.verify(actor(world.alex))).resolves.toEqual(world.alex);
  });

  it('knows guests only where some location allows them', async () => {
    const world = new DomainWorld();
    const guest = world.directory.addPerson(aPerson({ displayName: 'Gus Weber', kind: 'guest' }));
    await expect(world.domain.people.verify(actor(guest))).rejects.toMatchObject(notFound);
    const open = world.restarted({ locations: [world.production, aLocation({ id: 'open', allowGuests: true })] });
    await expect(open.people.verify(actor(guest))).resolves.toEqual(guest);
  });
});

describe('administrators', () => {
  it('are the members of the group, directly or through another one', async () => {
    const world = new DomainWorld();
    world.directory.addGroup('nested', [world.megan.objectId]);
    world.directory.addGroup(ADMIN_GROUP, [world.nora.objectId, 'nested']);
    const { people } = world.domain;
    expect(await people.isAdministrator(actor(world.nora))).toBe(true);
    expect(await people.isAdministrator(actor(world.megan))).toBe(true);
    expect(await people.isAdministrator(actor(world.alex))).toBe(false);
    expect([...(await people.administrators())].sort()).toEqual([world.nora.objectId, world.megan.objectId].sort());
  });

  it('are nobody where no group is configured, and nothing is asked', async () => {
    const world = new DomainWorld();
    world.directory.interruptions.fail('isMemberOf');
    const people = new PeopleService({ directory: world.directory, locations: [], clock: world.clock });
    expect(await people.isAdministrator(actor(world.nora))).toBe(false);
    expect(await people.administrators()).toEqual([]);
  });

  it('lose it within five minutes', async () => {
    const world = new DomainWorld();
    await world.domain.people.isAdministrator(actor(world.nora));
    world.directory.addGroup(ADMIN_GROUP, []);
    world.clock.advance(5 * MINUTE);
    expect(await world.domain.people.isAdministrator(actor(world.nora))).toBe(false);
  });
});

it('searches people by the beginning of their name, without guests where none may own anything', async () => {
  const world = new DomainWorld();
  world.directory.addPerson(aPerson({ displayName: 'Megan Guest', kind: 'guest' }));
  world.directory.addPerson(aPerson({ displayName: 'Megan Gone', enabled: false }));
  const found = await world.domain.people.search(actor(world.alex), ' meg');
  expect(found.map((person) => person.displayName)).toEqual(['Megan Osei']);
});

it('finds nobody for guests, also where a location lets them in', async () => {
  const world = new DomainWorld();
  const guest = world.directory.addPerson(aPerson({ displayName: 'Gus Weber', kind: 'guest' }));
  const open = world.restarted({ locations: [aLocation({ allowGuests: true })] });
  expect(await open.people.search(actor(guest), 'meg')).toEqual([]);
  expect(await open.people.search(actor(world.alex), 'meg')).toHaveLength(1);
});
