import type { Fault, FaultRule } from '../../sandbox/world/faults';
import type { VaultSecret } from '../../sandbox/world/vaults';
import { valuesOn } from '../support/copies';
import { keptPromises } from '../support/keptPromises';
import { scenario } from '../support/scenario';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const lost: Fault = { kind: 'lost_answer' };

interface Ending {
  readonly name: string;
  readonly vault?: boolean;
  readonly ends: 'Created' | 'Not created';
  /** How many credentials Entra made, whatever became of them. */
  readonly made: 0 | 1;
}

/** What goes wrong once in a create, and how it ends. */
interface Creation extends Ending {
  readonly service: 'graph' | 'keyVault';
  readonly route: 'addPassword' | 'PUT';
  readonly fault: Fault;
  readonly times?: number;
}

const atEntra = (name: string, fault: Fault, ends: Creation['ends'], made: Creation['made'] = 1): Creation => ({
  name: `addPassword ${name}`,
  service: 'graph',
  route: 'addPassword',
  fault,
  ends,
  made,
});
const atVault = (name: string, fault: Fault, times = 1): Creation => ({
  name: `setSecret ${name}`,
  vault: true,
  service: 'keyVault',
  route: 'PUT',
  fault,
  times,
  ends: 'Created',
  made: 1,
});

/** Those that end within a minute. */
const creations: readonly Creation[] = [
  atEntra('without its answer', lost, 'Not created'),
  { ...atEntra('without its answer, vaulted', lost, 'Not created'), vault: true },
  ...([400, 409, 503] as const).map((form) =>
    atEntra(`among concurrent requests (${form})`, { kind: 'concurrency', form }, 'Created'),
  ),
  atEntra('told to wait (429)', { kind: 'throttle' }, 'Created'),
  atEntra('told to wait two seconds (429)', { kind: 'throttle', retryAfterSeconds: 2 }, 'Created'),
  atVault('without its answer', lost),
  atVault('without its answer, over and over', lost, 4),
  atVault('told to wait (429)', { kind: 'throttle' }),
  atVault('told to wait a second (429)', { kind: 'throttle', retryAfterSeconds: 1 }),
  atVault('unavailable (503)', { kind: 'status', status: 503 }),
  atVault('unavailable for a second (503)', { kind: 'status', status: 503, retryAfterSeconds: 1 }),
];

/** Nobody can know at once whether these made a credential: 15 minutes must pass. */
const doubtful: readonly Creation[] = [
  atEntra('unavailable (503)', { kind: 'status', status: 503 }, 'Not created', 0),
  atEntra('unavailable for two seconds (503)', { kind: 'status', status: 503, retryAfterSeconds: 2 }, 'Not created', 0),
  atEntra('never arriving', { kind: 'no_answer' }, 'Not created', 0),
  atEntra('taking effect after three looks', { kind: 'late_effect', milliseconds: 80 * SECOND }, 'Not created'),
];

const application = 'Warehouse Sync';

describe('when an answer is lost or is a no', () => {
  const world = scenario();
  const kept = keptPromises(world);
  const alex = () => world.personal('alex');

  // What is told to a person lands in a chat that they have.
  beforeAll(async () => {
    for (const key of ['alex', 'megan', 'lee']) await world.personal(key).say('help');
  }, 30_000);

  /** Switches a fault on for the next request that fits. Meanwhile somebody else adds credentials with similar names. */
  function once(rule: FaultRule, similarTo?: string): () => number {
    const { faults } = world.sandbox.world;
    const meanwhile = () => similarTo && kept().addSimilar(application, similarTo);
    const id = faults.switchOn({ times: 1, ...rule, meanwhile });
    return () => faults.list().find((one) => one.id === id)?.hits ?? 0;
  }

  async function submit({ name, vault = false, ...rule }: Creation): Promise<void> {
    const wizard = await alex().fillIn({ application, name, vault });
    const hits = once(rule, name);
    await alex().press(wizard, 'Submit');
    await world.sandbox.teams.simulator.waitFor(() => hits() === (rule.times ?? 1), { what: `${name} to fail` });
  }

  /** What the person was told is so; a value that was made can be seen, once. */
  async function ended({ name, vault = false, ends, made }: Ending): Promise<void> {
    expect(await alex().seesOutcome(name, 5_000)).toBe(ends);
    expect(kept().madeEver(name)).toBe(made);
    if (ends === 'Created') {
      kept().created(name, vault);
      await alex().carrierOf(name);
      expect(await valuesOn(alex(), name)).toHaveLength(1);
    } else {
      expect(await valuesOn(alex(), name)).toEqual([]);
    }
    await kept().hold();
  }

  it.each(creations)('$name: $ends', async (creation) => {
    await submit(creation);
    await world.passUntil(() => alex().seesOutcome(creation.name, 1_500));
    await ended(creation);
  });

  it.each([
    ['deleted, and can be recovered', 0],
    ['still being deleted', Number.POSITIVE_INFINITY],
  ])('setSecret for a name that is %s: Not created, and what has the name stays', async (state, deleteLag) => {
    const name = `setSecret for a name that is ${state}`;
    const vault = world.sandbox.world.vaults.find(({ host }) => host.startsWith('contoso-dev'));
    if (!vault) throw new Error('no vault for Development');
    const usualLag = vault.deleteLagMilliseconds;
    vault.deleteLagMilliseconds = deleteLag;
    const wizard = await alex().fillIn({ application, name, vault: true });
    let taken: VaultSecret | undefined;
    let asItWas: VaultSecret | undefined;
    world.sandbox.world.faults.switchOn({
      service: 'keyVault',
      route: 'PUT /secrets/',
      fault: { kind: 'delay', milliseconds: 0 },
      times: 1,
      meanwhile: (_method, path) => {
        taken = deletedEntry(/sb-[0-9a-z]{8}/.exec(path)?.[0] ?? '', world.sandbox.world.clock.now());
        asItWas = structuredClone(taken);
        vault.secrets.set(taken.name, taken);
      },
    });
    await alex().press(wizard, 'Submit');
    await world.passUntil(() => alex().seesOutcome(name, 1_500));
    vault.deleteLagMilliseconds = usualLag;
    await ended({ name, vault: true, ends: 'Not created', made: 1 });
    if (!taken) throw new Error('the vault was not asked');
    expect(vault.secrets.get(taken.name)).toEqual(asItWas);
  });

  describe('and it stays unclear for minutes whether there is a credential', () => {
    beforeAll(async () => {
      for (const creation of doubtful) await submit(creation);
      const untold = () => doubtful.filter(({ name }) => alex().countOf('Not created', name) === 0);
      // Each look comes with the sweep of a second; the longer the looks are apart, the more time passes in between.
      for (let pass = 1; untold().length > 0 && pass <= 20; pass += 1) {
        await world.sandbox.world.clock.skip(pass <= 4 ? 31 * SECOND : 4 * MINUTE);
        const told = untold().length;
        await world.sandbox.teams.simulator
          .waitFor(() => untold().length < told, { timeoutMs: 1_500 })
          .catch(() => undefined);
      }
    }, 60_000);

    it.each(doubtful)('$name: $ends', (creation) => ended(creation));
  });
});

/** What somebody else stored and deleted. */
function deletedEntry(name: string, at: Date): VaultSecret {
  const seconds = Math.floor(at.getTime() / SECOND) - 60;
  const version = { version: '0123456789abcdef0123456789abcdef', value: 'not ours', enabled: true };
  return { name, versions: [{ ...version, created: seconds, updated: seconds }], deletedAt: at.getTime() };
}
