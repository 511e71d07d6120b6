import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HeadsFile } from '../../../src/adapters/audit/headsFile';
import type { Database } from '../../../src/adapters/storage/openDatabase';
import { anEvent } from '../../contracts/store/storeBuilders';
import { keyText } from '../../support/keys';
import { all } from './auditedDatabase';
import { describePostgres } from './eachEngine';
import { HandClock } from './temporaryDatabase';
import { ask } from './temporaryPostgres';

const REFUSED = 'audit rows are only ever added';

describePostgres('the audit of two replicas', (postgres) => {
  let replicas: readonly [Database, Database];
  beforeAll(async () => {
    replicas = [await postgres().another(new HandClock()), await postgres().another(new HandClock())];
  });
  afterAll(() => Promise.all((replicas ?? []).map((replica) => replica.close())));
  beforeEach(() => postgres().empty());

  const faults = async () => (await replicas[0].auditLog.verify([])).faults;

  async function fill(rows: number): Promise<void> {
    for (let number = 1; number <= rows; number += 1) {
      await replicas[number % 2 ? 1 : 0].store.records.audit.append(anEvent({ detail: `${number}` }));
    }
  }

  /** As somebody does who may do everything in the database, and has no key. */
  async function tamper(statement: string): Promise<void> {
    await postgres().ask('set session_replication_role = replica');
    await postgres().ask(statement);
    await postgres().ask('set session_replication_role = origin');
  }

  it.each([
    ['changed', "update audit set detail = 'other' where seq = 2"],
    ['removed', 'delete from audit where seq = 3'],
    ['removed with all others', 'truncate audit'],
    [
      'numbered with a gap',
      'insert into audit select 9, v, at, tenant_id, action, actor_id, reference, application_id, key_id, ticket_id, detail, request_id, click_id, mac from audit where seq = 2',
    ],
  ])('lets no row be %s by the role that the bot has', async (_what, statement) => {
    await fill(3);
    await expect(ask(postgres().url.expose(), statement)).rejects.toThrow(REFUSED);
    expect(await replicas[1].auditLog.verify([])).toMatchObject({ rows: 3, faults: [] });
  });

  it('has no gap and one chain after sixty transactions at once on both, some of them rolled back', async () => {
    const work = Array.from({ length: 60 }, (_, number) =>
      replicas[number % 2 ? 1 : 0].store.transaction(async ({ audit }) => {
        await audit.append(anEvent({ detail: `${number} a` }));
        await audit.append(anEvent({ detail: `${number} b` }));
        if (number % 10 === 9) throw new Error('rolled back');
      }),
    );
    const single = Array.from({ length: 20 }, (_, number) =>
      replicas[number % 2 ? 1 : 0].store.records.audit.append(anEvent()),
    );
    const ended = await Promise.allSettled([...work, ...single]);
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(6);
    for (const { auditLog } of replicas) expect(await auditLog.verify([])).toMatchObject({ rows: 128, faults: [] });
    const rows = await all(replicas[0].auditLog.rows({ from: 1 }));
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 128 }, (_, index) => index + 1));
  });

  it.each([
    ['changed', "update audit set actor_id = 'megan' where seq = 3", { kind: 'changed', from: 3, to: 3 }],
    ['removed', 'delete from audit where seq = 3', { kind: 'missing', from: 3, to: 3 }],
    [
      'exchanged for another',
      'update audit set (at, detail, mac) = (select at, detail, mac from audit where seq = 2) where seq = 3',
      { kind: 'changed', from: 3, to: 4 },
    ],
  ])('names the row that was %s behind the guards', async (_what, statement, fault) => {
    await fill(5);
    await tamper(statement);
    expect(await faults()).toEqual([fault]);
  });

  it('is verified and exported by the tools, by the address alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secretbot-tools-'));
    try {
      await fill(4);
      const head = await replicas[0].auditLog.head(new Date());
      if (head) new HeadsFile(join(folder, 'audit-heads.ndjson')).append(head);
      const run = (tool: string) => runTool(tool, folder, postgres().url.expose());
      const whole = await run('auditVerify');
      expect([whole.code, whole.said]).toEqual([0, expect.stringContaining('Read 4 rows and 1 exported heads')]);
      const { code, out } = await run('auditExport');
      expect([code, out.trim().split('\n').length]).toEqual([0, 4]);
      await tamper('delete from audit where seq = 4');
      const cut = await run('auditVerify');
      expect([cut.code, cut.said]).toEqual([3, expect.stringContaining('Row 4 is missing at the end')]);
      expect(cut.said + whole.said).not.toContain('postgres://');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function runTool(tool: string, folder: string, url: string) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    SECRETBOT_DATA_DIR: folder,
    SECRETBOT_DATABASE_URL: url,
    SECRETBOT_AUDIT_KEY: keyText('audit'),
  };
  const child = spawn(process.execPath, [resolve(__dirname, `../../../dist/src/tools/${tool}.js`)], { env });
  const text = { said: '', out: '' };
  child.stderr.on('data', (chunk) => {
    text.said += chunk;
  });
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  return new Promise<{ code: number | null; said: string; out: string }>((done) =>
    child.once('close', (code) => done({ code, ...text })),
  );
}
