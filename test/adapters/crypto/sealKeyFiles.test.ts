import {
  chmodSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rotateSealKey, sealKeysOfFolder } from '../../../src/adapters/crypto/sealKeyFiles';
import { keyText } from '../../support/keys';

describe('the seal keys of the data folder', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-seal-'));
    path = join(folder, 'seal.key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const ids = () => {
    const { current, before } = sealKeysOfFolder(folder);
    return [current.id, ...before.map(({ id }) => id)];
  };

  it('are one key at first, made once, for this user only, and the same at the next start', () => {
    const { current, before } = sealKeysOfFolder(folder);
    expect(current.bytes.expose()).toHaveLength(32);
    expect(before).toEqual([]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['seal.key']);
    expect(readFileSync(path, 'utf8').trim()).toBe(current.bytes.expose().toString('base64'));
    expect(ids()).toEqual([current.id]);
  });

  it('are others in another folder', () => {
    const other = mkdtempSync(join(tmpdir(), 'secretbot-seal-'));
    expect(sealKeysOfFolder(other).current.id).not.toBe(sealKeysOfFolder(folder).current.id);
    rmSync(other, { recursive: true });
  });

  it('make the folder, for this user only', () => {
    const inner = join(folder, 'new');
    sealKeysOfFolder(inner);
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });

  it.each([0o644, 0o640, 0o604, 0o660])('are refused when others may read one (mode %p)', (mode) => {
    sealKeysOfFolder(folder);
    chmodSync(path, mode);
    expect(() => sealKeysOfFolder(folder)).toThrow(/has mode 6\d\d, so others.*chmod 600/);
    chmodSync(path, 0o600);
    const { beforePath } = rotateSealKey(folder);
    chmodSync(beforePath, mode);
    expect(() => sealKeysOfFolder(folder)).toThrow(`chmod 600 ${beforePath}`);
  });

  it.each(['', 'short', Buffer.alloc(32).toString('base64')])('are refused when a file holds %p', (content) => {
    writeFileSync(path, content, { mode: 0o600 });
    expect(() => sealKeysOfFolder(folder)).toThrow(new RegExp(`^${path} `));
    expect(() => rotateSealKey(folder)).toThrow(new RegExp(`^${path} `));
  });

  it('after a rotation are a new one that seals and the old one that opens, both for this user only', () => {
    const [first] = ids();
    const rotation = rotateSealKey(folder);
    expect(rotation.before).toBe(first);
    expect(ids()).toEqual([rotation.made, first]);
    expect(readdirSync(folder).sort()).toEqual(['seal.key', `seal.key.before.${first}`]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('keep every key of several rotations until its file is removed', () => {
    const [first] = ids();
    const second = rotateSealKey(folder);
    const third = rotateSealKey(folder);
    expect(ids().slice(1).sort()).toEqual([first, second.made].sort());
    rmSync(third.beforePath);
    expect(ids()).toEqual([third.made, first]);
  });

  it('are whole wherever a rotation dies', () => {
    const [first] = ids();
    // Died before its first lasting step, then after linking the old key.
    writeFileSync(join(folder, 'seal.key.next'), 'half a k', { mode: 0o600 });
    expect(ids()).toEqual([first]);
    linkSync(path, join(folder, `seal.key.before.${first}`));
    expect(ids()).toEqual([first]);
    const { made } = rotateSealKey(folder);
    expect(ids()).toEqual([made, first]);
    expect(existsSync(join(folder, 'seal.key.next'))).toBe(false);
  });

  it('are not made anew when the current one is missing beside an old one', () => {
    sealKeysOfFolder(folder);
    const { beforePath } = rotateSealKey(folder);
    renameSync(path, join(folder, 'elsewhere'));
    expect(() => sealKeysOfFolder(folder)).toThrow(`mv ${beforePath} ${path}`);
    expect(existsSync(path)).toBe(false);
  });

  it('are not rotated where there are none', () => {
    expect(() => rotateSealKey(folder)).toThrow(/There is no .*seal\.key.*SECRETBOT_DATA_DIR/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('take a key that the operator put there', () => {
    writeFileSync(path, `${keyText('ours')}\n`, { mode: 0o600 });
    expect(sealKeysOfFolder(folder).current.bytes.expose().toString('base64')).toBe(keyText('ours'));
  });
});
