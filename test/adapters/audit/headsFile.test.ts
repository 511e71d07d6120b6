import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadsFile } from '../../../src/adapters/audit/headsFile';
import type { AuditHead } from '../../../src/adapters/storage/auditLog';

const head = (seq: number): AuditHead => ({
  seq,
  mac: seq.toString(16).padStart(64, '0'),
  at: '2026-03-01T10:00:00.000Z',
});

describe('the file of exported heads', () => {
  let folder: string;
  let file: HeadsFile;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-heads-'));
    file = new HeadsFile(join(folder, 'audit-heads.ndjson'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function read(): Promise<{ heads: readonly AuditHead[]; unreadable: readonly number[] }> {
    const heads: AuditHead[] = [];
    const unreadable: number[] = [];
    for await (const one of file.heads((line) => unreadable.push(line))) heads.push(one);
    return { heads, unreadable };
  }

  it('is made for this user only, holds one head a line, and knows the last', async () => {
    expect(file.last()).toBeUndefined();
    for (const seq of [1, 5, 9]) file.append(head(seq));
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(file.path, 'utf8').split('\n')).toHaveLength(4);
    expect(file.last()).toEqual(head(9));
    expect(await read()).toEqual({ heads: [head(1), head(5), head(9)], unreadable: [] });
  });

  it('loses nothing but the line that a crash cut off, and goes on after it', async () => {
    file.append(head(1));
    file.append(head(2));
    truncateSync(file.path, statSync(file.path).size - 10);
    expect(file.last()).toEqual(head(1));
    expect(await read()).toEqual({ heads: [head(1)], unreadable: [] });
    file.append(head(3));
    expect(await read()).toEqual({ heads: [head(1), head(3)], unreadable: [] });
  });

  it('loses no whole line either when what was cut off is no ASCII', async () => {
    file.append(head(1));
    file.append(head(2));
    appendFileSync(file.path, 'é'.repeat(60));
    file.append(head(3));
    expect(await read()).toEqual({ heads: [head(1), head(2), head(3)], unreadable: [] });
  });

  it('says which lines hold no head', async () => {
    file.append(head(1));
    appendFileSync(file.path, 'nonsense\n{"seq":"2","mac":"","at":""}\n');
    file.append(head(4));
    expect(await read()).toEqual({ heads: [head(1), head(4)], unreadable: [2, 3] });
  });

  it('may be empty', async () => {
    writeFileSync(file.path, '');
    expect(file.last()).toBeUndefined();
    expect(await read()).toEqual({ heads: [], unreadable: [] });
  });

  it('is asked for by name when it is missing or cannot be used', async () => {
    await expect(read()).rejects.toThrow(/audit-heads\.ndjson is not there.*SECRETBOT_AUDIT_HEADS/);
    mkdirSync(file.path);
    expect(() => file.append(head(1))).toThrow(/cannot be used \(EISDIR\)/);
  });
});
