import { addCredential } from '../../sandbox/world/applications';
import { applicationOf } from '../../sandbox/world/crowd';
import { createWorld } from '../../sandbox/world/world';
import { account } from '../../scripts/soak/audit';
import type { KeptRows } from '../../scripts/soak/keptRows';
import { Ledger } from '../../scripts/soak/ledger';
import { Meter } from '../../scripts/soak/meter';
import { readOptions } from '../../scripts/soak/options';
import { Random } from '../../scripts/soak/random';
import type { Worker } from '../../scripts/soak/worker';

const PERSON = 'crowd-001';

/** A world after a run in which one person made one secret, saw its value and was told; `told` is what their chat says. */
function afterOneCreate(told = 'Created') {
  const world = createWorld({ crowd: 2 });
  const now = world.clock.now();
  const { credential, value } = addCredential(world.application(applicationOf(PERSON)), {
    displayName: 'Load 1. (sb-AAAA0000)',
    startsAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
    addedAt: now,
    marker: world.secretMarker,
  });
  const ledger = new Ledger();
  ledger.submitted({ person: PERSON, name: 'Load 1.', vaulted: false, shared: false });
  ledger.saw({ person: PERSON, ticket: 'ticket-1', value });
  const message = { from: { kind: 'bot' }, deleted: false, text: `${told}\nLoad 1.`, cards: [] };
  const workers = [{ key: PERSON, messages: () => [message] }] as unknown as readonly Worker[];
  const secret = { reference: 'AAAA0000', name: 'Load 1.', keyId: credential.keyId, vaultName: null, state: 'active' };
  const rows: KeptRows = {
    secrets: [secret],
    openIntents: 0,
    waitingNotices: 0,
    shownTickets: ['ticket-1'],
    shownInAudit: ['ticket-1'],
  };
  return { world, ledger, workers, rows, credential, value };
}

describe('the account of a soak', () => {
  it('finds nothing where every side says the same', () => {
    expect(account(afterOneCreate()).discrepancies).toEqual([]);
  });

  it.each<[string, (run: ReturnType<typeof afterOneCreate>) => unknown, string]>([
    ['a credential that the bot does not know', () => ({ secrets: [] }), 'lives in Entra and not in the bot'],
    [
      'a secret whose credential is gone',
      ({ credential, world }) => void Object.assign(credential, { removedAt: world.clock.now() }),
      'not in Entra',
    ],
    [
      'a secret without its vault entry',
      ({ rows }) => ({ secrets: rows.secrets.map((one) => ({ ...one, vaultName: 'v' })) }),
      'without its vault entry',
    ],
    [
      'a value that was seen twice',
      ({ ledger, value }) => ledger.saw({ person: PERSON, ticket: 'ticket-1', value }),
      'seen twice',
    ],
    [
      'a value that nobody made',
      ({ ledger }) => ledger.saw({ person: PERSON, ticket: 'ticket-1', value: 'x' }),
      'no value that Entra made',
    ],
    ['a value that was seen and not noted', () => ({ shownTickets: [], shownInAudit: [] }), 'that is not shown'],
    ['a ticket that was shown twice', () => ({ shownInAudit: ['ticket-1', 'ticket-1'] }), 'twice by the audit'],
    [
      'a person who was told nothing',
      ({ ledger }) => void ledger.submitted({ person: PERSON, name: 'Load 2.', vaulted: true, shared: false }),
      'nobody was told',
    ],
    ['a notice that waits', () => ({ waitingNotices: 1 }), 'still wait'],
    ['a create that is open', () => ({ openIntents: 1 }), 'still open'],
  ])('finds %s', (_what, plant, words) => {
    const run = afterOneCreate();
    const changes = plant(run) as Partial<KeptRows> | undefined;
    const { discrepancies } = account({ ...run, rows: { ...run.rows, ...changes } });
    expect(discrepancies.join('\n')).toContain(words);
    expect(discrepancies.join('\n')).not.toContain(run.value);
  });

  it.each(['Not created', 'Load 1. is deleted', 'Removed, because nobody looked in time'])(
    'finds a credential that lives although its person was told: %s',
    (told) => {
      expect(account(afterOneCreate(told)).discrepancies.join('\n')).toContain(
        'is in Entra and not there for its person',
      );
    },
  );
});

describe('a soak', () => {
  it('takes five minutes with 200 people on the embedded database when nothing is said', () => {
    expect(readOptions([])).toEqual({
      durationMs: 300_000,
      people: 200,
      engine: 'sqlite',
      replicas: 1,
      seed: 1,
      calm: false,
      keep: false,
    });
    const words = ['--seconds', '30', '--people', '40', '--engine', 'postgres', '--replicas', '2', '--keep'];
    expect(readOptions(words)).toMatchObject({
      durationMs: 30_000,
      people: 40,
      engine: 'postgres',
      replicas: 2,
      keep: true,
    });
  });

  it.each([['--people', '0'], ['--people'], ['--fast', '1'], ['--engine', 'oracle'], ['--replicas', '2']])(
    'refuses %p',
    (...words) => {
      expect(() => readOptions(words)).toThrow(/Usage: npm run soak|need --engine postgres/);
    },
  );

  it('makes the same choices again for the same seed', () => {
    const some = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(new Random(seed)),
      );
    expect(some(1)).toEqual(some(1));
    expect(some(1)).not.toEqual(some(2));
    const random = new Random(3);
    const picks = Array.from({ length: 1000 }, () =>
      random.weighted([
        ['often', 9],
        ['seldom', 1],
      ] as const),
    );
    expect(picks.filter((pick) => pick === 'often').length).toBeGreaterThan(850);
  });

  it('measures what half, 95 and 99 of 100 took', async () => {
    const meter = new Meter();
    for (let count = 0; count < 3; count += 1) await meter.time('act', async () => undefined);
    expect(meter.rows()).toEqual([
      { kind: 'act', count: 3, p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
      { kind: 'all', count: 3, p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
    ]);
  });
});
