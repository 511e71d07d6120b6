const locale = 'en-US';

let timeZone: string | undefined;

/** Shows all times in this zone from now on. */
export function showTimesIn(zone: string): void {
  timeZone = zone;
}

/** "10:32 AM" today, "3/14" before. */
export function shortTime(iso: string): string {
  return isToday(iso) ? clockTime(iso) : inZone(iso, { month: 'numeric', day: 'numeric' });
}

export function clockTime(iso: string): string {
  return inZone(iso, { hour: 'numeric', minute: '2-digit' });
}

/** "Today", or the day with its weekday: what separates the days of a conversation. */
export function dayName(iso: string): string {
  return isToday(iso) ? 'Today' : inZone(iso, { weekday: 'long', month: 'long', day: 'numeric' });
}

export function dateOf(iso: string): string {
  return inZone(iso, { dateStyle: 'medium' });
}

export function dateAndTime(iso: string): string {
  return inZone(iso, { dateStyle: 'medium', timeStyle: 'short' });
}

function isToday(iso: string): boolean {
  return dateOf(iso) === dateOf(new Date().toISOString());
}

function inZone(iso: string, options: Intl.DateTimeFormatOptions): string {
  return new Date(iso).toLocaleString(locale, { ...options, timeZone });
}
