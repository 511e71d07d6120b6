import type { Telemetry } from '../telemetry/telemetry';
import type { FaultLog } from './faultLog';

/** One piece of work, with a name for the log. */
export interface Work {
  readonly what: string;
  readonly work: () => Promise<unknown>;
  /** Left out where nobody took the answer that it follows from: a notice that says the same is needed then. */
  readonly onlyIfAnswered?: true;
}

/** Work that goes on after an answer was sent. A graceful stop waits for it; what is cut off is found by the sweep. */
export class BackgroundWork {
  readonly #running = new Set<Promise<void>>();

  constructor(
    readonly deps: { readonly faults: Pick<FaultLog, 'record'>; readonly telemetry: Pick<Telemetry, 'work'> },
  ) {}

  /** Does the works one after the other; a failure is logged, never thrown, and the next one still begins. */
  start(works: readonly Work[]): void {
    if (works.length === 0) return;
    const running: Promise<void> = this.#doAll(works).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when nothing is under way, what was started meanwhile included. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #doAll(works: readonly Work[]): Promise<void> {
    for (const { what, work } of works) {
      try {
        await this.deps.telemetry.work(what, work);
      } catch (error) {
        this.deps.faults.record(error, what);
      }
    }
  }
}
