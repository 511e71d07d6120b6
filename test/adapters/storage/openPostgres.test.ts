import net from 'node:net';
import { Client } from 'pg';
import { auditKeyFrom } from '../../../src/adapters/crypto/auditKey';
import { type Database, openDatabase } from '../../../src/adapters/storage/openDatabase';
import { BEGIN_IN_TURN } from '../../../src/adapters/storage/postgres/postgresDialect';
import { SystemClock } from '../../../src/adapters/system';
import { Sensitive } from '../../../src/domain/sensitive';
import {
  after,
  anItem,
  aSecret,
  aTicket,
  OTHER_TENANT,
  ref,
  SEALED,
  TENANT,
} from '../../contracts/store/storeBuilders';
import { keyText } from '../../support/keys';
import { describePostgres } from './eachEngine';
import { ask } from './temporaryPostgres';

const auditKey = auditKeyFrom(new Sensitive(keyText('audit')));
const clock = new SystemClock();

describePostgres('opening a database', (postgres) => {
  let opened: Database[];
  let url: string;
  // First of all: a database that is already planned for keeps its turn.
  beforeAll(async () => {
    const admin = postgres().server.adminUrl('postgres');
    await ask(admin, `alter system set autovacuum_naptime = '1s'`);
    await ask(admin, 'select pg_reload_conf()');
  });
  beforeEach(async () => {
    opened = [];
    url = await postgres().server.createDatabase();
  });
  afterEach(() => Promise.all(opened.map((database) => database.close())));

  const open = async (address = url): Promise<Database> => {
    const { dataDir } = postgres();
    const database = await openDatabase({ dataDir, url: new Sensitive(address), clock, auditKey });
    opened.push(database);
    return database;
  };
  const failure = (address: string) =>
    open(address).then(
      () => 'opened',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const adminUrl = () => postgres().server.adminUrl(new URL(url).pathname.slice(1));

  it('five replicas that start at once on an empty database all come up, and its schema was made once', async () => {
    const databases = await Promise.all(Array.from({ length: 5 }, () => open()));
    await databases[0]?.store.records.secrets.add(aSecret());
    for (const { store } of databases)
      expect(await store.records.secrets.find(TENANT, ref(1))).toStrictEqual(aSecret());
    const [row] = await ask(
      url,
      'select count(*)::integer as applied, count(distinct name)::integer as names from kysely_migration',
    );
    expect(row?.['applied']).toBe(row?.['names']);
  });

  it('texts are compared by bytes in every column, though the database sorts as people do', async () => {
    await open();
    const [sorting] = await ask(url, `select 'b' < 'C' as as_people, 'sb-B' < 'sb-a' collate "C" as as_bytes`);
    expect(sorting).toEqual({ as_people: true, as_bytes: true });
    const others = await ask(
      url,
      `select table_name, column_name from information_schema.columns
       where table_schema = 'public' and table_name !~ '^kysely_' and data_type = 'text' and collation_name is distinct from 'C'`,
    );
    expect(others).toEqual([]);
  });

  it('what the server itself says about a refused statement is not passed on: it quotes rows', async () => {
    const { store } = await open();
    await store.records.outbox.add(anItem());
    const twice = store.records.outbox.add(anItem({ to: { ...anItem().to, tenantId: OTHER_TENANT } }));
    await expect(twice).rejects.toThrow('PostgreSQL refused a statement (23505, outbox, outbox_id_key)');
    await expect(twice).rejects.toMatchObject({ name: 'StatementError', code: '23505' });
  });

  it('a transaction in which a statement failed is not said to be committed, also where the failure was passed over', async () => {
    const { store } = await open();
    await store.records.outbox.add(anItem());
    const writing = store.transaction(async ({ outbox }) => {
      await outbox.add(anItem({ to: { ...anItem().to, tenantId: OTHER_TENANT } })).catch(() => undefined);
    });
    await expect(writing).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('sealed bytes leave the table’s file soon after they were deleted, by the server itself', async () => {
    const database = await open();
    const { store } = database;
    await store.records.tickets.add(aTicket());
    await store.records.tickets.makeReady('ticket-1', after(15), SEALED);
    const client = new Client({ connectionString: url });
    await client.connect();
    const size = async () =>
      (await client.query(`select pg_relation_size('sealed_values')::integer as size`)).rows[0]?.size;
    expect(await size()).toBeGreaterThan(0);
    await store.records.tickets.end('ticket-1', 'expired', after(1));
    // A connection that stays idle tells the server after ten seconds only what it did, one that ends at once.
    await database.close();
    while ((await size()) !== 0);
    await client.end();
  });

  it('a database of a newer version is refused, and nothing in it is changed', async () => {
    await (await open()).close();
    await ask(url, `insert into kysely_migration values ('9999_future', '2030-01-01')`);
    expect(await failure(url)).toMatch(
      /^DatabaseError: The database was written by a newer SecretBot \(it knows 9999_future\)/,
    );
  });

  it('a server that is too old is refused before anything is changed', async () => {
    await ask(
      adminUrl(),
      `create schema old; grant usage on schema old to public;
       create function old.current_setting(text) returns text language sql as $$ select '140011' $$;
       do $$ begin execute format('alter database %I set search_path = old, pg_catalog, public', current_database()); end $$`,
    );
    expect(await failure(url)).toMatch(/is PostgreSQL 14. SecretBot needs 15 or newer. Nothing was changed.$/);
    expect(await ask(url, `select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  it('what is wrong with the way there is said with what to do, and never with the password', async () => {
    const { port } = postgres().server;
    const password = new URL(url).password;
    const free = await unusedPort();
    const said = {
      password: await failure(url.replace(password, 'wrong')),
      database: await failure(postgres().server.url('nowhere')),
      port: await failure(url.replace(`:${port}/`, `:${free}/`)),
      tls: await failure(`${url}?sslmode=verify-full`),
      file: await failure(`${url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(`${postgres().dataDir}/none`)}`),
      rights: await ask(adminUrl(), 'alter schema public owner to postgres').then(async () => {
        await ask(adminUrl(), 'revoke create on schema public from public, secretbot');
        return failure(url);
      }),
    };
    expect(said).toEqual({
      password: expect.stringMatching(
        /^DatabaseError: .* cannot be used \(28P01\)\. It refused the user name or the password\./,
      ),
      database: expect.stringMatching(/^DatabaseError: The database nowhere on 127.0.0.1:\d+ cannot be used \(3D000\)/),
      port: expect.stringMatching(/^DatabaseError: .* cannot be used \(ECONNREFUSED\)\. Nobody listens there\./),
      tls: expect.stringMatching(/^DatabaseError: .* It does not speak TLS/),
      file: expect.stringMatching(/^DatabaseError: .*\/none, the sslrootcert .* cannot be read \(ENOENT\)/),
      rights: expect.stringMatching(
        /^DatabaseError: .* cannot be used \(42501\)\. The user may not make tables there\./,
      ),
    });
    expect(JSON.stringify(said)).not.toContain(password);
  });

  it('needs an audit key that all replicas share', async () => {
    const alone = openDatabase({ dataDir: postgres().dataDir, url: new Sensitive(url), clock });
    await expect(alone).rejects.toThrow(/needs the same SECRETBOT_AUDIT_KEY/);
  });

  it('makes no backup itself, and says what does', async () => {
    await expect((await open()).backUp(`${postgres().dataDir}/backup`)).rejects.toThrow(/use pg_dump/);
  });

  it('closes after what is under way, can be closed twice, and is unavailable from then on', async () => {
    const database = await open();
    const writes = Array.from({ length: 20 }, (_, number) =>
      database.store.records.secrets.add(aSecret({ reference: ref(number), name: `${number}` })),
    );
    await Promise.all([database.close(), database.close(), ...writes]);
    await expect(database.store.records.outbox.depth()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await ask(url, 'select count(*)::integer as rows from secrets')).toEqual([{ rows: 20 }]);
  });

  it('whoever waits too long for a turn hears of it, and the connection is fit for the next', async () => {
    const database = await open();
    await database.store.records.outbox.add(anItem());
    let outcome: Promise<void> | undefined;
    await postgres().holding(url, BEGIN_IN_TURN, async () => {
      outcome = database.store.records.outbox.add(anItem());
      await expect(outcome).rejects.toMatchObject({ code: 'unavailable', details: { service: 'storage' } });
      expect(await database.store.records.outbox.depth()).toBe(1);
    });
    await database.store.records.outbox.add(anItem());
    const [idle] = await ask(
      adminUrl(),
      `select count(*)::integer as open from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()`,
    );
    expect(idle).toEqual({ open: 0 });
  });
});

async function unusedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
