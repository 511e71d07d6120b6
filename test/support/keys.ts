import { createHash } from 'node:crypto';
import { keyFrom } from '../../src/adapters/crypto/keyFile';
import { SEAL_KEY, type SealKeys } from '../../src/adapters/crypto/sealKey';
import { Sensitive } from '../../src/domain/sensitive';

/** A key of 32 bytes in base64 that looks random and is always the same for the same name. */
export function keyText(name = 'a test'): string {
  return createHash('sha256').update(name).digest('base64');
}

/** Seal keys by name: the first seals, the others only open. */
export function sealKeys(current = 'a test', ...before: readonly string[]): SealKeys {
  const key = (name: string) => keyFrom(new Sensitive(keyText(name)), SEAL_KEY);
  return { current: key(current), before: before.map(key) };
}
