import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/projectRoot';
import { rotateSealKey, sealKeysOfFolder } from '../../src/adapters/crypto/sealKeyFiles';
import { keyText } from '../support/keys';

describe('npm run seal-key:rotate', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-rotate-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const rotate = (settings: Record<string, string> = {}, ...words: string[]) => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [join(projectRoot, 'dist/src/tools/sealKeyRotate.js'), ...words],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', SECRETBOT_DATA_DIR: folder, ...settings } },
    );
    return { status, said: `${stdout}${stderr}` };
  };

  it('makes a new key, keeps the old one for opening and says what to do next, but never a key', () => {
    const { current: old } = sealKeysOfFolder(folder);
    const { status, said } = rotate();
    const { current, before } = sealKeysOfFolder(folder);
    expect(status).toBe(0);
    expect(before.map(({ id }) => id)).toEqual([old.id]);
    expect(current.id).not.toBe(old.id);
    expect(said).toContain(`Made the seal key ${current.id}`);
    expect(said).toContain(`rm ${join(folder, `seal.key.before.${old.id}`)}`);
    for (const name of readdirSync(folder)) {
      expect(said).not.toContain(readFileSync(join(folder, name), 'utf8').trim());
    }
  });

  it('says why where there is no key to change, or the key is in the environment', () => {
    expect(rotate()).toEqual({ status: 1, said: expect.stringContaining('the first start makes one') });
    sealKeysOfFolder(folder);
    const other = rotate({ SECRETBOT_SEAL_KEY: keyText() });
    expect(other).toEqual({ status: 2, said: expect.stringContaining('Change the setting instead') });
    expect(rotate({}, '--force').status).toBe(2);
    expect(readdirSync(folder)).toEqual(['seal.key']);
  });

  it('may be killed and repeated: the folder always holds the keys that opened before', () => {
    const { current: first } = sealKeysOfFolder(folder);
    const { made } = rotateSealKey(folder);
    expect(rotate().status).toBe(0);
    expect(
      sealKeysOfFolder(folder)
        .before.map(({ id }) => id)
        .sort(),
    ).toEqual([first.id, made].sort());
  });
});
