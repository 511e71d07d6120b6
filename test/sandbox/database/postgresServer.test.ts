import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { findPostgres } from '../../../sandbox/database/findPostgres';
import { type PostgresServer, startPostgres } from '../../../sandbox/database/postgresServer';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('secretbot-postgres-'));

async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

(findPostgres() ? describe : describe.skip)('a PostgreSQL server of one’s own (needs Debian’s postgresql)', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.remove());

  it('takes the given password and no other', async () => {
    const url = await server.createDatabase('guarded');
    expect(url).toBe(server.url('guarded'));
    expect(await ask(url, 'select current_user as role')).toEqual([{ role: 'secretbot' }]);
    await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('gives the bot’s role its database but not the server', async () => {
    const url = await server.createDatabase();
    await ask(url, 'create table own (id integer)');
    await expect(ask(url, `alter system set work_mem = '1MB'`)).rejects.toMatchObject({ code: '42501' });
    expect(await ask(server.adminUrl('postgres'), 'show is_superuser')).toEqual([{ is_superuser: 'on' }]);
  });

  it.each(['fast', 'immediate'] as const)('keeps what was committed over a stop (%s) and a start', async (how) => {
    const url = await server.createDatabase();
    await ask(url, 'create table kept as select 7 as number');
    await server.stop(how);
    await server.stop(how);
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.start();
    await server.start();
    expect(await ask(url, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  it('waits for the disk only when it is asked to', async () => {
    const durable = await startPostgres({ durable: true });
    try {
      expect(await ask(durable.url('postgres'), 'show fsync')).toEqual([{ fsync: 'on' }]);
      expect(await ask(durable.url('postgres'), 'show full_page_writes')).toEqual([{ full_page_writes: 'on' }]);
      expect(await ask(server.url('postgres'), 'show fsync')).toEqual([{ fsync: 'off' }]);
    } finally {
      await durable.remove();
    }
  });

  it('leaves nothing behind when it is removed', async () => {
    const before = folders();
    const other = await startPostgres();
    expect(folders()).toHaveLength(before.length + 1);
    const url = other.url('postgres');
    await other.remove();
    expect(folders()).toEqual(before);
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
