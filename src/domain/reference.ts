/** `sb-` and 8 characters of Crockford base32 in upper case: the short name of a secret in chat and in Entra. */
export type Reference = string & { readonly __brand: 'Reference' };

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** Makes a reference from 8 random bytes; five bits of each are used. */
export function referenceFrom(bytes: Uint8Array): Reference {
  if (bytes.length < LENGTH) throw new RangeError('a reference needs 8 random bytes');
  const letters = Array.from(bytes.slice(0, LENGTH), (byte) => ALPHABET[byte & 31]);
  return `sb-${letters.join('')}` as Reference;
}

/**
 * Reads a reference as people type it: case, spaces and a missing `sb-` do not matter, O is 0, I and L are 1.
 *
 * @returns `undefined` when the text is no reference; it may still be a secret's name.
 */
export function parseReference(typed: string): Reference | undefined {
  const letters = typed
    .toUpperCase()
    .replace(/\s+/g, '')
    .replace(/^SB[-–—]?(?=.{8}$)/, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== LENGTH) return undefined;
  return [...letters].every((letter) => ALPHABET.includes(letter)) ? (`sb-${letters}` as Reference) : undefined;
}

/** The display name a credential bears in Entra, `CI deploy (sb-7Q3F9K2M)`: it makes a lost answer findable. */
export function credentialDisplayName(name: string, reference: Reference): string {
  return `${name} (${reference})`;
}

/** Tells whether a credential's display name ends in this reference. */
export function bearsReference(displayName: string | undefined, reference: Reference): boolean {
  return displayName?.endsWith(`(${reference})`) ?? false;
}
