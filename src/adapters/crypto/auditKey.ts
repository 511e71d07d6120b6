import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sensitive } from '../../domain/sensitive';
import { KeyError, type KeyKind, keyFrom, keyOfFile, keyOfFolder, type OperatorKey } from './keyFile';

const AUDIT_KEY: KeyKind = {
  name: 'audit key',
  file: 'audit.key',
  idLabel: 'secretbot/audit-key-id',
  ifRemoved: 'the audit written so far can then no longer be verified',
};

/** The operator's key under which the audit's rows are chained; outside the database. */
export type AuditKey = OperatorKey;

/** Makes the audit key of 32 bytes in base64. Plaintext of the key passes. @throws KeyError when it is anything else. */
export function auditKeyFrom(base64: Sensitive): AuditKey {
  return keyFrom(base64, AUDIT_KEY);
}

/** The audit key of a data folder that has one; makes none. @throws KeyError */
export function auditKeyIn(dataDir: string): AuditKey {
  const path = join(dataDir, AUDIT_KEY.file);
  if (!existsSync(path)) {
    throw new KeyError(
      `${path} is not there. Without the key that the audit was written with nothing can be verified.`,
    );
  }
  return keyOfFile(path, AUDIT_KEY);
}

/**
 * Reads the audit key of the data folder, and makes one with mode 0600 the first time.
 *
 * @throws KeyError when others may read the file or it does not hold a key.
 */
export function auditKeyOfFolder(dataDir: string): AuditKey {
  return keyOfFolder(dataDir, AUDIT_KEY);
}
