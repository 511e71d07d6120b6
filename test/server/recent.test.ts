import { Recent, SELDOM_IF_COSTLY } from '../../src/server/recent';

describe('a recent answer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const takes = (ms: number, answer: () => number) => () =>
    new Promise<number>((resolve) => setTimeout(() => resolve(answer()), ms));

  function counting(ms: number, times = SELDOM_IF_COSTLY) {
    const asked = { times: 0 };
    const recent = new Recent(
      takes(ms, () => {
        asked.times += 1;
        return asked.times;
      }),
      0,
      times,
    );
    const value = async () => {
      const answer = recent.value();
      await jest.advanceTimersByTimeAsync(ms);
      return answer;
    };
    return { asked, value };
  }

  it('is good for a second where it cost little', async () => {
    const { asked, value } = counting(1);
    expect(await value()).toBe(1);
    jest.advanceTimersByTime(900);
    expect(await value()).toBe(1);
    jest.advanceTimersByTime(100);
    expect(await value()).toBe(2);
    expect(asked.times).toBe(2);
  });

  it('is good for two hundred times what it cost, where that is longer', async () => {
    const { value } = counting(300);
    expect(await value()).toBe(1);
    jest.advanceTimersByTime(59_000);
    expect(await value()).toBe(1);
    jest.advanceTimersByTime(1_000);
    expect(await value()).toBe(2);
  });

  it('that there was none is asked for again after a second, however long it took', async () => {
    let isAway = true;
    const recent = new Recent(
      async () => {
        if (!isAway) return 1;
        await takes(1_500, () => 0)();
        throw new Error('away');
      },
      0,
      SELDOM_IF_COSTLY,
    );
    const failed = recent.value();
    await jest.advanceTimersByTimeAsync(1_500);
    expect(await failed).toBe(0);
    isAway = false;
    jest.advanceTimersByTime(999);
    expect(await recent.value()).toBe(0);
    jest.advanceTimersByTime(1);
    expect(await recent.value()).toBe(1);
  });
});
