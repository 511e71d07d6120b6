import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { sealKeyFrom, sealKeyOfFolder } from '../../../src/adapters/crypto/sealKey';
import { Sensitive } from '../../../src/domain/sensitive';

describe('the seal key', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-seal-'));
    path = join(folder, 'seal.key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for this user only, and is the same at the next start', () => {
    const made = sealKeyOfFolder(folder);
    expect(made.bytes.expose()).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['seal.key']);
    const again = sealKeyOfFolder(folder);
    expect(again.bytes.expose().equals(made.bytes.expose())).toBe(true);
    expect(again.id).toBe(made.id);
  });

  it('is another one in another folder', () => {
    const other = mkdtempSync(join(tmpdir(), 'secretbot-seal-'));
    expect(sealKeyOfFolder(other).id).not.toBe(sealKeyOfFolder(folder).id);
    rmSync(other, { recursive: true });
  });

  it('makes the folder, for this user only', () => {
    const inner = join(folder, 'new');
    sealKeyOfFolder(inner);
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });

  it.each([0o644, 0o640, 0o604, 0o660])('is refused when others may read it (mode %p)', (mode) => {
    sealKeyOfFolder(folder);
    chmodSync(path, mode);
    expect(() => sealKeyOfFolder(folder)).toThrow(/has mode 6\d\d, so others.*chmod 600/);
  });

  it.each(['', 'short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64'), 'ä'.repeat(44)])(
    'is refused when the file holds %p',
    (content) => {
      writeFileSync(path, content, { mode: 0o600 });
      expect(() => sealKeyOfFolder(folder)).toThrow('32 bytes in base64');
    },
  );

  it('is not in its id, does not print, and is not in the error about a wrong one', () => {
    const base64 = Buffer.alloc(32, 9).toString('base64');
    const key = sealKeyFrom(new Sensitive(base64));
    expect(`${inspect(key, { depth: null })}${JSON.stringify(key)}`).not.toMatch(/CQkJCQ|09090909/i);
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    expect(() => sealKeyFrom(new Sensitive(base64.slice(4)))).toThrow(/^(?!.*CQkJ).*$/);
  });

  it('is what the file says', () => {
    const { bytes } = sealKeyOfFolder(folder);
    expect(readFileSync(path, 'utf8').trim()).toBe(bytes.expose().toString('base64'));
  });
});
