import { Client } from 'pg';
import type { Moment } from '../world/worldClock';
import { type PostgresServer, startPostgres } from './postgresServer';

/** The PostgreSQL database that the bot's processes share, on a server of its own. */
export interface BotDatabase {
  /** Where the bot finds it, with the password. */
  readonly url: string;
  /** Tests stop it and start it again. */
  readonly server: PostgresServer;
  /** Moves the database's clock in the same moment as everybody else's. */
  readonly moveTime: Moment;
  /** Everything the server keeps on the disk, write-ahead log and all. */
  readonly folder: string;
  /** Every row of every table, as text: for whoever searches for what must not be there. */
  contents(): Promise<string>;
  /** Asks it as the server's administrator. */
  ask(query: string): Promise<readonly Record<string, unknown>[]>;
}

/**
 * The database's clock is `clock_timestamp()`; the bot asks for it unqualified. This one is found before PostgreSQL's
 * own, and tells the sandbox's time. Tables are still made in `public`.
 */
const clock = `
  create schema sandbox;
  create table sandbox.time (offset_ms bigint not null);
  insert into sandbox.time values (0);
  create function sandbox.clock_timestamp() returns timestamptz language plpgsql volatile as $$
    begin
      return (select pg_catalog.clock_timestamp() + offset_ms * interval '1 millisecond' from sandbox.time);
    end
  $$;
  grant usage on schema sandbox to public;
  grant select on sandbox.time to public`;

const name = 'bot';

/** Starts a server with an empty database whose clock is the sandbox's. @throws where the machine has no PostgreSQL */
export async function startBotDatabase(): Promise<BotDatabase> {
  const server = await startPostgres();
  try {
    return await createBotDatabase(server);
  } catch (error) {
    await server.remove();
    throw error;
  }
}

async function createBotDatabase(server: PostgresServer): Promise<BotDatabase> {
  const url = await server.createDatabase(name);
  const adminUrl = server.adminUrl(name);
  await asClient(adminUrl, async (client) => {
    await client.query(clock);
    await client.query(`alter database ${name} set search_path = public, sandbox, pg_catalog`);
  });
  return {
    url,
    server,
    folder: server.folder,
    moveTime: (offset, move) => asClient(adminUrl, (client) => moveTime(client, offset, move)),
    contents: () => asClient(adminUrl, contentsOf),
    ask: (query) => asClient(adminUrl, async (client) => (await client.query(query)).rows),
  };
}

/** Whoever asks for the time while the clocks of the processes are being moved waits until all of them are. */
async function moveTime(client: Client, offset: number, move: () => Promise<void>): Promise<void> {
  await client.query('begin');
  await client.query('lock table sandbox.time in access exclusive mode');
  await client.query('update sandbox.time set offset_ms = $1', [Math.round(offset)]);
  await move();
  await client.query('commit');
}

async function contentsOf(client: Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ line: string }>(`select row::text as line from ${name} as row`);
    texts.push(name, ...rows.map(({ line }) => line));
  }
  return texts.join('\n');
}

async function asClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
