import { KeyedQueue } from '../../src/dialogs/keyedQueue';

describe('KeyedQueue', () => {
  /** Work that ends when the test says so. */
  function held(log: string[], name: string) {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    const work = async (): Promise<string> => {
      log.push(`${name} began`);
      await promise;
      log.push(`${name} ended`);
      return name;
    };
    return { work, letGo: () => resolve() };
  }

  it('runs work of one key one after the other, in order of arrival', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const first = held(log, 'first');
    const second = held(log, 'second');
    const both = Promise.all([queue.run('alex', first.work), queue.run('alex', second.work)]);
    second.letGo();
    first.letGo();
    expect(await both).toEqual(['first', 'second']);
    expect(log).toEqual(['first began', 'first ended', 'second began', 'second ended']);
  });

  it('does not let one key wait for another', async () => {
    const queue = new KeyedQueue();
    const log: string[] = [];
    const slow = held(log, 'slow');
    const waiting = queue.run('alex', slow.work);
    expect(await queue.run('megan', async () => 'done')).toBe('done');
    slow.letGo();
    await waiting;
  });

  it('goes on after work that failed, and gives the failure to its own caller only', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('alex', async () => {
      throw new Error('broken');
    });
    const next = queue.run('alex', async () => 'fine');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
