import { DomainWorld } from './support/domainWorld';
import { DAY, HOUR, MINUTE } from './support/fixedClock';

it('joins a pass that is still running instead of doubling it', async () => {
  const world = new DomainWorld();
  await world.created();
  let reads = 0;
  const count = () => {
    reads += 1;
    world.directory.interruptions.during('credentials', 'before', count);
  };
  world.clock.advance(2 * HOUR);
  world.directory.interruptions.during('credentials', 'before', count);
  const { sweeper } = world.domain;
  await Promise.all([sweeper.sweep(), sweeper.sweep(), sweeper.sweep()]);
  expect(reads).toBe(1);
});

it('goes on with everything else when one part fails, and tells the failure at the end', async () => {
  const world = new DomainWorld();
  const broken = await world.submit(world.draft({ name: 'broken' }));
  const fine = await world.submit(world.draft({ name: 'fine' }));
  world.clock.advance(MINUTE);
  world.directory.interruptions.fail('person', 'before', { error: new TypeError('a bug') });
  await expect(world.domain.sweeper.sweep()).rejects.toMatchObject({ errors: [new TypeError('a bug')] });
  expect(world.chat.shown(world.alex.objectId, `wizard:${fine.id}`)).toMatchObject({ kind: 'created' });
  await world.sweepFor(5 * MINUTE);
  expect(world.chat.shown(world.alex.objectId, `wizard:${broken.id}`)).toMatchObject({ kind: 'created' });
});

it('reconciles once a day', async () => {
  const world = new DomainWorld();
  await world.created();
  world.clock.advance(2 * HOUR);
  let reads = 0;
  const count = () => {
    reads += 1;
    world.directory.interruptions.during('credentials', 'before', count);
  };
  world.directory.interruptions.during('credentials', 'before', count);
  await world.sweepFor(2 * DAY, HOUR);
  expect(reads).toBe(2);
});

it('ends tickets and tells people before it reads every application', async () => {
  const world = new DomainWorld();
  const { id } = (await world.created(world.draft({ vault: false }))).intent;
  await world.created(world.draft({ name: 'other' }));
  world.clock.advance(2 * HOUR);
  let shownAtReading: unknown;
  world.directory.interruptions.during('credentials', 'before', () => {
    shownAtReading = world.chat.shown(world.alex.objectId, `carrier:${id}`);
  });
  await world.domain.sweeper.sweep();
  expect(shownAtReading).toMatchObject({ state: { kind: 'removed_unseen' } });
});
