import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../../sandbox/database/postgresServer';
import { auditKeyFrom } from '../../../src/adapters/crypto/auditKey';
import { type Database, openDatabase } from '../../../src/adapters/storage/openDatabase';
import type { Clock } from '../../../src/domain/ports';
import { Sensitive } from '../../../src/domain/sensitive';
import { keyText } from '../../support/keys';
import { type AnyDatabase, HandClock } from './temporaryDatabase';

const NAME = 'shared';
const AUDIT_KEY = auditKeyFrom(new Sensitive(keyText('audit')));

/** The database's own clock, which shows what the test set: found before PostgreSQL's because of the search path. */
const CLOCK = `
  create schema sandbox authorization secretbot;
  create table sandbox.time as select clock_timestamp() as now;
  create function sandbox.clock_timestamp() returns timestamptz language sql as 'select now from sandbox.time';
  grant select on sandbox.time to secretbot;
  alter database "${NAME}" set search_path = sandbox, pg_catalog, public`;

/** All rows, also of tables that let nothing be deleted. Deleting is much faster than truncating where there is little. */
const EMPTY = `
  set session_replication_role = replica;
  do $$ declare name text; begin
    for name in select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
      where schemaname in ('sandbox', 'public') and tablename !~ '^(kysely_|time$)'
    loop execute 'delete from ' || name; end loop;
  end $$`;

/** One server with one database for all tests of a file; every `open` finds it empty. */
export class TemporaryPostgres {
  /** For what a bot keeps beside a database on a server; everything that opens one here may share it. */
  readonly dataDir = mkdtempSync(join(tmpdir(), 'secretbot-storage-'));

  private constructor(
    readonly server: PostgresServer,
    private admin: Client,
  ) {}

  static async start(): Promise<TemporaryPostgres> {
    const server = await startPostgres();
    await server.createDatabase(NAME);
    const admin = await connected(server);
    await admin.query(CLOCK);
    return new TemporaryPostgres(server, admin);
  }

  private urlBy(port: number): Sensitive {
    const url = new URL(this.server.url(NAME));
    url.port = String(port);
    // Fifty at once wait for one another, and a machine that does other things too may take its time.
    url.searchParams.set('connect_timeout', '30');
    return new Sensitive(url.href);
  }

  /** The database's address, for the bot's role. */
  get url(): Sensitive {
    return this.urlBy(this.server.port);
  }

  /** Empties the database and opens it, its clock and the machine's the same. */
  async open(clock = new HandClock()): Promise<AnyDatabase> {
    await this.empty();
    const pg = this;
    let database = await this.another(clock);
    return {
      clock,
      get database() {
        return database;
      },
      async restart() {
        await database.close();
        database = await pg.another(clock);
      },
      remove: () => database.close(),
    };
  }

  async empty(): Promise<void> {
    await this.admin.query(EMPTY);
  }

  /** Opens it as one more replica, as it is; by another way to the same server where `port` says so. */
  async another(clock: Clock, port = this.server.port): Promise<Database> {
    await this.admin.query('update sandbox.time set now = $1', [clock.now()]);
    return openDatabase({ dataDir: this.dataDir, url: this.urlBy(port), clock, auditKey: AUDIT_KEY });
  }

  /** Asks the server as its administrator. */
  async ask(statement: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    return (await this.admin.query(statement, [...values])).rows;
  }

  /** Resolves when no connection of this role is left. */
  async untilGone(role: string): Promise<void> {
    while ((await this.ask('select 1 from pg_stat_activity where usename = $1', [role])).length > 0);
  }

  /** Starts the stopped server again. */
  async startAgain(): Promise<void> {
    await this.server.start();
    this.admin = await connected(this.server);
  }

  /** Runs work while another connection has said `begin` and not yet ended its transaction. */
  async holding(url: string, begin: string, work: () => Promise<void>): Promise<void> {
    const holder = new Client({ connectionString: url });
    await holder.connect();
    try {
      await holder.query(begin);
      await work();
    } finally {
      await holder.end();
    }
  }

  async remove(): Promise<void> {
    await this.admin.end();
    await this.server.remove();
    rmSync(this.dataDir, { recursive: true });
  }
}

/** One statement on a connection of its own. */
export async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function connected(server: PostgresServer): Promise<Client> {
  const admin = new Client({
    connectionString: server.adminUrl(NAME),
    options: '-c search_path=sandbox,pg_catalog,public',
  });
  // Tests stop the server; whoever asks next hears of it.
  admin.on('error', () => undefined);
  await admin.connect();
  return admin;
}
