import { seenName } from './visibleName';

/** The form in which two secret names are the same name: case, the Unicode form and what nobody sees do not count. */
export function nameKey(name: string): string {
  return seenName(name).normalize('NFKC').toLowerCase();
}
