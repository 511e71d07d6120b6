import { BackgroundWork } from '../../src/bot/backgroundWork';
import { FaultLog } from '../../src/bot/faultLog';
import { SweepRuns } from '../../src/bot/sweepRuns';
import { DomainError } from '../../src/domain/errors';
import { currentRun } from '../../src/telemetry/run';
import { unheardTelemetry } from '../../src/telemetry/telemetry';

const telemetry = unheardTelemetry();

/** A promise that the test keeps when it wants to. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

class Lines {
  readonly levels: string[] = [];
  readonly fields: Record<string, unknown>[] = [];
  readonly warn = (fields: Record<string, unknown>) => this.#take('warn', fields);
  readonly error = (fields: Record<string, unknown>) => this.#take('error', fields);

  #take(level: string, fields: Record<string, unknown>): void {
    this.levels.push(level);
    this.fields.push(fields);
  }
}

describe('work after an answer', () => {
  const lines = new Lines();
  const faults = new FaultLog({ logger: lines });

  it('is done in order, and a failure does not stop what follows', async () => {
    const background = new BackgroundWork({ faults, telemetry });
    const done: string[] = [];
    background.start([
      { what: 'first', work: async () => void done.push('first') },
      { what: 'broken', work: () => Promise.reject(new Error('no')) },
      { what: 'last', work: async () => void done.push('last') },
    ]);
    await background.idle();
    expect(done).toEqual(['first', 'last']);
    expect(lines.fields.at(-1)).toMatchObject({ during: 'broken' });
  });

  it('is waited for, what was started meanwhile included', async () => {
    const background = new BackgroundWork({ faults, telemetry });
    const first = gate();
    const second = gate();
    const more = async () => background.start([{ what: 'second', work: () => second.opened }]);
    background.start([{ what: 'first', work: () => first.opened.then(more) }]);
    let isIdle = false;
    const idle = background.idle().then(() => {
      isIdle = true;
    });
    first.open();
    await first.opened;
    expect(isIdle).toBe(false);
    second.open();
    await idle;
  });
});

describe('sweeps', () => {
  it('never run twice at once; a second call joins the first', async () => {
    const hold = gate();
    let runs = 0;
    const sweeps = new SweepRuns({
      faults: new FaultLog({ logger: new Lines() }),
      stopping: () => false,
      telemetry,
      sweeps: [
        async () => {
          runs += 1;
          await hold.opened;
        },
      ],
    });
    const both = [sweeps.once(), sweeps.once()];
    hold.open();
    await Promise.all(both);
    await sweeps.once();
    expect(runs).toBe(2);
  });

  it('go on after one that failed, and each of several failures is logged', async () => {
    const lines = new Lines();
    const done: string[] = [];
    const failures = new AggregateError([new TypeError('a'), new DomainError('unavailable', { service: 'graph' })]);
    const sweeps = new SweepRuns({
      faults: new FaultLog({ logger: lines }),
      stopping: () => false,
      telemetry,
      sweeps: [() => Promise.reject(failures), async () => void done.push('last')],
    });
    await sweeps.once();
    expect(done).toEqual(['last']);
    expect(lines.levels).toEqual(['error', 'warn']);
    expect(new Set(lines.fields.map(({ fault }) => fault)).size).toBe(1);
  });

  it('are one run each pass, so that the lines of a pass can be told apart from those of the next', async () => {
    const runs: string[] = [];
    const look = async () => void runs.push(`${currentRun()?.kind} ${currentRun()?.id}`);
    const faults = new FaultLog({ logger: new Lines() });
    const sweeps = new SweepRuns({ faults, telemetry, stopping: () => false, sweeps: [look, look] });
    await sweeps.once();
    await sweeps.once();
    expect(runs).toEqual([runs[0], runs[0], runs[2], runs[2]]);
    expect(runs[0]).toMatch(/^sweep [0-9a-f]{16}$/);
    expect(runs[2]).not.toBe(runs[0]);
  });
});
