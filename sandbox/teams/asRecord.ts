/** A copy of any JSON object; an empty one for everything else. */
export function asRecord(thing: unknown): Record<string, unknown> {
  return typeof thing === 'object' && thing !== null && !Array.isArray(thing) ? { ...thing } : {};
}

/** The text at `key`, or `undefined` where there is none. */
export function textAt(thing: unknown, key: string): string | undefined {
  const value = asRecord(thing)[key];
  return typeof value === 'string' ? value : undefined;
}
