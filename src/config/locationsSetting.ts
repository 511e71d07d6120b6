import { readFileSync } from 'node:fs';
import type { Location } from '../domain/vaulting/location';
import { parseLocations } from './locationsFile';

/** The locations that the setting names or holds; every fault is added to `faults`. */
export function readLocations(setting: unknown, vaultSuffix: string, faults: string[]): readonly Location[] {
  if (typeof setting !== 'string') return [];
  const text = isContent(setting) ? setting : textOf(setting, faults);
  if (text === undefined) return [];
  const { locations, faults: found } = parseLocations(text, vaultSuffix);
  faults.push(...found.map((fault) => `SECRETBOT_LOCATIONS: ${fault}`));
  return locations;
}

/** Whether the setting holds the locations itself: no path begins like a JSON list, and hosts of containers often have room for settings only. */
export function isContent(setting: string): boolean {
  return setting.startsWith('[');
}

function textOf(path: string, faults: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    faults.push(`SECRETBOT_LOCATIONS: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}
