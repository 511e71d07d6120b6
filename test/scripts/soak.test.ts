import { addCredential } from '../../sandbox/world/applications';
import { applicationOf } from '../../sandbox/world/crowd';
import { createWorld } from '../../sandbox/world/world';
import { account } from '../../scripts/soak/audit';
import { keptPage } from '../../scripts/soak/keptPage';
import type { KeptRows } from '../../scripts/soak/keptRows';
import { Ledger } from '../../scripts/soak/ledger';
import { Meter } from '../../scripts/soak/meter';
import { readOptions } from '../../scripts/soak/options';
import { Random } from '../../scripts/soak/random';
import type { Worker } from '../../scripts/soak/worker';

const PERSON = 'crowd-001';
const REFERENCE = 'sb-AAAA0000';
const CREATED = `Created\nLoad 1.\nKeep the reference ${REFERENCE}`;

/** A world after a run in which one person made one secret, saw its value and was told; `told` is what their chat says. */
function afterOneCreate(...told: readonly string[]) {
  const world = createWorld({ crowd: 2 });
  const now = world.clock.now();
  const { credential, value } = addCredential(world.application(applicationOf(PERSON)), {
    displayName: `Load 1. (${REFERENCE})`,
    startsAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
    addedAt: now,
    marker: world.secretMarker,
  });
  const ledger = new Ledger();
  ledger.submits({ person: PERSON, name: 'Load 1.', vaulted: false, shared: false, taken: true });
  ledger.saw({ person: PERSON, ticket: 'ticket-1', value });
  const texts = told.length > 0 ? told : [CREATED];
  const messages = texts.map((text) => ({
    from: { kind: 'bot' },
    deleted: false,
    text: `${text}\nLoad 1.`,
    cards: [],
  }));
  const workers = [{ key: PERSON, messages: () => messages }] as unknown as readonly Worker[];
  const { keyId } = credential;
  const secret = { reference: REFERENCE, name: 'Load 1.', keyId, vaultName: null, state: 'active', sharing: 0 };
  const rows: KeptRows = {
    secrets: [secret],
    openIntents: [],
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
      ({ ledger }) =>
        void ledger.submits({ person: PERSON, name: 'Load 2.', vaulted: true, shared: false, taken: true }),
      'nobody was told',
    ],
    [
      'settings that are not what was saved',
      ({ rows }) => ({ secrets: rows.secrets.map((one) => ({ ...one, sharing: true })) }),
      'shared differently',
    ],
    ['a notice that waits', () => ({ waitingNotices: 1 }), 'still wait'],
    [
      'a create that is open',
      () => ({ openIntents: ['create of sb-00000001: intended, tried 2 times'] }),
      'still open',
    ],
  ])('finds %s', (_what, plant, words) => {
    const run = afterOneCreate();
    const changes = plant(run) as Partial<KeptRows> | undefined;
    const { discrepancies } = account({ ...run, rows: { ...run.rows, ...changes } });
    expect(discrepancies.join('\n')).toContain(words);
    expect(discrepancies.join('\n')).not.toContain(run.value);
  });

  it.each([
    [['Not created']],
    [[CREATED, `Removed, because nobody looked in time\n${REFERENCE}`]],
    [[CREATED, `A secret was deleted\n${REFERENCE}`]],
    [[CREATED, `A secret is no longer there\n${REFERENCE}`]],
  ])('finds a credential that lives although its person was told: %j', (told) => {
    const { discrepancies } = account(afterOneCreate(...told));
    expect(discrepancies).toEqual(['Load 1. is in Entra and not there for its person']);
  });

  it('takes the answer to the click that deletes for the secret that was asked about', () => {
    const run = afterOneCreate(CREATED, 'Load 1. is deleted');
    expect(account(run).discrepancies).toEqual([]);
    for (const entry of run.ledger.entries) entry.deleteAsked = REFERENCE;
    expect(account(run).discrepancies).toEqual(['Load 1. is in Entra and not there for its person']);
    for (const entry of run.ledger.entries) Object.assign(entry, { deleteAsked: undefined, answeredGone: REFERENCE });
    expect(account(run).discrepancies).toEqual(['Load 1. is in Entra and not there for its person']);
  });

  it('knows a reissued secret by its newest reference, whatever was told of the one before', () => {
    const again = `A secret was deleted\n${REFERENCE}`;
    expect(account(afterOneCreate(CREATED.replace(REFERENCE, 'sb-BBBB0000'), CREATED)).discrepancies).toEqual([]);
    const run = afterOneCreate(CREATED, CREATED.replace(REFERENCE, 'sb-BBBB0000'), again, 'Not created');
    expect(account(run).discrepancies.join()).toContain('Load 1. is there for its person and not in Entra');
  });

  it('does not wait for words about a submit that had no answer and no effect', () => {
    const run = afterOneCreate();
    run.ledger.submits({ person: PERSON, name: 'Load 2.', vaulted: true, shared: false, taken: false });
    const { counts, discrepancies } = account(run);
    expect(discrepancies).toEqual([]);
    expect(counts).toContainEqual(['submits that got no answer, and nothing came of them', 1]);
  });
});

describe('a soak', () => {
  it('takes five minutes with 200 people on the embedded database when nothing is said', () => {
    expect(readOptions([])).toEqual({
      durationMs: 300_000,
      people: 200,
      engine: 'sqlite',
      replicas: 1,
      seed: 1,
      patienceMs: 60_000,
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

  it('keeps the last run on each engine', () => {
    const first = keptPage('# Soak\n', 'sqlite', 'one\n');
    const second = keptPage(first, 'postgres', 'two\n');
    expect(keptPage(second, 'sqlite', 'three\n')).toMatch(/## sqlite\n\nthree\n\n## postgres\n\ntwo\n$/);
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
