const locale = 'en-US';

/** "10:32 AM" today, "3/14" before. */
export function shortTime(iso: string): string {
  return isToday(iso) ? clockTime(iso) : new Date(iso).toLocaleDateString(locale, { month: 'numeric', day: 'numeric' });
}

export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
}

/** "Today", or the day with its weekday: what separates the days of a conversation. */
export function dayName(iso: string): string {
  return isToday(iso)
    ? 'Today'
    : new Date(iso).toLocaleDateString(locale, { weekday: 'long', month: 'long', day: 'numeric' });
}

function isToday(iso: string): boolean {
  return new Date(iso).toDateString() === new Date().toDateString();
}
