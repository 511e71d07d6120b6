/** Rows by the database itself: a million in seconds. `{n}` counts from 1; what is random is derived from it. */
const columns =
  'tenant_id, reference, application_id, app_id, application_name, key_id, hint, name, name_key, name_slot, description,' +
  ' location_id, vault_name, vault_version, sharing, pre_approved, owner_id, owner_name, creator_id, creator_name,' +
  ' starts_at, expires_at, created_at, state, ended_at';

/** How an engine counts from 1 to `count`. */
export type Series = (count: number) => string;

export const sqliteSeries: Series = (count) =>
  `(with recursive series(n) as (select 1 union all select n + 1 from series where n < ${count}) select n from series) as series`;

export const postgresSeries: Series = (count) => `generate_series(1::bigint, ${count}) as series(n)`;

/** What is put there. */
export interface Fill {
  readonly tenantId: string;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const dayMs = 86_400_000;
const longAgoMs = 200 * dayMs;

/** How many people there are for so many secrets: each has ten, which lie far apart in the database. */
export const peopleOf = (count: number): number => Math.max(1, Math.floor(count / 10));
/** How many applications: each has 200 secrets. */
export const applicationsOf = (count: number): number => Math.max(1, Math.floor(count / 200));
/** When the secret with this number expires, in milliseconds since 1970: each twentieth has expired, its copy is retired. */
export const expiryOf = ({ now }: Fill, n: number): number =>
  n % 20 === 0 ? now - (((n * 7919) % 300) + 1) * dayMs : now + (((n * 7919) % 300) + 1) * dayMs;
export const referenceOf = (n: number): string => `sb-${String(n).padStart(8, '0')}`;

/**
 * Statements that put `count` live secrets there, each third shared, and for each a finished create and a shown ticket;
 * for every tenth a notice that was given up.
 */
export function fillStatements(series: Series, { tenantId, count, now }: Fill): readonly string[] {
  const from = `from ${series(count)}`;
  const person = `'person-' || (n % ${peopleOf(count)})`;
  const application = `'app-' || (n % ${applicationsOf(count)})`;
  const padded = series === postgresSeries ? `lpad(n::text, 8, '0')` : `substr('00000000' || n, -8)`;
  const reference = `'sb-' || ${padded}`;
  const days = `((n * 7919) % 300 + 1) * ${dayMs}`;
  const copy = (value: string) => `case when n % 20 = 0 then null else '${value}' end`;
  return [
    `insert into secrets (${columns}) select '${tenantId}', ${reference}, ${application}, 'client', 'Payroll API',
     'key-' || n, 'abc', 'Secret ' || n, 'secret ' || n, 'secret ' || n, 'Made by the benchmark', 'dev', ${copy('sb-bench')},
     ${copy('0123456789abcdef')}, case when n % 3 = 0 and n % 20 <> 0 then 1 else 0 end, 0, ${person}, 'Somebody', ${person},
     'Somebody', ${now - longAgoMs}, case when n % 20 = 0 then ${now} - ${days} else ${now} + ${days} end,
     ${now - longAgoMs}, 'active', null ${from}`,
    `insert into intents (id, kind, tenant_id, application_id, key_id, is_open, next_look_at, fence, body)
     select 'intent-' || n, 'create', '${tenantId}', ${application}, 'key-' || n, 0, ${now}, 1, '{}' ${from}`,
    `insert into tickets (id, tenant_id, person_id, reference, cause, state, created_at, expires_at, shown_at, sealed)
     select 'ticket-' || n, '${tenantId}', ${person}, ${reference}, 'creation', 'shown', ${now - longAgoMs},
     ${now - longAgoMs}, ${now - longAgoMs}, 0 ${from}`,
    `insert into outbox (tenant_id, person_id, subject, id, recipient, notice, attempts, next_attempt_at, gave_up)
     select '${tenantId}', 'person-' || n, 'notice:' || n, 'notice-' || n, '{}', '{}', 1, ${now}, 1
     from ${series(Math.ceil(count / 10))}`,
  ];
}
