/** The form in which two secret names are the same name: case and the Unicode form do not count. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
