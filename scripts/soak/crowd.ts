import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/startSandbox';
import { JOURNEYS, NOTHING, type Traveller } from './journeys';
import { knownTo } from './knowledge';
import { Ledger } from './ledger';
import { Meter } from './meter';
import { Random } from './random';
import { GaveUp, Worker } from './worker';

/** How long people have for what they are at when it is time to go home. */
const HOMEWARD_MS = 15_000;

/** All people of the crowd, each making one journey after the other until `durationMs` have passed. */
export class Crowd {
  readonly meter = new Meter();
  readonly ledger = new Ledger();
  readonly workers: readonly Worker[];
  readonly #seed: number;
  #over = false;
  /** When those still under way must stop. */
  #end: number | undefined;
  #names = 0;

  constructor(
    sandbox: Sandbox,
    seed: number,
    private readonly patienceMs: number,
  ) {
    this.#seed = seed;
    const patience = { patienceMs, end: () => this.#end };
    const keys = sandbox.world.people.filter(({ onlyPersonal }) => onlyPersonal).map(({ key }) => key);
    this.workers = keys.map((key) => new Worker(sandbox, key, this.meter, patience));
  }

  /** Nobody begins anything new after `durationMs`; resolves when everybody has ended, or given up, what they were at. */
  async travel(durationMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.#over = true;
      this.#end = Date.now() + Math.min(this.patienceMs, HOMEWARD_MS);
    }, durationMs);
    await Promise.all(this.workers.map((worker, index) => this.#live(worker, new Random(this.#seed * 1000 + index))));
    clearTimeout(timer);
  }

  async #live(worker: Worker, random: Random): Promise<void> {
    const traveller: Traveller = {
      worker,
      ledger: this.ledger,
      random,
      newName: () => `Load ${++this.#names}.`,
      reference: (entry) => {
        const known = knownTo(entry, this.workers);
        return known.what === 'there' ? known.reference : undefined;
      },
      count: (what) => this.meter.count(what),
    };
    await delay(random.between(0, 3_000));
    while (!this.#over) {
      const [name, journey] =
        random.weighted(JOURNEYS.map(([n, weight, act]) => [[n, act] as const, weight] as const)) ?? [];
      if (name === undefined || journey === undefined) return;
      await this.#make(name, () => journey(traveller));
      await delay(random.between(300, 3_000));
    }
  }

  async #make(name: string, journey: () => Promise<unknown>): Promise<void> {
    try {
      const done = await journey();
      this.meter.count(`${done === NOTHING ? NOTHING : 'journey ended'}: ${name}`);
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
