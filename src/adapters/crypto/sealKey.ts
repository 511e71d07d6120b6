import type { Sensitive } from '../../domain/sensitive';
import { type KeyKind, keyFrom, keyOfFolder, type OperatorKey } from './keyFile';

const SEAL_KEY: KeyKind = {
  name: 'seal key',
  file: 'seal.key',
  idLabel: 'secretbot/seal-key-id',
  ifRemoved: 'values waiting to be shown are lost',
};

/** The operator's key: half of what opens a sealed value. `id` names the key and gives nothing away of it. */
export type SealKey = OperatorKey;

/** Makes the seal key of 32 bytes in base64. Plaintext of the key passes. @throws KeyError when it is anything else. */
export function sealKeyFrom(base64: Sensitive): SealKey {
  return keyFrom(base64, SEAL_KEY);
}

/**
 * Reads the seal key of the data folder, and makes one with mode 0600 the first time.
 *
 * @throws KeyError when others may read the file or it does not hold a key.
 */
export function sealKeyOfFolder(dataDir: string): SealKey {
  return keyOfFolder(dataDir, SEAL_KEY);
}
