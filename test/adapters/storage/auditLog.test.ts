import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditHead } from '../../../src/adapters/storage/auditLog';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { anEvent } from '../../contracts/store/storeBuilders';
import { keyText } from '../../support/keys';
import { AuditedDatabase, all } from './auditedDatabase';

let audited: AuditedDatabase;
beforeEach(() => {
  audited = new AuditedDatabase(mkdtempSync(join(tmpdir(), 'secretbot-audit-')));
});
afterEach(() => rmSync(audited.folder, { recursive: true }));

const faults = async (heads: readonly (AuditHead | undefined)[] = []) =>
  (await audited.verify(heads.filter((head): head is AuditHead => head !== undefined))).faults;
const changed = (from: number, to = from) => ({ kind: 'changed', from, to });

describe('an audit that nobody touched', () => {
  it('verifies from the first row to the last, up to the last exported head', async () => {
    const heads = [await audited.fill(3), await audited.fill(4)];
    expect(heads).toMatchObject([{ seq: 3 }, { seq: 7 }]);
    const verdict = await audited.verify(heads as AuditHead[]);
    expect(verdict).toEqual({ rows: 7, beforeChain: 0, heads: 2, headsReach: 7, faults: [] });
  });

  it('verifies when it is empty', async () => {
    expect(await audited.fill(0)).toBeUndefined();
    expect(await faults()).toEqual([]);
  });

  it('has no gap and one chain after a hundred transactions at once, some of them rolled back', async () => {
    const database = await openDatabase({ dataDir: audited.folder, clock: audited.clock });
    const work = Array.from({ length: 100 }, (_, number) =>
      database.store.transaction(async ({ audit }) => {
        await audit.append(anEvent({ detail: `${number} a` }));
        await audit.append(anEvent({ detail: `${number} b` }));
        if (number % 10 === 9) throw new Error('rolled back');
      }),
    );
    const single = Array.from({ length: 50 }, () => database.store.records.audit.append(anEvent()));
    await Promise.allSettled([...work, ...single]);
    const verdict = await database.auditLog.verify([]);
    const rows = await all(database.auditLog.rows({ from: 1 }));
    await database.close();
    expect(verdict).toMatchObject({ rows: 230, faults: [] });
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 230 }, (_, index) => index + 1));
  });

  it('may have more rows than fit a page, and says where an export begins', async () => {
    const database = await openDatabase({ dataDir: audited.folder, clock: audited.clock });
    await database.store.transaction(async ({ audit }) => {
      for (let number = 0; number < 2_001; number += 1) {
        await audit.append(anEvent({ at: new Date(number), detail: `${number}` }));
      }
    });
    expect(await database.auditLog.verify([])).toMatchObject({ rows: 2_001, faults: [] });
    const from = await all(database.auditLog.rows({ from: 1_999 }));
    expect(from.map(({ seq }) => seq)).toEqual([1_999, 2_000, 2_001]);
    const since = await all(database.auditLog.rows({ from: 1, since: new Date(1_999) }));
    expect(since.map(({ detail }) => detail)).toEqual(['1999', '2000']);
    await database.close();
  });

  it('keeps its chain over a backup and a restart', async () => {
    await audited.fill(2);
    expect(await audited.fill(1)).toMatchObject({ seq: 3 });
    expect(await faults()).toEqual([]);
  });
});

describe('the database itself', () => {
  it.each([
    ['changed', "update audit set detail = 'other' where seq = 2"],
    ['removed', 'delete from audit where seq = 3'],
    [
      'put in by replacing another',
      "insert or replace into audit select 2, v, at, tenant_id, action, 'mallory', reference, application_id, key_id, ticket_id, detail, request_id, click_id, mac from audit where seq = 2",
    ],
    [
      'numbered with a gap',
      'insert into audit select 9, v, at, tenant_id, action, actor_id, reference, application_id, key_id, ticket_id, detail, request_id, click_id, mac from audit where seq = 2',
    ],
  ])('refuses that a row is %s', async (_what, statement) => {
    await audited.fill(3);
    expect(() => audited.tryOut(statement)).toThrow('audit rows are only ever added');
    expect(await faults()).toEqual([]);
  });
});

describe('an audit that somebody with the file tampered with', () => {
  const columns = [
    ['v', '0'],
    ['at', 'at + 1'],
    ['tenant_id', "'other'"],
    ['action', "'create.done'"],
    ['actor_id', "'megan'"],
    ['reference', 'null'],
    ['application_id', "'other'"],
    ['key_id', "'other'"],
    ['ticket_id', "'other'"],
    ['detail', "'other'"],
    ['request_id', 'null'],
    ['click_id', "'other'"],
  ];

  it.each(columns)('names the row when its column %s was changed', async (column, value) => {
    await audited.fill(5);
    audited.tamper(`update audit set ${column} = ${value} where seq = 3`);
    expect(await faults()).toEqual([changed(3)]);
  });

  it('knows every column', async () => {
    await audited.fill(1);
    const database = await openDatabase({ dataDir: audited.folder, clock: audited.clock });
    const [row] = await all(database.auditLog.rows({ from: 1 }));
    await database.close();
    expect(Object.keys(row ?? {}).sort()).toEqual([...columns.map(([name]) => name), 'mac', 'seq'].sort());
  });

  it.each([
    [
      'a mac was changed',
      ["update audit set mac = replace(mac, substr(mac, 1, 2), '00') where seq = 3"],
      [changed(3, 4)],
    ],
    [
      'two rows were swapped',
      [
        'update audit set seq = -2 where seq = 2',
        'update audit set seq = 2 where seq = 4',
        'update audit set seq = 4 where seq = -2',
      ],
      [changed(2, 5)],
    ],
    ['a row was removed in the middle', ['delete from audit where seq = 3'], [{ kind: 'missing', from: 3, to: 3 }]],
    ['the first rows were removed', ['delete from audit where seq < 3'], [{ kind: 'missing', from: 1, to: 2 }]],
    [
      'a row was removed and the others moved up',
      [
        'delete from audit where seq = 3',
        'update audit set seq = seq - 1 where seq = 4',
        'update audit set seq = seq - 1 where seq = 5',
        'update audit set seq = seq - 1 where seq = 6',
      ],
      [changed(3, 5)],
    ],
    [
      'a row was put in at the end',
      [
        "insert into audit select 7, v, at, tenant_id, action, 'mallory', reference, application_id, key_id, ticket_id, detail, request_id, click_id, mac from audit where seq = 6",
      ],
      [changed(7)],
    ],
    [
      'a row was put in between',
      [
        'update audit set seq = 7 where seq = 6',
        'update audit set seq = 6 where seq = 5',
        'insert into audit select 5, v, at, tenant_id, action, actor_id, reference, application_id, key_id, ticket_id, detail, request_id, click_id, mac from audit where seq = 4',
      ],
      [changed(5, 7)],
    ],
  ])('says where when %s', async (_what, statements, expected) => {
    await audited.fill(6);
    audited.tamper(...statements);
    expect(await faults()).toEqual(expected);
  });

  it('says how many are missing when the newest were removed, by the exported head', async () => {
    const head = await audited.fill(6);
    audited.tamper('delete from audit where seq > 4');
    expect(await faults()).toEqual([]);
    expect(await faults([head])).toEqual([{ kind: 'cut', from: 5, to: 6, headAt: head?.at }]);
  });

  it('says so when all were removed', async () => {
    const head = await audited.fill(6);
    audited.tamper('delete from audit');
    expect(await faults([head])).toEqual([{ kind: 'cut', from: 1, to: 6, headAt: head?.at }]);
  });

  it('says so when the newest were removed and others written in their place', async () => {
    const heads = [await audited.fill(4), await audited.fill(2)];
    audited.tamper('delete from audit where seq > 4');
    await audited.fill(3);
    expect(await faults()).toEqual([]);
    expect(await faults(heads)).toEqual([{ kind: 'replaced', after: 4, to: 6, headAt: heads[1]?.at }]);
  });

  it('says how many rows an older backup lacks, and that they were replaced once it went on', async () => {
    const before = await audited.fill(3);
    audited.backUp();
    const after = await audited.fill(5);
    audited.restore();
    expect(await faults([before, after])).toEqual([{ kind: 'cut', from: 4, to: 8, headAt: after?.at }]);
    await audited.fill(6);
    expect(await faults([before, after])).toEqual([{ kind: 'replaced', after: 3, to: 8, headAt: after?.at }]);
  });

  it('finds rows that were chained anew under another key, and everything under a wrong key', async () => {
    await audited.fill(3);
    const ours = keyText('ours');
    writeFileSync(join(audited.folder, 'audit.key'), `${keyText('theirs')}\n`, { mode: 0o600 });
    expect(await faults()).toEqual([{ kind: 'wrong_key', rows: 3 }]);
    await audited.fill(2);
    expect(await faults()).toEqual([changed(1, 3)]);
    writeFileSync(join(audited.folder, 'audit.key'), `${ours}\n`, { mode: 0o600 });
    expect(await faults()).toEqual([{ kind: 'wrong_key', rows: 5 }]);
  });

  it('finds a change of the newest rows at every start already, without reading the rest', async () => {
    const head = await audited.fill(8);
    audited.tamper('update audit set detail = null where seq = 2', 'update audit set detail = null where seq = 7');
    const database = await openDatabase({ dataDir: audited.folder, clock: audited.clock });
    expect(await database.auditLog.verifyTail(4, head)).toEqual({
      rows: 4,
      beforeChain: 0,
      heads: 1,
      headsReach: 8,
      faults: [changed(7)],
    });
    expect((await database.auditLog.verifyTail(100, undefined)).faults).toEqual([changed(2), changed(7)]);
    await database.close();
  });

  it('goes on after a row that does not fit: what is added later verifies', async () => {
    await audited.fill(3);
    audited.tamper('update audit set detail = null where seq = 3');
    await audited.fill(2);
    expect(await audited.verify()).toMatchObject({ rows: 5, faults: [changed(3)] });
  });

  it('names fifty places at most', async () => {
    await audited.fill(120);
    audited.tamper('update audit set detail = null where seq % 2 = 0');
    expect(await faults()).toHaveLength(50);
  });
});
