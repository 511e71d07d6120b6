import type { SandboxCredential } from '../../sandbox/world/applications';
import type { JournalEntry } from '../../sandbox/world/journal';
import type { Scenario } from './scenario';

const OWN_NAME = /\((sb-[0-9A-Z]{8})\)$/;
const NEVER_HAPPENED: readonly (string | undefined)[] = ['throttle', 'status', 'concurrency', 'no_answer'];
const DAY_MS = 86_400_000;

/** A secret that people were told is there. */
interface Live {
  readonly name: string;
  readonly vaulted: boolean;
}

/** Watches a sandbox from its start, and compares it with the promises P1, P3 and P4 whenever it is asked to. */
export class KeptPromises {
  readonly #live = new Map<string, Live>();
  readonly #foreign = new Map<SandboxCredential, SandboxCredential>();
  readonly #added = new Map<string, number>();
  readonly #shown = new Map<string, number>();

  constructor(readonly world: Scenario) {
    const { journal, applications } = world.sandbox.world;
    journal.observe((entry) => this.#count(entry));
    for (const { credentials } of applications) for (const one of credentials) this.#foreign.set(one, { ...one });
  }

  /** People were told that this secret was created. */
  created(name: string, vaulted: boolean): void {
    this.#live.set(name, { name, vaulted });
  }

  /** People were told that this secret was deleted. */
  deleted(name: string): void {
    this.#live.delete(name);
  }

  /** Another administrator adds credentials in the portal whose names look like this secret's. */
  addSimilar(application: string, name: string): void {
    const { world } = this.world.sandbox;
    const now = world.clock.now();
    for (const displayName of [name, `${name} (sb-00000000)`, `${name} copy`]) {
      const credential: SandboxCredential = {
        keyId: `f0e1d000-0000-4000-8000-${String(this.#foreign.size).padStart(12, '0')}`,
        displayName,
        hint: 'xyz',
        startsAt: now,
        expiresAt: new Date(now.getTime() + 90 * DAY_MS),
        addedAt: now,
      };
      world.application(application).credentials.push(credential);
      this.#foreign.set(credential, { ...credential });
    }
  }

  /** Which credentials of ours there are, by the names that people gave. */
  get credentials(): string[] {
    return this.#own().map(({ displayName }) => nameIn(displayName));
  }

  /** How many credentials of this name Entra ever made for us, removed ones included. */
  madeEver(name: string): number {
    const { applications } = this.world.sandbox.world;
    const ours = applications.flatMap(({ credentials }) => credentials).filter((one) => !this.#foreign.has(one));
    return ours.filter(({ displayName }) => nameIn(displayName) === name).length;
  }

  /**
   * P3: the directory and the vaults hold exactly the secrets that are there, at once or within some seconds. P4: what
   * others added is as it was. P1: no value was shown twice. Each credential was asked for once.
   */
  async hold(): Promise<void> {
    const { simulator } = this.world.sandbox.teams;
    const whole = { credentials: [...this.#live.keys()].sort(), entries: this.#references() };
    const isWhole = () => same(this.#found(), { ...whole, entries: this.#references() });
    await simulator.waitFor(isWhole, { what: 'directory and vaults to be whole', timeoutMs: 8_000 }).catch(() => {
      expect(this.#found()).toEqual({ ...whole, entries: this.#references() });
    });
    expect([...this.#foreign.keys()]).toEqual([...this.#foreign.values()]);
    const everything = this.world.sandbox.world.applications.flatMap(({ credentials }) => credentials);
    expect([...this.#foreign.keys()].filter((one) => !everything.includes(one))).toEqual([]);
    expect(moreThanOnce(this.#shown)).toEqual([]);
    expect(moreThanOnce(this.#added)).toEqual([]);
  }

  #own(): readonly SandboxCredential[] {
    const { applications } = this.world.sandbox.world;
    return applications
      .flatMap(({ credentials }) => credentials)
      .filter((one) => !one.removedAt && !this.#foreign.has(one));
  }

  #found() {
    const entries = [...this.world.vaulted('dev'), ...this.world.vaulted('prod')];
    return { credentials: this.credentials.sort(), entries: entries.sort() };
  }

  /** Names of the entries that the vaulted secrets must have. */
  #references(): string[] {
    return this.#own()
      .flatMap(({ displayName }) => {
        const reference = OWN_NAME.exec(displayName ?? '')?.[1];
        const isVaulted = this.#live.get(nameIn(displayName))?.vaulted;
        return reference && isVaulted ? [reference.toLowerCase()] : [];
      })
      .sort();
  }

  #count({ direction, path, requestBody, responseBody, fault, status }: JournalEntry): void {
    if (direction === 'toBot') {
      const { secretMarker } = this.world.sandbox.world;
      const values = new RegExp(`[\\w.~]{3,}${secretMarker}[\\w.~-]+`, 'g');
      // Once an answer, however often the page repeats it.
      for (const value of new Set(JSON.stringify(responseBody ?? '').match(values))) add(this.#shown, value);
    } else if (path.endsWith('/addPassword') && !NEVER_HAPPENED.includes(fault) && status < 400) {
      const [, reference] = OWN_NAME.exec(/"displayName":"([^"]*)"/.exec(JSON.stringify(requestBody))?.[1] ?? '') ?? [];
      add(this.#added, reference ?? 'no reference');
    }
  }
}

/** The promises of the file's sandbox, watched from its start. To be called once, after `scenario()`. */
export function keptPromises(world: Scenario): () => KeptPromises {
  let kept: KeptPromises | undefined;
  beforeAll(() => {
    kept = new KeptPromises(world);
  });
  return () => {
    if (!kept) throw new Error('the sandbox is not running');
    return kept;
  };
}

/** The name that a person gave, in a display name of ours. */
function nameIn(displayName: string | null): string {
  return (displayName ?? '').replace(OWN_NAME, '').trim();
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function add(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function moreThanOnce(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].filter(([, count]) => count > 1).map(([what, count]) => `${what}: ${count} times`);
}
