import { DomainError } from '../../../src/domain/errors';
import type { Notice, Subject } from '../../../src/domain/notices/notice';
import { DomainWorld, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE, SECOND } from '../support/fixedClock';

const notice: Notice = { kind: 'wizard_expired' };

function add(world: DomainWorld, id: string, subject: Subject = `notice:${id}`, what: Notice = notice) {
  return world.store.records.outbox.add({
    id,
    to: { tenantId: TENANT, personId: world.alex.objectId },
    subject,
    notice: what,
    nextAttemptAt: world.clock.now(),
  });
}

it('delivers what is due, once, however many workers there are', async () => {
  const world = new DomainWorld();
  for (let n = 0; n < 50; n += 1) await add(world, `item-${n}`);
  const delivered = await Promise.all([1, 2, 3].map(() => world.restarted().outbox.deliverDue()));
  expect(delivered.reduce((sum, each) => sum + each, 0)).toBe(50);
  expect(world.chat.told).toHaveLength(50);
  expect(await world.store.records.outbox.depth()).toBe(0);
});

it('keeps what the chat did not take, and tries again later and later', async () => {
  const world = new DomainWorld();
  await add(world, 'item');
  world.chat.interruptions.fail('tell', 'before', { times: 3 });
  const attempts: number[] = [];
  for (let passed = 0; passed <= 2 * MINUTE; passed += SECOND) {
    const before = world.chat.told.length;
    await world.domain.outbox.deliverDue();
    if (world.chat.told.length > before) attempts.push(passed / SECOND);
    world.clock.advance(SECOND);
  }
  expect(attempts).toEqual([10 + 20 + 40]);
});

it('waits at least as long as Teams asks', async () => {
  const world = new DomainWorld();
  await add(world, 'item');
  const error = new DomainError('unavailable', { service: 'teams', retryAfterSeconds: 300 });
  world.chat.interruptions.fail('tell', 'before', { error });
  await world.domain.outbox.deliverDue();
  world.clock.advance(299 * SECOND);
  expect(await world.domain.outbox.deliverDue()).toBe(0);
  world.clock.advance(SECOND);
  expect(await world.domain.outbox.deliverDue()).toBe(1);
});

it('gives up where there is no private way to the person', async () => {
  const world = new DomainWorld();
  await add(world, 'item');
  world.chat.interruptions.fail('tell', 'before', { error: new DomainError('unreachable', { person: 'Alex' }) });
  expect(await world.domain.outbox.deliverDue()).toBe(0);
  world.clock.advance(24 * HOUR);
  expect(await world.domain.outbox.deliverDue()).toBe(0);
  expect(await world.store.records.outbox.depth()).toBe(0);
});

it('tells a bug after everything else was delivered, and tries that item again too', async () => {
  const world = new DomainWorld();
  await add(world, 'one');
  await add(world, 'two');
  world.chat.interruptions.fail('tell', 'before', { error: new TypeError('a card that cannot be drawn') });
  await expect(world.domain.outbox.deliverDue()).rejects.toBeInstanceOf(AggregateError);
  expect(world.chat.told).toHaveLength(1);
  world.clock.advance(MINUTE);
  expect(await world.domain.outbox.deliverDue()).toBe(1);
});

it('delivers the newest of several notices about one message', async () => {
  const world = new DomainWorld();
  await add(world, 'old', 'carrier:1');
  await add(world, 'new', 'carrier:1', { kind: 'wizard_expired', applicationName: 'Payroll API' });
  expect(await world.domain.outbox.deliverDue()).toBe(1);
  expect(world.chat.shown(world.alex.objectId, 'carrier:1')).toMatchObject({ applicationName: 'Payroll API' });
});

it('delivers again what a worker died with', async () => {
  const world = new DomainWorld();
  await add(world, 'item');
  const { outbox } = world.store.records;
  const now = world.clock.now();
  expect(await outbox.claimNext(now, new Date(now.getTime() + MINUTE))).toMatchObject({ id: 'item' });
  expect(await world.domain.outbox.deliverDue()).toBe(0);
  world.clock.advance(MINUTE);
  expect(await world.domain.outbox.deliverDue()).toBe(1);
});

it('tells the person what was given up, once there is a way to them', async () => {
  const world = new DomainWorld();
  await add(world, 'item');
  world.chat.interruptions.fail('tell', 'before', { error: new DomainError('unreachable', { person: 'Alex' }) });
  await world.domain.outbox.deliverDue();
  expect(await world.store.records.outbox.givenUp()).toBe(1);
  expect(await world.domain.outbox.reopen(TENANT, world.megan.objectId)).toBe(0);
  expect(await world.domain.outbox.reopen(TENANT, world.alex.objectId)).toBe(1);
  expect(await world.domain.outbox.deliverDue()).toBe(1);
  expect(world.chat.told).toHaveLength(1);
});

it('delivers each item once though the chat needs ten seconds for each and another worker comes by', async () => {
  const world = new DomainWorld();
  for (let n = 0; n < 20; n += 1) await add(world, `item-${n}`);
  const other = world.restarted();
  world.chat.interruptions.during('tell', 'before', () => world.clock.advance(10 * SECOND), 6);
  world.chat.interruptions.during('tell', 'before', () => other.outbox.deliverDue());
  await world.domain.outbox.deliverDue();
  expect(world.chat.told).toHaveLength(20);
});

describe('a process that is to end', () => {
  it('finishes the delivery under way and takes nothing new', async () => {
    const world = new DomainWorld();
    for (const id of ['first', 'second']) await add(world, id);
    let isStopping = false;
    const domain = world.restarted({ stopping: () => isStopping });
    world.chat.interruptions.during('tell', 'before', () => {
      isStopping = true;
    });
    expect(await domain.outbox.deliverDue()).toBe(1);
    expect(world.chat.told).toHaveLength(1);
    expect(await world.domain.outbox.deliverDue()).toBe(1);
  });

  it('gives back a delivery that hangs, so that the next start need not wait for its claim to lapse', async () => {
    const world = new DomainWorld();
    await add(world, 'item');
    let goOn: () => void = () => undefined;
    const hung = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      world.chat.interruptions.during('tell', 'before', () => {
        resolve();
        return hung;
      });
    });
    const delivering = world.domain.outbox.deliverDue();
    await reached;
    expect(await world.restarted().outbox.deliverDue()).toBe(0);
    await world.domain.outbox.giveBack();
    expect(await world.restarted().outbox.deliverDue()).toBe(1);
    goOn();
    await delivering;
    expect(await world.store.records.outbox.depth()).toBe(0);
  });
});
