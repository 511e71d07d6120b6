import * as z from 'zod';
import { ownKey } from './ownKey';

/** The settings of the seal keys. Faults never say what a key is. */
export const sealKeySettings = {
  SECRETBOT_SEAL_KEY: ownKey().optional(),
  SECRETBOT_SEAL_KEYS_BEFORE: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(z.array(ownKey()))
    .default([]),
};

/** What single settings cannot tell: which of them belong together. */
export function sealKeyFaults(given: Readonly<Record<string, string>>): readonly string[] {
  const { SECRETBOT_SEAL_KEY: current, SECRETBOT_SEAL_KEYS_BEFORE: before } = given;
  if (before === undefined) return [];
  if (current === undefined) {
    return ['SECRETBOT_SEAL_KEYS_BEFORE needs SECRETBOT_SEAL_KEY: it only opens what other keys have sealed'];
  }
  const keys = [current, ...before.split(',').map((key) => key.trim())];
  return new Set(keys).size === keys.length
    ? []
    : ['SECRETBOT_SEAL_KEY and SECRETBOT_SEAL_KEYS_BEFORE hold the same key twice: keep it once'];
}
