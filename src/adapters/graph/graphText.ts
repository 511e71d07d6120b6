const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Tells whether the text is a GUID. Whatever selects an object by id is checked with it before it enters a path: Graph
 * would also take sign-in names there, and a typed text could change the path.
 */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Writes a text as an OData string literal, quotes doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Whole days of an ISO 8601 duration as Entra's policies use them (`P90D`, `P1Y`, `P4DT15H51M04S`); a year counts as
 * 365 and a month as 30 days.
 *
 * @returns `undefined` when the text is no duration.
 */
export function daysOf(duration: string): number | undefined {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(
    duration,
  );
  if (!parts || !/\d/.test(duration)) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const ofTheClock = (hours * 3600 + minutes * 60 + seconds) / 86_400;
  return Math.floor(years * 365 + months * 30 + weeks * 7 + days + ofTheClock);
}
