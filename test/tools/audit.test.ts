import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HeadsFile } from '../../src/adapters/audit/headsFile';
import { AuditedDatabase } from '../adapters/storage/auditedDatabase';
import { keyText } from '../support/keys';

const tools = resolve(__dirname, '../../dist/src/tools');

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly out: string;
}

describe('the audit tools, where no bot runs', () => {
  let audited: AuditedDatabase;
  let heads: HeadsFile;
  beforeEach(async () => {
    audited = new AuditedDatabase(mkdtempSync(join(tmpdir(), 'secretbot-tools-')));
    heads = new HeadsFile(join(audited.folder, 'audit-heads.ndjson'));
    for (const rows of [3, 2]) {
      const head = await audited.fill(rows);
      if (head) heads.append(head);
    }
  });
  afterEach(() => rmSync(audited.folder, { recursive: true }));

  function run(tool: string, words: readonly string[] = [], more: Record<string, string> = {}): Promise<Ended> {
    const env = { PATH: process.env['PATH'] ?? '', SECRETBOT_DATA_DIR: audited.folder, ...more };
    const child = spawn(process.execPath, [join(tools, `${tool}.js`), ...words], { env });
    const text = { said: '', out: '' };
    child.stderr.on('data', (chunk) => {
      text.said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      text.out += chunk;
    });
    return new Promise((done) => child.once('close', (code) => done({ code, ...text })));
  }

  it('audit:verify ends with 0 where all is whole, and says how far a cut would have been seen', async () => {
    const { code, said, out } = await run('auditVerify');
    expect(said).toContain('Read 5 rows and 2 exported heads');
    expect(said).toContain('Every row is as it was written. A cut would have been seen up to row 5.');
    expect([code, out]).toEqual([0, '']);
  });

  it('audit:verify ends with 3 where something does not fit, and says what and where', async () => {
    audited.tamper("update audit set actor_id = 'megan' where seq = 2", 'delete from audit where seq > 4');
    const { code, said } = await run('auditVerify');
    expect(said).toContain(
      '- Row 2 does not fit what stands before: changed, moved or put in by somebody without the key.',
    );
    expect(said).toMatch(
      /- Row 5 is missing at the end \(1 up to the head\): there at the export of 2026-.*older backup\./,
    );
    expect(code).toBe(3);
  });

  it('audit:verify sees no cut behind the heads it is given, and sees it with heads that were kept elsewhere', async () => {
    const kept = readFileSync(heads.path);
    audited.tamper('delete from audit where seq > 3');
    writeFileSync(heads.path, `${kept.toString().split('\n')[0]}\n`);
    expect((await run('auditVerify')).code).toBe(0);
    writeFileSync(join(audited.folder, 'kept'), kept);
    const { code, said } = await run('auditVerify', ['--heads', join(audited.folder, 'kept')]);
    expect([code, said]).toEqual([3, expect.stringContaining('Rows 4 to 5 are missing at the end (2 up to the head)')]);
  });

  it('audit:verify names a wrong key, and a line of the heads that somebody changed', async () => {
    const wrong = await run('auditVerify', [], { SECRETBOT_AUDIT_KEY: keyText('wrong') });
    expect([wrong.code, wrong.said]).toEqual([3, expect.stringContaining('None of the 5 rows fits the key')]);
    writeFileSync(heads.path, 'nonsense\n');
    expect((await run('auditVerify')).said).toContain(`- Line 1 of ${heads.path} holds no head`);
  });

  it('audit:verify ends with 1 where it cannot verify: no key, no heads, no database; and with 2 when called wrongly', async () => {
    expect((await run('auditVerify', ['--other'])).code).toBe(2);
    const none = await run('auditVerify', ['--heads', join(audited.folder, 'none')]);
    expect([none.code, none.said]).toEqual([1, expect.stringContaining('none is not there')]);
    rmSync(join(audited.folder, 'audit.key'));
    const { code, said } = await run('auditVerify');
    expect([code, said]).toEqual([1, expect.stringContaining('audit.key is not there')]);
    expect(existsSync(join(audited.folder, 'audit.key'))).toBe(false);
    expect((await run('auditVerify', [], { SECRETBOT_DATA_DIR: join(audited.folder, 'other') })).code).toBe(1);
  });

  it('audit:export writes every row as one line, to standard output or to a new file for this user only', async () => {
    const { code, out, said } = await run('auditExport', ['--from', '4']);
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; detail: string; mac: string });
    expect(rows.map(({ seq, detail }) => [seq, detail])).toEqual([
      [4, '1 of 2'],
      [5, '2 of 2'],
    ]);
    expect(rows.every(({ mac }) => /^[0-9a-f]{64}$/.test(mac))).toBe(true);
    expect([code, said]).toEqual([0, expect.stringContaining('Exported 2 rows.')]);
    const file = join(audited.folder, 'export.ndjson');
    expect((await run('auditExport', ['--out', file])).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(5);
    expect((await run('auditExport', ['--out', file])).said).toContain('Nothing is ever replaced');
    const nowhere = await run('auditExport', ['--out', join(audited.folder, 'none', 'export.ndjson')]);
    expect([nowhere.code, nowhere.said]).toEqual([2, expect.stringContaining('a folder that is there')]);
    expect((await run('auditExport', ['--since', '2027-01-01'])).said).toContain('Exported 0 rows.');
    expect((await run('auditExport', ['--from', '0'])).code).toBe(2);
  });
});
