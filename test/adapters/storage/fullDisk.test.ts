import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeyFrom } from '../../../src/adapters/crypto/auditKey';
import { AuditChain } from '../../../src/adapters/storage/auditChain';
import { KyselyStore } from '../../../src/adapters/storage/kyselyStore';
import { migrate } from '../../../src/adapters/storage/migrate';
import { SqliteEngine } from '../../../src/adapters/storage/sqlite/sqliteEngine';
import { SqliteFile } from '../../../src/adapters/storage/sqlite/sqliteFile';
import { SystemClock } from '../../../src/adapters/system';
import { Sensitive } from '../../../src/domain/sensitive';
import { anEvent, aSecret, ref, TENANT } from '../../contracts/store/storeBuilders';
import { keyText } from '../../support/keys';

const unavailable = { code: 'unavailable', details: { service: 'storage' } };

describe('a full disk', () => {
  let folder: string;
  let file: SqliteFile;
  let store: KyselyStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-full-'));
    file = SqliteFile.open(join(folder, 'secretbot.db'));
    const engine = new SqliteEngine(file, new SystemClock());
    const chain = new AuditChain(auditKeyFrom(new Sensitive(keyText())));
    await migrate(engine.db, chain);
    store = new KyselyStore(engine, chain);
  });
  afterEach(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });

  const room = (pages: number) => file.prepare(`pragma max_page_count = ${pages}`).all([]);
  const large = (number: number) =>
    aSecret({ reference: ref(number), name: `${number}`, description: 'x'.repeat(9000) });

  it('is said as "storage unavailable", keeps nothing of the transaction, and is over when there is room again', async () => {
    room(1);
    const writing = store.transaction(async (records) => {
      await records.audit.append(anEvent());
      for (let number = 0; number < 20; number += 1) await records.secrets.add(large(number));
    });
    await expect(writing).rejects.toMatchObject(unavailable);
    room(100_000);
    expect(await store.records.audit.ofSecret(TENANT, ref(1), 10)).toEqual([]);
    await store.records.secrets.add(large(1));
    expect(await store.records.secrets.find(TENANT, ref(1))).toStrictEqual(large(1));
  });

  it('is said so for a single write, too', async () => {
    room(1);
    const writes = Array.from({ length: 20 }, (_, number) => store.records.secrets.add(large(number)));
    const failed = (await Promise.allSettled(writes)).filter((result) => result.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject(unavailable);
  });

  it('is not hidden when SQLite has rolled back by itself', async () => {
    const failure = new Error('what happened');
    const writing = store.transaction(async (records) => {
      await records.audit.append(anEvent());
      file.prepare('rollback').run([]);
      throw failure;
    });
    await expect(writing).rejects.toBe(failure);
    expect(await store.records.audit.ofSecret(TENANT, ref(1), 10)).toEqual([]);
  });
});
