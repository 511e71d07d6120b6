/** Of 32 random bytes at least this many are different; examples and hand-made keys have fewer. */
const FEWEST_DIFFERENT = 18;

/** Why bytes are no key, in words that go after "it": for the operator. */
export type KeyWeakness = 'repeats itself' | 'counts up or down' | 'is text, not random bytes';

/**
 * Tells an example, a passphrase or a row of zeros from 32 bytes that were made at random. By chance it refuses one
 * good key in 10^12.
 */
export function weaknessOf(key: Uint8Array): KeyWeakness | undefined {
  const steps = new Set([...key.slice(1)].map((byte, index) => (byte - (key[index] ?? 0) + 256) % 256));
  if (steps.size === 1 && !steps.has(0)) return 'counts up or down';
  if (new Set(key).size < FEWEST_DIFFERENT) return 'repeats itself';
  if (key.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is text, not random bytes';
  return undefined;
}
