/** Writes a domain value as JSON text; dates come back as dates. */
export function toStoredJson(value: unknown): string {
  // By the time the replacer sees a date, Date.toJSON has made it a string: the holder still has it.
  return JSON.stringify(value, function (this: Record<string, unknown>, key, text: unknown) {
    const original = this[key];
    return original instanceof Date ? { [DATE]: original.getTime() } : text;
  });
}

/** Reads what `toStoredJson` wrote as the type it was. */
export function fromStoredJson<T>(json: string): T {
  return JSON.parse(json, (_key, value: unknown) => (isStoredDate(value) ? new Date(value[DATE]) : value)) as T;
}

const DATE = '$date';

function isStoredDate(value: unknown): value is { [DATE]: number } {
  return typeof value === 'object' && value !== null && typeof (value as { [DATE]?: unknown })[DATE] === 'number';
}
