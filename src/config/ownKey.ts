import * as z from 'zod';
import { weaknessOf } from '../domain/keyStrength';
import { Sensitive } from '../domain/sensitive';

const KEY_BYTES = 32;
const HOW = 'make one with: openssl rand -base64 32';

/** One key of the bot's own: 32 bytes in base64, made at random. */
export function ownKey() {
  return z
    .string()
    .superRefine((text, { addIssue }) => {
      const bytes = Buffer.from(text, 'base64');
      const isKey = bytes.length === KEY_BYTES && bytes.toString('base64') === text;
      if (!isKey) return addIssue(`must be 32 bytes in base64; ${HOW}`);
      const weakness = weaknessOf(bytes);
      if (weakness) addIssue(`must be made at random, and this one ${weakness}; ${HOW}`);
    })
    .transform((text) => new Sensitive(text));
}
