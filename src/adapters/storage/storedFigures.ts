import { type Expiry, expiries, type Queue, type StoredFigures } from '../../telemetry/figures';
import { isLive } from './secretList';
import type { Db } from './session';

const DAY_MS = 86_400_000;

/** How many, and the earliest moment that one of them is due at, if there is one. */
interface Due {
  readonly items: number;
  readonly first: number | null;
}

/** Counts what waits and what is stored: six short reads, and one over all live secrets. */
export async function readFigures(db: Db, now: Date): Promise<StoredFigures> {
  const at = now.getTime();
  const due = await dueOf(db);
  const each = <T>(value: (one: Due) => T) =>
    Object.fromEntries(Object.entries(due).map(([queue, one]) => [queue, value(one)])) as Record<Queue, T>;
  const { givenUp } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('givenUp'))
    .where('gave_up', '=', 1)
    .executeTakeFirstOrThrow();
  const freeze = await db.selectFrom('freezes').select('tenant_id').limit(1).executeTakeFirst();
  return {
    waiting: each(({ items }) => Number(items)),
    overdueSeconds: each(({ first }) => (first === null ? 0 : Math.max(0, at - Number(first)) / 1000)),
    noticesGivenUp: Number(givenUp),
    secrets: await secretsByExpiry(db, at),
    frozen: freeze !== undefined,
  };
}

async function dueOf(db: Db): Promise<Record<Queue, Due>> {
  const intents = (kind: 'create' | 'delete') =>
    db
      .selectFrom('intents')
      .select(({ fn }) => [fn.countAll<number>().as('items'), fn.min('next_look_at').as('first')])
      .where('is_open', '=', 1)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow();
  // One that is not ready yet ends with its create, which is late by itself where it hangs.
  const tickets = db
    .selectFrom('tickets')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('items'),
      fn.min<number | null>(eb.case().when('state', '=', 'ready').then(eb.ref('expires_at')).end()).as('first'),
    ])
    .where('state', 'in', ['preparing', 'ready']);
  const requests = db
    .selectFrom('requests')
    .select(({ fn }) => [fn.countAll<number>().as('items'), fn.min('next_look_at').as('first')])
    .where('state', '=', 'open');
  const grants = db
    .selectFrom('grants')
    .select(({ fn }) => [fn.countAll<number>().as('items'), fn.min('ends_at').as('first')])
    .where('state', '=', 'live');
  const notices = db
    .selectFrom('outbox')
    .select(({ fn }) => [fn.countAll<number>().as('items'), fn.min('next_attempt_at').as('first')])
    .where('gave_up', '=', 0);
  return {
    creates: await intents('create'),
    deletes: await intents('delete'),
    tickets: await tickets.executeTakeFirstOrThrow(),
    requests: await requests.executeTakeFirstOrThrow(),
    grants: await grants.executeTakeFirstOrThrow(),
    notices: await notices.executeTakeFirstOrThrow(),
  };
}

async function secretsByExpiry(db: Db, at: number): Promise<Record<Expiry, number>> {
  const rows = await db
    .selectFrom('secrets')
    .select(({ fn, eb }) => [
      eb
        .case()
        .when('expires_at', '<=', at)
        .then<Expiry>('past')
        .when('expires_at', '<=', at + 7 * DAY_MS)
        .then<Expiry>('7_days')
        .when('expires_at', '<=', at + 30 * DAY_MS)
        .then<Expiry>('30_days')
        .when('expires_at', '<=', at + 90 * DAY_MS)
        .then<Expiry>('90_days')
        .when('expires_at', '<=', at + 365 * DAY_MS)
        .then<Expiry>('365_days')
        .else<Expiry>('later')
        .end()
        .as('expiry'),
      fn.countAll<number>().as('items'),
    ])
    // Only what the index of live secrets has: no row is read.
    .where(isLive)
    .groupBy('expiry')
    .execute();
  const found = new Map(rows.map(({ expiry, items }) => [expiry, Number(items)]));
  return Object.fromEntries(expiries.map((expiry) => [expiry, found.get(expiry) ?? 0])) as Record<Expiry, number>;
}
