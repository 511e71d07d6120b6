import { isDomainError } from '../../../domain/errors';
import type { Clock } from '../../../domain/ports';

const EVERY_MS = 60_000;
const SAMPLES = 3;
/** A process clock that was set while the database was asked makes a measurement useless. */
const STEP_MS = 250;

/**
 * The database's clock, so that deadlines are judged the same on every replica, whatever its machine's clock says.
 *
 * The difference is measured at the start and every minute and added to the machine's clock: `now` asks nobody. While
 * the database is away the last difference holds.
 */
export class DatabaseClock implements Clock {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly machine: Clock,
    private readonly databaseNow: () => Promise<number>,
    private offsetMs: number,
  ) {}

  /**
   * @param databaseNow asks the database, in milliseconds since 1970.
   * @throws what `databaseNow` throws
   */
  static async start(machine: Clock, databaseNow: () => Promise<number>): Promise<DatabaseClock> {
    const clock = new DatabaseClock(machine, databaseNow, 0);
    await clock.measure();
    clock.timer = setInterval(() => void clock.measureAgain(), EVERY_MS);
    clock.timer.unref();
    return clock;
  }

  now(): Date {
    return new Date(this.machine.now().getTime() + this.offsetMs);
  }

  /** Measures now. The answer that took the least time counts. @throws what asking the database throws */
  async measure(): Promise<void> {
    let best: { offsetMs: number; tookMs: number } | undefined;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const taken = await this.sample();
      if (taken && (!best || taken.tookMs < best.tookMs)) best = taken;
    }
    if (best) this.offsetMs = best.offsetMs;
  }

  /** Ends the measuring. */
  stop(): void {
    clearInterval(this.timer);
  }

  private async measureAgain(): Promise<void> {
    try {
      await this.measure();
    } catch (error) {
      // The database is away: whoever needs it says so, and the next minute measures again.
      if (!isDomainError(error, 'unavailable')) throw error;
    }
  }

  /** @returns `undefined` when the machine's clock was set meanwhile: it says nothing then. */
  private async sample(): Promise<{ offsetMs: number; tookMs: number } | undefined> {
    const [before, started] = [this.machine.now().getTime(), performance.now()];
    const there = await this.databaseNow();
    const [after, tookMs] = [this.machine.now().getTime(), performance.now() - started];
    const stepped = Math.abs(after - before - tookMs) > STEP_MS;
    return stepped ? undefined : { offsetMs: Math.round(there - (before + after) / 2), tookMs };
  }
}
