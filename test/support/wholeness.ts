import { visibleCredentials } from '../../sandbox/world/applications';
import type { JournalEntry } from '../../sandbox/world/journal';
import type { TwoReplicas } from './replicas';
import type { Scenario } from './scenario';

const TWO_MINUTES = 120_000;
const OWN_NAME = /\((sb-[0-9A-Z]{8})\)$/;
const OPEN_WORK = 'select 1 from intents where is_open = 1';
const UNTOLD = 'select 1 from outbox where gave_up = 0';

/** Counts what the bots do outside, and compares what there is with what they wrote down and what people were told. */
export class Wholeness {
  readonly #added = new Map<string, number>();
  readonly #removed = new Map<string, number>();
  readonly #shown = new Map<string, number>();

  constructor(
    readonly world: Scenario,
    readonly replicas: TwoReplicas,
  ) {
    world.sandbox.world.journal.observe((entry) => this.#count(entry));
  }

  /** How many values people were shown. */
  get values(): number {
    return this.#shown.size;
  }

  /** Lets the world's time pass, beyond every lease and claim, until nothing is under way and nothing waits to be told. */
  async settled(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      await this.world.sandbox.world.clock.skip(TWO_MINUTES);
      if (await this.#isQuietSoon()) return;
    }
    const left = await this.replicas.rows('select kind, body from intents where is_open = 1');
    throw new Error(`there is still work under way: ${JSON.stringify(left)}`);
  }

  /** Nothing lost, nothing doubled. `removals` is how often one credential may be asked to be removed. */
  async check(removals = 1): Promise<void> {
    const secrets = await this.replicas.rows("select key_id, vault_name from secrets where state = 'active'");
    const { world } = this.world.sandbox;
    const credentials = world.applications
      .flatMap((application) => visibleCredentials(application, world.clock))
      .filter(({ displayName }) => OWN_NAME.test(displayName ?? ''));
    expect(credentials.map(({ keyId }) => keyId).sort()).toEqual(secrets.map((secret) => secret['key_id']).sort());
    const entries = world.vaults.flatMap(({ secrets: kept }) => [...kept.values()].filter((one) => !one.deletedAt));
    const vaulted = secrets.flatMap((secret) => secret['vault_name'] ?? []);
    expect(entries.map(({ name }) => name).sort()).toEqual(vaulted.sort());
    expect(moreThan(1, this.#added)).toEqual([]);
    expect(moreThan(removals, this.#removed)).toEqual([]);
    expect(moreThan(1, this.#shown)).toEqual([]);
  }

  /** How each create that was written down ended, by the secret's name. */
  async outcomes(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.replicas.rows(
      "select body::json #>> '{draft,details,name}' as name, body::json ->> 'step' as step from intents where kind = 'create'",
    );
    return new Map(rows.map(({ name, step }) => [String(name), String(step)]));
  }

  async #isQuietSoon(): Promise<boolean> {
    const until = Date.now() + 2_500;
    while (Date.now() < until) {
      const left = await this.replicas.rows(`${OPEN_WORK} union all ${UNTOLD}`);
      if (left.length === 0) return true;
    }
    return false;
  }

  #count({ direction, path, requestBody, responseBody }: JournalEntry): void {
    const asked = JSON.stringify(requestBody ?? '');
    if (direction === 'toBot') {
      const { secretMarker } = this.world.sandbox.world;
      const values = new RegExp(`[\\w.~]{3,}${secretMarker}[\\w.~-]+`, 'g');
      // Once an answer, however often the page repeats it.
      for (const value of new Set(JSON.stringify(responseBody ?? '').match(values))) add(this.#shown, value);
    } else if (path.endsWith('/addPassword')) {
      const reference = OWN_NAME.exec(/"displayName":"([^"]*)"/.exec(asked)?.[1] ?? '')?.[1];
      if (reference) add(this.#added, reference);
    } else if (path.endsWith('/removePassword')) {
      add(this.#removed, /"keyId":"([^"]*)"/.exec(asked)?.[1] ?? '');
    }
  }
}

function add(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function moreThan(most: number, counts: ReadonlyMap<string, number>): string[] {
  return [...counts].filter(([, count]) => count > most).map(([what, count]) => `${what}: ${count} times`);
}
