import { Agent, get, request } from 'node:http';
import type { Bot } from '../../sandbox/bot';
import type { FaultyService } from '../../sandbox/world/faults';
import { scenario } from '../support/scenario';
import { swept } from '../support/sweeps';

/** How a stop went. */
interface Stop {
  readonly code: number | null;
  readonly ms: number;
}

describe('a bot that is told to end', () => {
  const world = scenario({ replicas: 1 });
  const bot = (): Bot => {
    const [only] = world.sandbox.bot.all;
    if (!only) throw new Error('there is no bot');
    return only;
  };

  /** Sends the signal as a supervisor does, and waits for the end. */
  const ended = (...signals: readonly NodeJS.Signals[]): Promise<Stop> => {
    const begun = performance.now();
    return new Promise((resolve) => {
      const { pid } = bot();
      if (pid === undefined) throw new Error('the bot has ended already');
      bot().onUnexpectedExit((code) => resolve({ code, ms: performance.now() - begun }));
      for (const signal of signals) process.kill(pid, signal);
    });
  };
  /** Holds the next request of this kind. `called` is done when it has come, and `release` lets it have its effect. */
  const hold = (service: FaultyService, route: string) => {
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const called = new Promise<void>((resolve) => {
      const fault = { kind: 'held', until } as const;
      world.sandbox.world.faults.switchOn({ service, route, fault, times: 1, meanwhile: () => resolve() });
    });
    return { called, release };
  };
  const saysThatItStops = () =>
    world.sandbox.teams.simulator.waitFor(() => bot().lastWords(1).includes('is stopping'), { what: 'the stop' });
  /** Ends the bot while a request of it is held, which has its effect once the bot is stopping. */
  const endedDuring = async ({ called, release }: ReturnType<typeof hold>): Promise<Stop> => {
    await called;
    const stopping = ended('SIGTERM');
    await saysThatItStops();
    release();
    return stopping;
  };
  const startAgain = async (): Promise<void> => {
    await bot().start();
  };

  it('ends at once when nothing is under way, with a connection kept open, and leaves one clean file', async () => {
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) =>
      get(`${bot().url}/healthz`, { agent }, (response) => response.resume().once('end', resolve)),
    );
    const stop = await ended('SIGTERM');
    agent.destroy();
    expect(stop.code).toBe(0);
    expect(stop.ms).toBeLessThan(3_000);
    expect(bot().lastWords(1)).toContain('SecretBot has stopped');
    await startAgain();
  }, 30_000);

  it('finishes a create whose call to Graph is under way, and its person is told after the next start', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Warehouse Sync', name: 'Slow Graph', vault: true });
    const adding = hold('graph', 'addPassword');
    await alex.press(wizard, 'Submit');
    const stop = await endedDuring(adding);
    expect(stop.code).toBe(0);
    expect(stop.ms).toBeLessThan(8_000);
    expect(world.credentialsOn('Warehouse Sync').filter((name) => name.startsWith('Slow Graph'))).toHaveLength(1);
    await startAgain();
    await alex.sees('Created', 'Slow Graph');
    expect(await alex.reveal(await alex.carrierOf('Slow Graph'))).toBeDefined();
  }, 60_000);

  it('says that it is not ready and refuses new turns with 503 while it finishes', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Warehouse Sync', name: 'Refused meanwhile', vault: true });
    const adding = hold('graph', 'addPassword');
    await alex.press(wizard, 'Submit');
    await adding.called;
    const stopping = ended('SIGTERM');
    await saysThatItStops();
    expect((await ask('/readyz')).status).toBe(503);
    expect((await ask('/healthz')).status).toBe(200);
    expect(await ask('/api/messages', '{}')).toEqual({ status: 503, retryAfter: '5', connection: 'close' });
    adding.release();
    expect((await stopping).code).toBe(0);
    await startAgain();
    await alex.sees('Created', 'Refused meanwhile');
  }, 60_000);

  it('finishes a delete in the background', async () => {
    const alex = world.personal('alex');
    await alex.create({ application: 'Warehouse Sync', name: 'Slow delete', vault: true });
    await alex.sees('Created', 'Slow delete');
    await alex.say('delete Slow delete');
    const question = await alex.sees('Delete Slow delete?');
    const removing = hold('graph', 'removePassword');
    const pressed = alex.press(question, 'Delete', { typedName: 'Slow delete' });
    const stop = await endedDuring(removing);
    expect([stop.code, stop.ms < 8_000]).toEqual([0, true]);
    await pressed.catch(() => undefined);
    expect(world.credentialsOn('Warehouse Sync').filter((name) => name.startsWith('Slow delete'))).toEqual([]);
    await startAgain();
    await alex.sees('Slow delete', 'deleted');
  }, 60_000);

  it('finishes a delivery to a slow chat, which is told once', async () => {
    const alex = world.personal('alex');
    const megan = world.personal('megan');
    await megan.say('help');
    const telling = hold('connector', 'PUT');
    const wizard = await alex.fillIn({ application: 'Warehouse Sync', name: 'Slow chat', vault: true, owner: 'megan' });
    await alex.press(wizard, 'Submit');
    const stop = await endedDuring(telling);
    expect([stop.code, stop.ms < 8_000]).toEqual([0, true]);
    await startAgain();
    await alex.sees('Created', 'Slow chat');
    await megan.sees('Slow chat', 'yours');
    expect(alex.countOf('Created', 'Slow chat')).toBe(1);
  }, 60_000);

  it('is ended at the limit by what hangs, and the next start undoes it and tells the person', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Warehouse Sync', name: 'Hangs', vault: true });
    const adding = hold('graph', 'addPassword');
    await alex.press(wizard, 'Submit');
    await adding.called;
    const stop = await ended('SIGTERM');
    expect(stop.code).toBe(0);
    expect(stop.ms).toBeGreaterThan(7_500);
    expect(stop.ms).toBeLessThan(12_000);
    expect(bot().lastWords(1)).toContain('the next start goes on with what was cut off');
    await startAgain();
    // The new process has looked once, beyond the lease of the old one, when what was cut off has its effect after all.
    await swept(world.sandbox.bot.all, () => world.sandbox.world.clock.skip(2 * 60_000));
    adding.release();
    expect(await world.passUntil(() => alex.seesOutcome('Hangs', 0))).toBe('Not created');
    expect(world.credentialsOn('Warehouse Sync').filter((name) => name.startsWith('Hangs'))).toEqual([]);
  }, 120_000);

  it('ends at once when it is told twice', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Warehouse Sync', name: 'Told twice', vault: true });
    const adding = hold('graph', 'addPassword');
    await alex.press(wizard, 'Submit');
    await adding.called;
    const stop = await ended('SIGTERM', 'SIGINT');
    expect(stop.code).toBe(1);
    expect(stop.ms).toBeLessThan(4_000);
    adding.release();
    await startAgain();
  }, 60_000);

  function ask(path: string, body?: string): Promise<{ status?: number; retryAfter?: string; connection?: string }> {
    return new Promise((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json' };
      const method = body === undefined ? 'GET' : 'POST';
      const asked = request(`${bot().url}${path}`, { method, headers, agent: false }, (response) => {
        response.resume();
        const { 'retry-after': retryAfter = '', connection = '' } = response.headers;
        resolve({ status: response.statusCode ?? 0, retryAfter, connection });
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }
});
