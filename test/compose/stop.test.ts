import { type Stoppable, stopInOrder } from '../../src/compose/stop';

describe('stopping in order', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function parts(changes: Partial<Stoppable> = {}) {
    const done: string[] = [];
    const step = (name: string) => async () => void done.push(name);
    const said: string[] = [];
    const stoppable: Stoppable = {
      server: { drain: step('drained'), close: step('port closed') },
      control: { close: step('socket closed') },
      background: { idle: step('work done') },
      runs: { idle: step('sweep done') },
      outbox: { giveBack: step('given back') },
      heads: { export: step('head exported') },
      database: { close: step('database closed') },
      tracer: { stop: step('spans sent') },
      logger: {
        info: (_fields: object, text: string) => void said.push(text),
        warn: (_fields: object, text: string) => void said.push(text),
      },
      ...changes,
    } as Stoppable;
    return { done, said, stoppable };
  }

  it('ends the work, closes the ports, and the database last', async () => {
    const { done, said, stoppable } = parts();
    await stopInOrder(stoppable, 8_000);
    expect(done).toEqual([
      'drained',
      'work done',
      'sweep done',
      'port closed',
      'socket closed',
      'head exported',
      'database closed',
      'spans sent',
    ]);
    expect(said).toEqual(['SecretBot has stopped']);
  });

  it('gives back what is told, when the work does not end in time', async () => {
    const { done, said, stoppable } = parts({ background: { idle: () => new Promise(() => undefined) } });
    const stopped = stopInOrder(stoppable, 8_000);
    await jest.advanceTimersByTimeAsync(8_000);
    await stopped;
    expect(done).toContain('given back');
    expect(said).toEqual([expect.stringContaining('the next start goes on')]);
  });

  it('does not wait for ever for a port, an export or a database that never says that it is closed', async () => {
    const never = () => new Promise<void>(() => undefined);
    const { done, said, stoppable } = parts({
      server: { drain: async () => undefined, close: never },
      heads: { export: never },
      database: { close: never },
    });
    const stopped = stopInOrder(stoppable, 8_000);
    await jest.advanceTimersByTimeAsync(6_000);
    await stopped;
    expect(done).toContain('spans sent');
    expect(said).toEqual(['SecretBot has stopped']);
  });
});
