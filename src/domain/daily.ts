import type { Clock } from './ports';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Work that is done daily, and an hour later when it did not get through. */
export class Daily {
  #nextAt = 0;

  constructor(
    private readonly clock: Clock,
    /** @returns false when it did not get through */
    private readonly work: () => Promise<boolean>,
  ) {}

  /** Does the work if it is due. */
  async runIfDue(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now < this.#nextAt) return;
    this.#nextAt = now + HOUR_MS;
    if (await this.work()) this.#nextAt = now + DAY_MS;
  }
}
