import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator } from 'kysely';
import Libsql from 'libsql';
import { auditKeyFrom } from '../../../src/adapters/crypto/auditKey';
import { DatabaseError } from '../../../src/adapters/storage/databaseError';
import { prepareDatabaseFile } from '../../../src/adapters/storage/dataFolder';
import { KyselySecrets } from '../../../src/adapters/storage/kyselySecrets';
import { initial } from '../../../src/adapters/storage/migrations/0001Initial';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { SqliteEngine } from '../../../src/adapters/storage/sqlite/sqliteEngine';
import { SqliteFile } from '../../../src/adapters/storage/sqlite/sqliteFile';
import { Sensitive } from '../../../src/domain/sensitive';
import { aFreeze, aGrant, aRequest } from '../../contracts/store/sharingBuilders';
import { anItem, aSecret, NOW, ref, TENANT } from '../../contracts/store/storeBuilders';
import { inAnotherProcess } from './childProcess';
import { HandClock, TemporaryDatabase } from './temporaryDatabase';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const clock = new HandClock();

describe('the database in the data folder', () => {
  let parent: string;
  let dataDir: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'secretbot-open-'));
    dataDir = join(parent, 'data');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('makes folder and files that only this user can read', async () => {
    const database = await openDatabase({ dataDir, clock });
    await database.store.records.secrets.add(aSecret());
    const modes = readdirSync(dataDir).map((name) => [name, modeOf(join(dataDir, name))]);
    expect(modeOf(dataDir)).toBe('700');
    expect(Object.fromEntries(modes)).toEqual({ 'audit.key': '600', 'secretbot.db': '600', 'secretbot.db-wal': '600' });
    await database.close();
  });

  it('closes a folder and file that others could read', async () => {
    await (await openDatabase({ dataDir, clock })).close();
    chmodSync(dataDir, 0o755);
    chmodSync(join(dataDir, 'secretbot.db'), 0o644);
    await (await openDatabase({ dataDir, clock })).close();
    expect([modeOf(dataDir), modeOf(join(dataDir, 'secretbot.db'))]).toEqual(['700', '600']);
  });

  it.each([undefined, 0o755])(
    'closes the folder to others also where the database is on a server (found: %p)',
    async (found) => {
      if (found !== undefined) mkdirSync(dataDir, { mode: found });
      const url = new Sensitive('postgres://nobody:nothing@127.0.0.1:1/none');
      const auditKey = auditKeyFrom(new Sensitive(randomBytes(32).toString('base64')));
      await expect(openDatabase({ dataDir, url, clock, auditKey })).rejects.toThrow(DatabaseError);
      expect([modeOf(dataDir), readdirSync(dataDir)]).toEqual(['700', []]);
    },
  );

  it('leaves one file when it is closed, and can be closed twice', async () => {
    const database = await openDatabase({ dataDir, clock });
    await database.close();
    await database.close();
    expect(readdirSync(dataDir)).toEqual(['audit.key', 'secretbot.db']);
  });

  it('waits for what is under way before it closes', async () => {
    const database = await openDatabase({ dataDir, clock });
    const adding = database.store.transaction(async ({ secrets }) => {
      await secrets.find(TENANT, ref(9));
      await secrets.add(aSecret());
    });
    await Promise.all([adding, database.close()]);
    const again = await openDatabase({ dataDir, clock });
    expect(await again.store.records.secrets.find(TENANT, ref(1))).toBeDefined();
    await again.close();
  });

  it('says that another database user must stop, when this process has it open already', async () => {
    const database = await openDatabase({ dataDir, clock });
    await expect(openDatabase({ dataDir, clock })).rejects.toThrow(/secretbot\.db is in use by another process/);
    await database.close();
  });

  it('lets no other process in while it is open, and lets it in afterwards', async () => {
    const database = await openDatabase({ dataDir, clock });
    const script = `
      const Libsql = require('libsql');
      try {
        const other = new Libsql(process.argv[1]);
        console.log('read', other.prepare('select count(*) as n from secrets').get().n);
      } catch (error) { console.log(error.code); }
    `;
    expect(await inAnotherProcess(script, join(dataDir, 'secretbot.db'))).toBe('SQLITE_BUSY');
    await database.close();
    expect(await inAnotherProcess(script, join(dataDir, 'secretbot.db'))).toBe('read 0');
  });

  it('says that another process holds it', async () => {
    await (await openDatabase({ dataDir, clock })).close();
    const other = new Libsql(join(dataDir, 'secretbot.db'));
    other.exec('begin exclusive');
    await expect(openDatabase({ dataDir, clock })).rejects.toThrow(
      /secretbot\.db is in use by another process.*stop the other one/,
    );
    other.exec('commit');
    other.close();
  });

  it('refuses a database of a newer version and changes nothing in it', async () => {
    await (await openDatabase({ dataDir, clock })).close();
    const path = join(dataDir, 'secretbot.db');
    const newer = new Libsql(path);
    newer.exec("insert into kysely_migration (name, timestamp) values ('0099_future', '2027')");
    newer.exec('alter table secrets add column colour text');
    newer.close();
    const before = readFileSync(path);
    await expect(openDatabase({ dataDir, clock })).rejects.toThrow(/newer SecretBot \(it knows 0099_future\)/);
    // Two counters in the header are SQLite's own, and count that it was opened.
    const withoutCounters = (file: Buffer) => Buffer.from(file).fill(0, 24, 28).fill(0, 92, 96);
    expect(withoutCounters(readFileSync(path)).equals(withoutCounters(before))).toBe(true);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('secretbot.db'))).toEqual(['secretbot.db']);
    const looked = new Libsql(path);
    const applied = looked.prepare('select name from kysely_migration order by name').all() as { name: string }[];
    expect(applied.at(0)?.name).toBe('0001_initial');
    expect(applied.at(-1)?.name).toBe('0099_future');
    looked.close();
  });

  it('brings a database of the first version up to date and keeps what is in it', async () => {
    const first = new SqliteEngine(SqliteFile.open(prepareDatabaseFile(dataDir)), clock);
    const provider = { getMigrations: async () => ({ '0001_initial': initial }) };
    expect((await new Migrator({ db: first.db, provider }).migrateToLatest()).error).toBeUndefined();
    await new KyselySecrets(first).add(aSecret());
    await first.close();
    const updated = await openDatabase({ dataDir, clock });
    await updated.store.records.requests.add(aRequest());
    await updated.store.records.grants.add(aGrant());
    await updated.store.records.freezes.set(TENANT, aFreeze());
    expect(await updated.store.records.secrets.find(TENANT, ref(1))).toStrictEqual(aSecret());
    await updated.close();
  });

  it('says that a file is no database', async () => {
    await (await openDatabase({ dataDir, clock })).close();
    writeFileSync(
      join(dataDir, 'secretbot.db'),
      'this is a text, not a database, and long enough for a header '.repeat(9),
    );
    await expect(openDatabase({ dataDir, clock })).rejects.toThrow(/damaged or is not a SecretBot database/);
  });

  it('says that the folder cannot be used when a file is in its place', async () => {
    writeFileSync(dataDir, '');
    await expect(openDatabase({ dataDir, clock })).rejects.toThrow(/cannot be used \(EEXIST\)/);
  });
});

describe('what is stored', () => {
  it('is all there after a restart', async () => {
    const temporary = await TemporaryDatabase.open();
    await temporary.database.store.records.secrets.add(aSecret());
    await temporary.database.store.records.outbox.add(anItem());
    await temporary.restart();
    const { records } = temporary.database.store;
    expect(await records.secrets.find(TENANT, ref(1))).toStrictEqual(aSecret());
    expect(await records.outbox.claimNext(NOW, NOW)).toMatchObject(anItem());
    await temporary.remove();
  });
});
