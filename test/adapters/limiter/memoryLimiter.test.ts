import { MemoryLimiter } from '../../../src/adapters/limiter/memoryLimiter';
import { limiterContract } from '../../contracts/limiterContract';
import { FixedClock } from '../../domain/support/fixedClock';
import { ClockLimiter } from '../../support/memory/limiters';

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-02T09:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the limiter in the process', () => {
  limiterContract(() => ({
    limiter: new MemoryLimiter(),
    pass: (seconds) => void jest.advanceTimersByTime(seconds * 1000),
  }));

  it('ends its windows by the time, even where the timer that tidies up is late', async () => {
    const limiter = new MemoryLimiter();
    await limiter.count('turn', 'alex', 60);
    jest.setSystemTime(Date.now() + 60_000);
    expect(await limiter.peek('turn', 'alex')).toBeUndefined();
    expect(await limiter.count('turn', 'alex', 60)).toEqual({ count: 1, endsInSeconds: 60 });
  });

  it('holds a bounded number of windows: of too many the longest unused is forgotten', async () => {
    const limiter = new MemoryLimiter(3);
    for (const key of ['alex', 'megan', 'lee', 'alex', 'nora']) await limiter.count('turn', key, 60);
    expect(await limiter.peek('turn', 'megan')).toBeUndefined();
    expect(await limiter.peek('turn', 'alex')).toMatchObject({ count: 2 });
    expect(await limiter.peek('turn', 'nora')).toMatchObject({ count: 1 });
  });
});

describe('the limiter of the tests', () => {
  limiterContract(() => {
    const clock = new FixedClock();
    return { limiter: new ClockLimiter(clock), pass: (seconds) => clock.advance(seconds * 1000) };
  });
});
