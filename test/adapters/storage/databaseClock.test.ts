import { DatabaseClock } from '../../../src/adapters/storage/postgres/databaseClock';
import { DomainError } from '../../../src/domain/errors';
import { HandClock } from './temporaryDatabase';

const AT = new Date('2026-03-01T10:00:00.000Z').getTime();
const EVERY_MS = 60_000;

describe('the clock of the database', () => {
  const machine = new HandClock();
  let ahead: number;
  let ask: () => Promise<number>;
  let clock: DatabaseClock;
  const start = async () => {
    clock = await DatabaseClock.start(machine, () => ask());
  };

  beforeEach(() => {
    jest.useFakeTimers();
    machine.time = new Date(AT);
    ahead = 90_000;
    ask = async () => machine.now().getTime() + ahead;
  });
  afterEach(() => {
    clock.stop();
    jest.useRealTimers();
  });

  it('shows the time of the database, and goes on with the machine', async () => {
    await start();
    expect(clock.now()).toEqual(new Date(AT + 90_000));
    machine.time = new Date(AT + 1);
    expect(clock.now()).toEqual(new Date(AT + 90_001));
  });

  it('measures again every minute, until it is stopped', async () => {
    await start();
    ahead = -5_000;
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(clock.now()).toEqual(new Date(AT - 5_000));
    clock.stop();
    ahead = 0;
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(clock.now()).toEqual(new Date(AT - 5_000));
  });

  it('goes by the last difference while the database is away', async () => {
    await start();
    ask = () => Promise.reject(new DomainError('unavailable', { service: 'storage' }));
    await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
    expect(clock.now()).toEqual(new Date(AT + 90_000));
  });

  it('believes no measurement during which the clock of the machine was set', async () => {
    await start();
    let asked = 0;
    ask = async () => {
      const there = machine.now().getTime() + ahead;
      asked += 1;
      if (asked === 1) machine.time = new Date(AT + 3_600_000);
      return there;
    };
    await clock.measure();
    expect(asked).toBeGreaterThan(1);
    expect(clock.now()).toEqual(new Date(AT + 3_600_000 + 90_000));
  });

  it('takes the middle of question and answer as the moment of the answer, and the quickest of several', async () => {
    const took = [40, 10, 100];
    ask = async () => {
      const half = (took.shift() ?? 0) / 2;
      jest.advanceTimersByTime(half);
      machine.time = new Date(machine.time.getTime() + half);
      // The slow ones come back late only: their middle is wrong.
      const there = machine.now().getTime() + (half === 5 ? 1_000 : 9_000);
      jest.advanceTimersByTime(half);
      machine.time = new Date(machine.time.getTime() + half);
      return there;
    };
    await start();
    expect(clock.now().getTime() - machine.now().getTime()).toBe(1_000);
  });

  it('cannot start without the database', async () => {
    await start();
    ask = () => Promise.reject(new DomainError('unavailable', { service: 'storage' }));
    await expect(DatabaseClock.start(machine, () => ask())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
