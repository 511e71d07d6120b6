import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { keyFrom } from '../../../src/adapters/crypto/keyFile';
import { SEAL_KEY, sealKeysFrom } from '../../../src/adapters/crypto/sealKey';
import { Sensitive } from '../../../src/domain/sensitive';
import { keyText } from '../../support/keys';

const root = resolve(__dirname, '../../..');
const keyOf = (base64: string) => keyFrom(new Sensitive(base64), SEAL_KEY);

describe('a seal key', () => {
  it('is not in its id, does not print, and is not in the error about a wrong one', () => {
    const base64 = keyText();
    const key = keyOf(base64);
    expect(`${inspect(key, { depth: null })}${JSON.stringify(key)}`).not.toContain(base64.slice(0, 8));
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    const message = (attempt: () => unknown): string => {
      try {
        return String(attempt());
      } catch (error) {
        return inspect(error, { depth: null });
      }
    };
    expect(message(() => keyOf(base64.slice(4)))).not.toContain(base64.slice(8, 20));
    expect(message(() => keyOf(Buffer.alloc(32, 9).toString('base64')))).not.toContain('CQkJ');
  });

  it.each([
    ['all zero', Buffer.alloc(32)],
    ['one byte repeated', Buffer.alloc(32, 0xa7)],
    ['a short pattern repeated', Buffer.alloc(32, 'a8Kz!9')],
    ['sixteen good bytes twice', Buffer.alloc(32, createHash('md5').update('half').digest())],
    ['counting up', Buffer.from(Array.from({ length: 32 }, (_, index) => index))],
    ['counting down in steps', Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - 7 * index))],
    ['a passphrase', Buffer.from('The quick brown fox jumps over a')],
    ['hexadecimal digits', Buffer.from('0123456789abcdef0123456789abcdef')],
    ['letters and digits', Buffer.from('abcdefghijklmnopqrstuvwxyz012345')],
  ])('is refused when it is %s', (_what, bytes) => {
    expect(() => keyOf(bytes.toString('base64'))).toThrow(/is no key that anybody could rely on: it .*openssl rand/);
  });

  it.each(['', 'short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64'), 'ä'.repeat(44)])(
    'is refused when it is %p, which is not 32 bytes in base64',
    (text) => {
      expect(() => keyOf(text)).toThrow('must be 32 bytes in base64');
    },
  );

  it('is never refused for bad luck in ten thousand keys', () => {
    for (let count = 0; count < 10_000; count += 1) expect(keyOf(keyText(`key ${count}`)).id).toHaveLength(16);
  });

  it('given twice is refused, with the names of the settings', () => {
    const [one, two] = ['one', 'two'].map((name) => new Sensitive(keyText(name))) as [Sensitive, Sensitive];
    expect(sealKeysFrom(one, [two]).before).toHaveLength(1);
    expect(() => sealKeysFrom(one, [two, one])).toThrow(/SECRETBOT_SEAL_KEYS_BEFORE hold the same key twice/);
    expect(() => sealKeysFrom(one, [two, two])).toThrow('the same key twice');
    expect(() => sealKeysFrom(one, [new Sensitive('x')])).toThrow(/^Key 1 of SECRETBOT_SEAL_KEYS_BEFORE must be/);
  });

  it('stands nowhere in what is delivered: neither a default nor an example that would be taken', () => {
    const texts = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', '.ci/run', 'package.json'].map((name) =>
      join(root, name),
    );
    const files = [
      ...texts,
      ...filesUnder('docs'),
      ...filesUnder('src'),
      ...filesUnder('appPackage'),
      ...filesUnder('scripts'),
    ];
    const keys = files.flatMap((path) => readFileSync(path, 'utf8').match(/\b[A-Za-z0-9+/]{43}=/g) ?? []);
    expect(files.length).toBeGreaterThan(100);
    for (const key of keys) expect(() => keyOf(key)).toThrow();
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|json|md)$/.test(name))
    .map((name) => join(root, folder, name));
}
