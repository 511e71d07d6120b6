import type { Sensitive } from '../../domain/sensitive';
import { KeyError, type KeyKind, keyFrom, type OperatorKey } from './keyFile';

/** What a seal key is. */
export const SEAL_KEY: KeyKind = {
  name: 'seal key',
  file: 'seal.key',
  idLabel: 'secretbot/seal-key-id',
  ifRemoved: 'values waiting to be shown are lost',
};

/** The operator's key: half of what opens a sealed value. `id` names the key and gives nothing away of it. */
export type SealKey = OperatorKey;

/** The key that seals, and those that only open what they sealed before (or will seal on other replicas). */
export interface SealKeys {
  readonly current: SealKey;
  readonly before: readonly SealKey[];
}

/** The keys of the environment, in base64. Plaintext of the keys passes. @throws KeyError for a key that is wrong or given twice */
export function sealKeysFrom(current: Sensitive, before: readonly Sensitive[] = []): SealKeys {
  const keys = {
    current: keyFrom(current, SEAL_KEY, 'SECRETBOT_SEAL_KEY'),
    before: before.map((key, index) => keyFrom(key, SEAL_KEY, `Key ${index + 1} of SECRETBOT_SEAL_KEYS_BEFORE`)),
  };
  const ids = [keys.current, ...keys.before].map(({ id }) => id);
  if (new Set(ids).size < ids.length) {
    throw new KeyError('SECRETBOT_SEAL_KEY and SECRETBOT_SEAL_KEYS_BEFORE hold the same key twice: keep it once.');
  }
  return keys;
}
