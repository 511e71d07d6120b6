import { beginRun } from '../telemetry/run';
import type { Telemetry } from '../telemetry/telemetry';
import type { FaultLog } from './faultLog';

/** Runs the sweeps one after the other, never two passes at once; a failed one is logged and the next still runs. */
export class SweepRuns {
  #running: Promise<void> | undefined;

  constructor(
    readonly deps: {
      readonly sweeps: readonly (() => Promise<void>)[];
      readonly faults: Pick<FaultLog, 'record'>;
      readonly telemetry: Pick<Telemetry, 'sweep'>;
      /** Whether the process is to end: no further sweep begins then. */
      readonly stopping: () => boolean;
    },
  ) {}

  /** One pass; a pass that is still running is joined. Never throws. */
  once(): Promise<void> {
    this.#running ??= beginRun('sweep', () => this.deps.telemetry.sweep(() => this.#pass())).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Resolves when no pass is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** @returns whether all of it went well */
  async #pass(): Promise<boolean> {
    let isWhole = true;
    for (const sweep of this.deps.sweeps) {
      if (this.deps.stopping()) return isWhole;
      try {
        await sweep();
      } catch (error) {
        isWhole = false;
        this.deps.faults.record(error, 'sweep');
      }
    }
    return isWhole;
  }
}
