import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/startSandbox';
import { JOURNEYS, type Traveller } from './journeys';
import { Ledger } from './ledger';
import { Meter } from './meter';
import { Random } from './random';
import { GaveUp, Worker } from './worker';

/** All people of the crowd, each making one journey after the other until `durationMs` have passed. */
export class Crowd {
  readonly meter = new Meter();
  readonly ledger = new Ledger();
  readonly workers: readonly Worker[];
  readonly #seed: number;
  #over = false;
  #names = 0;

  constructor(sandbox: Sandbox, seed: number) {
    this.#seed = seed;
    const keys = sandbox.world.people.filter(({ onlyPersonal }) => onlyPersonal).map(({ key }) => key);
    this.workers = keys.map((key) => new Worker(sandbox, key, this.meter, () => this.#over));
  }

  /** Resolves when everybody has ended the journey that they were on. */
  async travel(durationMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.#over = true;
    }, durationMs);
    await Promise.all(this.workers.map((worker, index) => this.#live(worker, new Random(this.#seed * 1000 + index))));
    clearTimeout(timer);
  }

  async #live(worker: Worker, random: Random): Promise<void> {
    const traveller: Traveller = { worker, ledger: this.ledger, random, newName: () => `Load ${++this.#names}.` };
    await delay(random.between(0, 3_000));
    while (!this.#over) {
      const [name, journey] =
        random.weighted(JOURNEYS.map(([n, weight, act]) => [[n, act] as const, weight] as const)) ?? [];
      if (name === undefined || journey === undefined) return;
      await this.#make(name, () => journey(traveller));
      await delay(random.between(300, 3_000));
    }
  }

  async #make(name: string, journey: () => Promise<void>): Promise<void> {
    try {
      await journey();
      this.meter.count(`journey ended: ${name}`);
    } catch (error) {
      if (!(error instanceof GaveUp) && !isChangedCard(error)) throw error;
      this.meter.count(this.#over ? 'journey cut short by the end' : `journey given up: ${name}`);
    }
  }
}

/** The card changed between looking and pressing, as it does for people. */
function isChangedCard(error: unknown): boolean {
  return error instanceof Error && /^There is no button|sees no message|has no typeahead/.test(error.message);
}
