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
  /** Whose the first ten secrets are. */
  readonly personId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const dayMs = 86_400_000;

/**
 * Statements that put `count` live secrets there, ten for each person and 200 for each application, each third shared,
 * and for each a finished create and a shown ticket; for every tenth a notice that was given up.
 */
export function fillStatements(series: Series, { tenantId, count, personId, now }: Fill): readonly string[] {
  const from = `from ${series(count)}`;
  const person = `case when n <= 10 then '${personId}' else 'person-' || ((n - 1) / 10) end`;
  const [reference, application] = [`'sb-' || substr('00000000' || n, -8)`, `'app-' || (n / 200)`];
  const referenceOf = series === postgresSeries ? `'sb-' || lpad(n::text, 8, '0')` : reference;
  return [
    `insert into secrets (${columns}) select '${tenantId}', ${referenceOf}, ${application}, 'client', 'Payroll API',
     'key-' || n, 'abc', 'Secret ' || n, 'secret ' || n, 'secret ' || n, 'Made by the benchmark', 'dev', 'sb-bench',
     '0123456789abcdef', case when n % 3 = 0 then 1 else 0 end, 0, ${person}, 'Somebody', ${person}, 'Somebody', ${now},
     ${now} + ((n * 7919) % 300 + 1) * ${dayMs}, ${now}, 'active', null ${from}`,
    `insert into intents (id, kind, tenant_id, application_id, key_id, is_open, next_look_at, fence, body)
     select 'intent-' || n, 'create', '${tenantId}', ${application}, 'key-' || n, 0, ${now}, 1, '{}' ${from}`,
    `insert into tickets (id, tenant_id, person_id, reference, cause, state, created_at, expires_at, shown_at, sealed)
     select 'ticket-' || n, '${tenantId}', ${person}, ${referenceOf}, 'creation', 'shown', ${now}, ${now}, ${now}, 0 ${from}`,
    `insert into outbox (tenant_id, person_id, subject, id, recipient, notice, attempts, next_attempt_at, gave_up)
     select '${tenantId}', 'person-' || n, 'notice:' || n, 'notice-' || n, '{}', '{}', 1, ${now}, 1
     from ${series(Math.ceil(count / 10))}`,
  ];
}
