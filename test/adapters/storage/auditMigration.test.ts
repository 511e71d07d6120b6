import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator, sql } from 'kysely';
import { prepareDatabaseFile } from '../../../src/adapters/storage/dataFolder';
import { initial } from '../../../src/adapters/storage/migrations/0001Initial';
import { sharing } from '../../../src/adapters/storage/migrations/0002Sharing';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { SqliteEngine } from '../../../src/adapters/storage/sqlite/sqliteEngine';
import { SqliteFile } from '../../../src/adapters/storage/sqlite/sqliteFile';
import { anEvent, ref, TENANT } from '../../contracts/store/storeBuilders';
import { AuditedDatabase, all } from './auditedDatabase';

describe('an audit from before the chain', () => {
  let audited: AuditedDatabase;
  beforeEach(() => {
    audited = new AuditedDatabase(mkdtempSync(join(tmpdir(), 'secretbot-chain-')));
  });
  afterEach(() => rmSync(audited.folder, { recursive: true }));

  async function oldDatabase(rows: number): Promise<void> {
    const old = new SqliteEngine(SqliteFile.open(prepareDatabaseFile(audited.folder)), audited.clock);
    const provider = { getMigrations: async () => ({ '0001_initial': initial, '0002_sharing': sharing }) };
    expect((await new Migrator({ db: old.db, provider }).migrateToLatest()).error).toBeUndefined();
    for (let seq = 1; seq <= rows; seq += 1) {
      await sql`insert into audit (seq, at, tenant_id, action, actor_id, reference, detail)
        values (${seq}, ${seq}, ${TENANT}, 'create.done', 'alex', ${ref(1)}, ${`${seq}`})`.execute(old.db);
    }
    await old.close();
  }

  it('is chained by the update, marked as older than the chain, and goes on from there', async () => {
    await oldDatabase(1_201);
    const database = await openDatabase({ dataDir: audited.folder, clock: audited.clock });
    await database.store.records.audit.append(anEvent({ clickId: 'f:1' }));
    const rows = await all(database.auditLog.rows({ from: 1 }));
    const [newest, older] = await database.store.records.audit.ofSecret(TENANT, ref(1), 2);
    await database.close();
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_202 }, (_, index) => index + 1));
    expect(rows.filter(({ v }) => v === 0)).toHaveLength(1_201);
    expect(rows.at(-1)).toMatchObject({ v: 1, click_id: 'f:1' });
    expect(newest).toStrictEqual(anEvent({ clickId: 'f:1' }));
    expect(older).toStrictEqual({
      at: new Date(1_201),
      tenantId: TENANT,
      action: 'create.done',
      actorId: 'alex',
      reference: ref(1),
      detail: '1201',
    });
    expect(await audited.verify()).toMatchObject({ rows: 1_202, beforeChain: 1_201, faults: [] });
  });

  it('is protected like the rest from then on', async () => {
    await oldDatabase(2);
    await audited.verify();
    expect(() => audited.tryOut('delete from audit where seq = 1')).toThrow('only ever added');
    audited.tamper("update audit set actor_id = 'megan' where seq = 1");
    expect((await audited.verify()).faults).toEqual([{ kind: 'changed', from: 1, to: 1 }]);
  });
});
