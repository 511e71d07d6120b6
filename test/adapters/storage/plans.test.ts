import type { CompiledQuery } from 'kysely';
import Libsql from 'libsql';
import { fillStatements, postgresSeries } from '../../../bench/scale/fill';
import type { Database } from '../../../src/adapters/storage/openDatabase';
import { PostgresConnection } from '../../../src/adapters/storage/postgres/postgresConnection';
import { SqliteFile } from '../../../src/adapters/storage/sqlite/sqliteFile';
import type { SecretFilter } from '../../../src/domain/records';
import { after, aSecret, NOW, ref, TENANT } from '../../contracts/store/storeBuilders';
import { describePostgres } from './eachEngine';
import { HandClock, TemporaryDatabase } from './temporaryDatabase';

const SECRETS = 3_000;
const DAY_MS = 86_400_000;

/** What the benchmark does not fill: requests and grants that have ended, wizards, audit. */
const ended = [
  `insert into requests (id, tenant_id, reference, requester_id, state, created_at, next_look_at, version, body)
   select 'request-' || n, 'another tenant', 'sb-' || n, 'person', 'granted', n, n, 1, '{}' from generate_series(1, 3000) n`,
  `insert into grants (id, tenant_id, reference, person_id, person_name, request_id, ticket_id, starts_at, ends_at, state)
   select 'grant-' || n, 'another tenant', 'sb-' || n, 'person', 'Somebody', 'request-' || n, 'ticket-' || n, n, n, 'ended'
   from generate_series(1, 3000) n`,
  `insert into bot_state (key, etag, value, updated_at)
   select 'wizard/' || n, 'etag', '{}', ${NOW.getTime() + DAY_MS} from generate_series(1, 3000) n`,
  `insert into audit (seq, v, at, tenant_id, action, actor_id, reference, mac)
   select n, 1, n, 'another tenant', 'create.asked', 'person', 'sb-' || n, 'mac' from generate_series(1, 3000) n`,
];
const person = (id: number) => ({ objectId: `person-${id}`, displayName: 'Somebody' });

/** Each list there is, and the indexes that it must walk. */
const lists: Readonly<Record<string, { readonly filter: Partial<SecretFilter>; readonly by: readonly string[] }>> = {
  'of one person': { filter: { personId: 'person-7' }, by: ['secrets_live_owner', 'secrets_live_creator'] },
  'of one person, expiring': {
    filter: { personId: 'person-7', expiresBefore: after(1) },
    by: ['secrets_live_owner', 'secrets_live_creator'],
  },
  shared: { filter: { sharing: true, locationIds: ['prod', 'dev'] }, by: ['secrets_shared'] },
  'of an application': { filter: { applicationId: 'app-7' }, by: ['secrets_live_application'] },
  'of everything': { filter: {}, by: ['secrets_live'] },
  'of what has expired and is in a vault': { filter: { expiresBefore: NOW, vaulted: true }, by: ['secrets_vaulted'] },
  'of what has expired': { filter: { expiresBefore: NOW }, by: ['secrets_live'] },
};

async function seed({ store }: Database): Promise<void> {
  await store.transaction(async ({ secrets }) => {
    for (let index = 0; index < SECRETS; index += 1) {
      await secrets.add(
        aSecret({
          reference: ref(index),
          keyId: `key-${index}`,
          name: `secret ${index}`,
          application: { objectId: `app-${index % 300}`, appId: 'app', displayName: 'App' },
          owner: person(index % 300),
          creator: person((index * 7) % 300),
          sharing: index % 3 === 0,
          locationId: index % 2 === 0 ? 'prod' : 'dev',
          expiresAt: after(index + 1),
        }),
      );
    }
  });
}

/** What a sweep asks, by what it asks for. */
const sweeps: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
  wizards: ({ botStorage }) => botStorage.keysUnchangedSince('wizard/', NOW, 100),
  tickets: ({ store }) => store.records.tickets.due(NOW, 100),
  grants: ({ store }) => store.records.grants.due(NOW, 100),
  requests: ({ store }) => store.records.requests.due(NOW, 50),
  'creates and deletes': ({ store }) => store.records.intents.due(NOW, 50),
  'what ended long ago': ({ store }) => store.records.intents.ended(NOW, 100, `${NOW.getTime() - DAY_MS}_intent-7`),
  notices: ({ store }) => store.records.outbox.claimNext(NOW, after(1)),
  'a page of applications': ({ store }) => store.records.secrets.applications(TENANT, 100, 'app-100'),
  'the tickets of a page': ({ store }) => store.records.tickets.ofSecrets(TENANT, [ref(1), ref(2), ref(3)]),
};

function list({ store }: Database, filter: Partial<SecretFilter>, from?: string) {
  return store.records.secrets.list({ tenantId: TENANT, ...filter }, 10, from);
}

describe('plans on SQLite', () => {
  let temporary: TemporaryDatabase;
  beforeAll(async () => {
    temporary = await TemporaryDatabase.open(new HandClock(NOW));
  });
  afterAll(() => temporary.remove());

  /** What SQLite says it does for each statement of `work`. No statistics are ever made: what is stored changes no plan. */
  async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
    const prepare = SqliteFile.prototype.prepare;
    const asked: { file: SqliteFile; text: string }[] = [];
    const spy = jest.spyOn(SqliteFile.prototype, 'prepare').mockImplementation(function (this: SqliteFile, text) {
      if (/^(select|update|insert|delete)/.test(text)) asked.push({ file: this, text });
      return prepare.call(this, text);
    });
    await work();
    spy.mockRestore();
    // Explained on an empty copy: what is explained leaves the database itself alone.
    const [{ file } = { file: undefined }] = asked;
    const schema = (file?.prepare('select sql from sqlite_master where sql is not null').all([]) ?? []) as {
      sql: string;
    }[];
    const copy = new Libsql(':memory:');
    for (const { sql } of schema) copy.exec(sql);
    return asked.flatMap(({ text }) =>
      (copy.prepare(`explain query plan ${text}`).all() as { detail: string }[]).map(({ detail }) => detail),
    );
  }

  it.each(Object.entries(lists))('the list %s walks its indexes, and reads no table whole', async (_name, each) => {
    const plans = await plansOf(() => list(temporary.database, each.filter, `${NOW.getTime()}_${ref(1)}`));
    const walks = plans.filter((line) => / secrets /.test(line));
    expect(walks.map((line) => /INDEX (\w+)/.exec(line)?.[1])).toEqual(expect.arrayContaining([...each.by]));
    expect(walks.filter((line) => line.startsWith('SCAN'))).toEqual([]);
  });

  it('the history of a secret is read in its order', async () => {
    const plans = await plansOf(() =>
      temporary.database.store.records.audit.pageOfSecret(TENANT, ref(1), { limit: 10, after: '100' }),
    );
    expect(plans).toEqual([expect.stringContaining('INDEX audit_tenant_id_reference_seq')]);
  });

  it.each(Object.entries(sweeps))('a sweep reads %s by index', async (_name, ask) => {
    const plans = await plansOf(() => ask(temporary.database));
    expect(plans).not.toEqual([]);
    expect(plans.filter((line) => line.startsWith('SCAN'))).toEqual([]);
  });

  it('what ended is walked in its order, and forgotten by its ids, however much has ended', async () => {
    const { intents } = temporary.database.store.records;
    const walk = await plansOf(() => intents.ended(NOW, 100, `${NOW.getTime() - DAY_MS}_intent-7`));
    expect(walk).toEqual([expect.stringContaining('INDEX intents_by_look')]);
    const ids = Array.from({ length: 100 }, (_, number) => `intent-${number}`);
    expect(await plansOf(() => intents.forget(ids))).toEqual([expect.stringContaining('(id=?)')]);
  });

  it('the figures of the secrets read an index and no row', async () => {
    const plans = await plansOf(() => temporary.database.figures());
    expect(plans).toContainEqual(expect.stringMatching(/secrets USING COVERING INDEX secrets_live/));
  });
});

describePostgres('plans on PostgreSQL', (postgres) => {
  let database: Database;
  beforeAll(async () => {
    await postgres().empty();
    database = await postgres().another(new HandClock(NOW));
    await seed(database);
    // What has ended, as in a database that was in use for years.
    const fill = { tenantId: 'another tenant', count: SECRETS, now: NOW.getTime() + DAY_MS };
    for (const statement of fillStatements(postgresSeries, fill)) await postgres().ask(statement);
    for (const statement of ended) await postgres().ask(statement);
    await postgres().ask('analyze');
  });
  afterAll(() => database?.close());

  async function plansOf(work: () => Promise<unknown>): Promise<string> {
    const execute = PostgresConnection.prototype.executeQuery;
    const asked: CompiledQuery[] = [];
    const spy = jest.spyOn(PostgresConnection.prototype, 'executeQuery').mockImplementation(function (
      this: PostgresConnection,
      query,
    ) {
      asked.push(query);
      return execute.call(this, query) as never;
    });
    await work();
    spy.mockRestore();
    const lines: string[] = [];
    for (const { sql, parameters } of asked) {
      const rows = await postgres().ask(`explain ${sql}`, parameters);
      lines.push(...rows.map((row) => String(row['QUERY PLAN'])));
    }
    return lines.join('\n');
  }

  it.each(Object.entries(lists))('the list %s walks its indexes, and reads no table whole', async (_name, each) => {
    const plan = await plansOf(() => list(database, each.filter, `${NOW.getTime()}_${ref(1)}`));
    for (const index of each.by) expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });

  it.each(Object.entries(sweeps))('a sweep reads %s by index', async (_name, ask) => {
    const plan = await plansOf(() => ask(database));
    expect(plan).toMatch(/Index/);
    expect(plan).not.toContain('Seq Scan');
  });

  it('what a person typed and the history of a secret are read by index', async () => {
    const { secrets, audit } = database.store.records;
    const plan = await plansOf(async () => {
      await secrets.findByName(TENANT, 'secret 7');
      await secrets.find(TENANT, ref(7));
      await audit.pageOfSecret(TENANT, ref(1), { limit: 10, after: '100' });
    });
    expect(plan).toContain('audit_tenant_id_reference_seq');
    expect(plan).not.toContain('Seq Scan');
  });
});
