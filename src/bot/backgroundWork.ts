import type { FaultLog } from './faultLog';

/** Work that goes on after an answer was sent. A graceful stop waits for it; what is cut off is found by the sweep. */
export class BackgroundWork {
  readonly #running = new Set<Promise<void>>();

  constructor(readonly deps: { readonly faults: Pick<FaultLog, 'record'> }) {}

  /** Starts the work; its failure is logged, never thrown. */
  start(what: string, work: () => Promise<unknown>): void {
    const running: Promise<void> = this.#contain(what, work).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when nothing is under way, what was started meanwhile included. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #contain(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.deps.faults.record(error, what);
    }
  }
}
