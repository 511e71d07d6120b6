import type { Limiter } from '../../src/domain/ports';

/** An empty limiter and the time it counts by. */
export interface LimiterStage {
  readonly limiter: Limiter;
  readonly pass: (seconds: number) => void;
}

/** What every Limiter does, told of the fake and of the real one alike. */
export function limiterContract(setUp: () => LimiterStage): void {
  let limiter: Limiter;
  let pass: LimiterStage['pass'];
  beforeEach(() => {
    ({ limiter, pass } = setUp());
  });

  it('counts from one, and says when the window ends', async () => {
    expect(await limiter.count('turn', 'alex', 60)).toEqual({ count: 1, endsInSeconds: 60 });
    pass(20);
    expect(await limiter.count('turn', 'alex', 60)).toEqual({ count: 2, endsInSeconds: 40 });
  });

  it('begins anew when the window has ended', async () => {
    await limiter.count('turn', 'alex', 60);
    await limiter.count('turn', 'alex', 60);
    pass(60);
    expect(await limiter.count('turn', 'alex', 60)).toEqual({ count: 1, endsInSeconds: 60 });
  });

  it('counts each name and each key for itself', async () => {
    await limiter.count('turn', 'alex', 60);
    expect(await limiter.count('turn', 'megan', 60)).toMatchObject({ count: 1 });
    expect(await limiter.count('search', 'alex', 60)).toMatchObject({ count: 1 });
    expect(await limiter.count('turn', 'alex', 60)).toMatchObject({ count: 2 });
  });

  it('gives each of twenty at once a count of its own', async () => {
    const counted = await Promise.all(Array.from({ length: 20 }, () => limiter.count('turn', 'alex', 60)));
    expect(counted.map(({ count }) => count).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it('shows an open window without counting, and none where none is open', async () => {
    expect(await limiter.peek('turn', 'alex')).toBeUndefined();
    await limiter.count('turn', 'alex', 60);
    pass(59);
    expect(await limiter.peek('turn', 'alex')).toEqual({ count: 1, endsInSeconds: 1 });
    expect(await limiter.peek('turn', 'alex')).toEqual({ count: 1, endsInSeconds: 1 });
    pass(1);
    expect(await limiter.peek('turn', 'alex')).toBeUndefined();
  });

  it('restarts a window with a length of its own', async () => {
    await limiter.count('guess.pause', 'alex', 30);
    await limiter.count('guess.pause', 'alex', 30);
    await limiter.restart('guess.pause', 'alex', 600);
    expect(await limiter.peek('guess.pause', 'alex')).toEqual({ count: 1, endsInSeconds: 600 });
    pass(599);
    expect(await limiter.count('guess.pause', 'alex', 30)).toEqual({ count: 2, endsInSeconds: 1 });
    pass(1);
    expect(await limiter.peek('guess.pause', 'alex')).toBeUndefined();
  });
}
