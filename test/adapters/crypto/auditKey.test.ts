import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeyFrom, auditKeyOfFolder } from '../../../src/adapters/crypto/auditKey';
import { keyFrom } from '../../../src/adapters/crypto/keyFile';
import { SEAL_KEY } from '../../../src/adapters/crypto/sealKey';
import { Sensitive } from '../../../src/domain/sensitive';
import { keyText } from '../../support/keys';

describe('the audit key', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-audit-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for this user only, and is the same at the next start', () => {
    const made = auditKeyOfFolder(folder);
    expect(made.bytes.expose()).toHaveLength(32);
    expect(statSync(join(folder, 'audit.key')).mode & 0o777).toBe(0o600);
    expect(auditKeyOfFolder(folder).id).toBe(made.id);
  });

  it('is refused when others may read it, saying what removing it would cost', () => {
    auditKeyOfFolder(folder);
    chmodSync(join(folder, 'audit.key'), 0o640);
    expect(() => auditKeyOfFolder(folder)).toThrow(/has mode 640.*can then no longer be verified.*chmod 600/);
  });

  it('has another id than a seal key of the same bytes, so that neither id says that they are the same', () => {
    const base64 = new Sensitive(keyText());
    expect(auditKeyFrom(base64).id).not.toBe(keyFrom(base64, SEAL_KEY).id);
  });
});
