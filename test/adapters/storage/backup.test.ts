import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { type Database, openDatabase } from '../../../src/adapters/storage/openDatabase';
import { backUpClosed } from '../../../src/adapters/storage/sqlite/closedDatabase';
import { SystemClock } from '../../../src/adapters/system';
import { aTicket } from '../../contracts/store/storeBuilders';

const SEALED = {
  keyId: 'k',
  nonce: 'bm9uY2U=',
  ciphertext: Buffer.from('canary'.repeat(40)).toString('base64'),
  tag: 't',
};

describe('a backup', () => {
  const clock = new SystemClock();
  let folder: string;
  let dataDir: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
    dataDir = join(folder, 'data');
    database = await openDatabase({ dataDir, clock });
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it('holds what is committed, is readable by its owner only, and leaves nothing else in its folder', async () => {
    await database.store.records.tickets.add(aTicket({ id: 'one' }));
    const report = await database.backUp(join(folder, 'backup.db'));
    const { mode, size } = statSync(join(folder, 'backup.db'));
    expect([mode & 0o777, size]).toEqual([0o600, report.bytes]);
    expect(readdirSync(folder).sort()).toEqual(['backup.db', 'data']);
    expect(rowsOf(join(folder, 'backup.db'), 'SELECT id FROM tickets')).toEqual([{ id: 'one' }]);
    expect(rowsOf(join(folder, 'backup.db'), 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('says when it was made; the database in use says nothing', async () => {
    const before = Date.now();
    await database.backUp(join(folder, 'backup.db'));
    const [mark] = rowsOf(join(folder, 'backup.db'), 'SELECT made_at FROM backup_marks') as [{ made_at: number }];
    expect(mark.made_at).toBeGreaterThanOrEqual(before);
    await database.close();
    expect(rowsOf(join(dataDir, 'secretbot.db'), 'SELECT made_at FROM backup_marks')).toEqual([]);
  });

  it('holds no sealed value, not even in freed space', async () => {
    await database.store.records.tickets.add(aTicket({ id: 'one', state: 'preparing', sealed: true }));
    await database.store.records.tickets.makeReady('one', new Date(Date.now() + 60_000), SEALED);
    await database.backUp(join(folder, 'backup.db'));
    expect(readFileSync(join(folder, 'backup.db')).includes(SEALED.ciphertext)).toBe(false);
    expect(await database.store.records.tickets.sealedValue('one')).toEqual(SEALED);
  });

  it('waits for a transaction under way and holds all of it', async () => {
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const writing = database.store.transaction(async (records) => {
      await records.tickets.add(aTicket({ id: 'first' }));
      await held;
      await records.tickets.add(aTicket({ id: 'second' }));
    });
    const backup = database.backUp(join(folder, 'backup.db'));
    commit();
    await Promise.all([writing, backup]);
    expect(rowsOf(join(folder, 'backup.db'), 'SELECT id FROM tickets ORDER BY id')).toEqual([
      { id: 'first' },
      { id: 'second' },
    ]);
  });

  it('never replaces a file', async () => {
    writeFileSync(join(folder, 'backup.db'), 'precious');
    await expect(database.backUp(join(folder, 'backup.db'))).rejects.toThrow('is there already');
    expect(readFileSync(join(folder, 'backup.db'), 'utf8')).toBe('precious');
    await expect(database.backUp(join(dataDir, 'secretbot.db'))).rejects.toThrow('is there already');
  });

  it('says when it cannot be written, and leaves the database in use', async () => {
    await expect(database.backUp(join(folder, 'nowhere', 'backup.db'))).rejects.toThrow(/cannot be written \(ENOENT\)/);
    await database.store.records.tickets.add(aTicket({ id: 'one' }));
    expect(await database.store.records.tickets.find('one')).toBeDefined();
  });

  it('can be opened as a database of its own', async () => {
    await database.store.records.tickets.add(aTicket({ id: 'one' }));
    await database.backUp(join(folder, 'restored', '..', 'backup.db'));
    const restored = join(folder, 'restored');
    await (await openDatabase({ dataDir: restored, clock })).close();
    rmSync(join(restored, 'secretbot.db'));
    writeFileSync(join(restored, 'secretbot.db'), readFileSync(join(folder, 'backup.db')), { mode: 0o600 });
    const opened = await openDatabase({ dataDir: restored, clock });
    expect(await opened.store.records.tickets.find('one')).toBeDefined();
    await opened.close();
  });
});

describe('a backup of a database that no bot has open', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made of the database as it is, an older schema included, and brings nothing up to date', async () => {
    const old = new Libsql(join(folder, 'secretbot.db'));
    old.exec('CREATE TABLE sealed_values (ticket_id text); CREATE TABLE kept (one text)');
    old.close();
    backUpClosed(folder, join(folder, 'backup.db'), new SystemClock());
    const names = (file: string) => rowsOf(join(folder, file), 'SELECT name FROM sqlite_master ORDER BY name');
    expect(names('secretbot.db')).toEqual([{ name: 'kept' }, { name: 'sealed_values' }]);
    expect(names('backup.db')).toEqual([{ name: 'backup_marks' }, { name: 'kept' }, { name: 'sealed_values' }]);
  });

  it('is refused where there is no database, and none is made', () => {
    expect(() => backUpClosed(folder, join(folder, 'backup.db'), new SystemClock())).toThrow('There is no database in');
    expect(readdirSync(folder)).toEqual([]);
  });
});

function rowsOf(file: string, sql: string): unknown[] {
  const connection = new Libsql(file);
  try {
    return connection.prepare(sql).all() as unknown[];
  } finally {
    connection.close();
  }
}
