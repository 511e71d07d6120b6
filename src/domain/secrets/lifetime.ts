const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Without any cap: two years, as the portal allows. */
const LONGEST_DAYS = 730;
const DEFAULT_DAYS = 365;

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** The zone itself where the runtime knows it, else UTC: what Teams sends as a time zone is not checked there. */
export function knownZone(zone: string): string {
  return clockOf(zone) ? zone : 'UTC';
}

/** Whether the text is a day that exists: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The calendar day of a moment in a zone. */
export function dayOf(moment: Date, zone: string): Day {
  return wallClock(moment, zone).slice(0, 10);
}

/** The last second of a day in a zone, also where clocks change on that day or at its midnight. */
export function endOfDay(day: Day, zone: string): Date {
  const midnight = Date.parse(`${plusDays(day, 1)}T00:00:00Z`);
  const before = midnight - offsetAt(midnight - DAY, zone) - 1000;
  const after = midnight - offsetAt(midnight + DAY, zone) - 1000;
  const [later, earlier] = before > after ? [before, after] : [after, before];
  return new Date(dayOf(new Date(later), zone) === day ? later : earlier);
}

/** The last day that may be chosen under a cap: its end is at least an hour before `capDays` from now. */
export function lastDay(now: Date, capDays: number | undefined, zone: string): Day {
  const limit = now.getTime() + (capDays ?? LONGEST_DAYS) * DAY - HOUR;
  const day = dayOf(new Date(limit), zone);
  return endOfDay(day, zone).getTime() <= limit ? day : plusDays(day, -1);
}

/** The first day that may be chosen: its end is at least an hour away. */
export function firstDay(now: Date, zone: string): Day {
  const today = dayOf(now, zone);
  return endOfDay(today, zone).getTime() >= now.getTime() + HOUR ? today : plusDays(today, 1);
}

/** What the form proposes: one year from today, or the last day that is allowed. */
export function defaultDay(now: Date, last: Day, zone: string): Day {
  const inAYear = plusDays(dayOf(now, zone), DEFAULT_DAYS);
  return inAYear < last ? inAYear : last;
}

/** Whether a moment of expiry is at least an hour away, and at least an hour under the cap. */
export function lifetimeFits(expiresAt: Date, now: Date, capDays: number | undefined): boolean {
  const left = expiresAt.getTime() - now.getTime();
  return left >= HOUR && left <= (capDays ?? LONGEST_DAYS) * DAY - HOUR;
}

/** The day `days` after another. */
export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function wallClock(moment: Date, zone: string): string {
  const parts = (clockOf(zone) ?? universalClock()).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '00';
  const year = part('year').padStart(4, '0');
  return `${year}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

/** Making a formatter costs more than a turn may, so each zone's is made once. Zones have many spellings: bounded. */
const MOST_CLOCKS = 1000;
const clocks = new Map<string, Intl.DateTimeFormat>();
let utc: Intl.DateTimeFormat | undefined;

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    const made = makeClock(zone);
    if (clocks.size >= MOST_CLOCKS) clocks.clear();
    clocks.set(zone, made);
    return made;
  } catch {
    // RangeError is how Intl says that there is no such zone.
    return undefined;
  }
}

/** The first formatter of a process costs as much as a part of its start. */
function universalClock(): Intl.DateTimeFormat {
  utc ??= makeClock('UTC');
  return utc;
}

function makeClock(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** How far the zone's clocks are ahead of UTC at this moment, in milliseconds. */
function offsetAt(time: number, zone: string): number {
  const whole = Math.floor(time / 1000) * 1000;
  return Date.parse(`${wallClock(new Date(whole), zone)}Z`) - whole;
}
