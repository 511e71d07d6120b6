import type { Params, WordKey, Words } from './catalogue';

const DAY = 24 * 60 * 60 * 1000;
const UTC = 'UTC';
/** A zone is named alike all year, but needs a year in which its clocks change. */
const SOME_DAY = Date.UTC(2026, 0, 1);
const MOST_FORMATS = 500;

/** The part of Words that says dates, by Intl in the locale. Formats are made once per zone: making them is slow. */
export function dateWords(
  locale: string,
  plain: (key: WordKey, params?: Params) => string,
): Pick<Words, 'date' | 'dateTime' | 'time' | 'inDays' | 'zone'> {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const zones = new Map<string, string>();
  const format = (kind: keyof typeof options, timeZone: string): Intl.DateTimeFormat => {
    const key = `${kind} ${timeZone}`;
    const known = formats.get(key);
    if (known) return known;
    if (formats.size >= MOST_FORMATS) formats.clear();
    const made = new Intl.DateTimeFormat(locale, { ...options[kind], timeZone: zoneOrUtc(timeZone) });
    formats.set(key, made);
    return made;
  };
  const say = (kind: keyof typeof options, date: Date, timeZone: string) =>
    plainSpaces(format(kind, timeZone).format(date));
  const dayNumber = (date: Date, timeZone: string): number => {
    const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
    const parts = format('numbers', timeZone).formatToParts(date);
    return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY;
  };

  return {
    date: (date, timeZone) => say('date', date, timeZone),
    dateTime: (date, timeZone) => say('dateTime', date, timeZone),
    time: (date, now, timeZone) =>
      dayNumber(date, timeZone) === dayNumber(now, timeZone)
        ? say('time', date, timeZone)
        : say('dateTime', date, timeZone),
    inDays: (date, now, timeZone) => distance(dayNumber(date, timeZone) - dayNumber(now, timeZone), plain),
    zone: (timeZone) => {
      const known = zones.get(timeZone);
      if (known !== undefined) return known;
      if (zones.size >= MOST_FORMATS) zones.clear();
      const name = zoneName(format('zone', timeZone));
      zones.set(timeZone, name);
      return name;
    },
  };
}

const options = {
  date: { dateStyle: 'medium' },
  dateTime: { dateStyle: 'medium', timeStyle: 'short' },
  time: { timeStyle: 'short' },
  zone: { timeZoneName: 'longGeneric' },
  numbers: { calendar: 'iso8601', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function distance(days: number, plain: (key: WordKey, params?: Params) => string): string {
  if (days === 0) return plain('date.today');
  if (days === 1) return plain('date.tomorrow');
  if (days === -1) return plain('date.yesterday');
  return days > 0 ? plain('date.inDays', { count: days }) : plain('date.daysAgo', { count: -days });
}

function zoneName(format: Intl.DateTimeFormat): string {
  const { timeZone } = format.resolvedOptions();
  if (timeZone === UTC) return UTC;
  return format.formatToParts(SOME_DAY).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** The zone comes from the chat: where it is none, times are said in UTC. */
function zoneOrUtc(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return UTC;
  }
}

/** Some versions of Node put a narrow no-break space before AM; searching and comparing want a plain one. */
function plainSpaces(text: string): string {
  return text.replace(/[\u202F\u00A0]/g, ' ');
}
