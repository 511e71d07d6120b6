/** What was typed after `request`: which secret, and, where it was said, for how long and why. */
export interface RequestText {
  readonly secret: string;
  /** A whole number of hours; what is no duration stays as it was typed, and the service says so. */
  readonly hours?: string;
  readonly reason?: string;
}

/** `for` or `für` with a number behind it; a `for` in a secret's name has none. */
const DURATION = /(?:^| )f(?:o|ü|u\u0308)r (\d[\w.,]*(?: ?[a-z]+)?)$/i;
const HOURS_IN: readonly (readonly [RegExp, number])[] = [
  [/^(\d{1,5}) ?(?:h|hrs?|hours?|std|stunden?)?$/i, 1],
  [/^(\d{1,5}) ?(?:d|days?|tage?)$/i, 24],
];

/** Reads `<secret> [for 4h] [because …]`, and the same in German: `[für 4h] [weil …]`. */
export function requestText(argument: string): RequestText {
  const { before, reason } = splitReason(argument);
  const duration = DURATION.exec(before)?.[1];
  const secret = duration === undefined ? before : before.replace(DURATION, '').trim();
  return {
    secret,
    ...(duration !== undefined && { hours: hoursIn(duration) }),
    ...(reason !== '' && { reason }),
  };
}

/** The reason after `freeze`, with or without `because` or `weil`. */
export function freezeReason(argument: string): string {
  return argument.replace(/^(?:because|weil)(?: |$)/i, '').trim();
}

/** The first `because` or `weil` ends what is asked for; later ones belong to the reason. */
function splitReason(text: string): { readonly before: string; readonly reason: string } {
  const because = /(?:^| )(?:because|weil)(?: |$)/i.exec(text);
  if (!because) return { before: text.trim(), reason: '' };
  return { before: text.slice(0, because.index).trim(), reason: text.slice(because.index + because[0].length).trim() };
}

/** `4h`, `4 hours` and `4` are four hours, `2d` and `2 days` forty-eight. */
function hoursIn(duration: string): string {
  for (const [form, factor] of HOURS_IN) {
    const count = form.exec(duration)?.[1];
    if (count !== undefined) return String(Number(count) * factor);
  }
  return duration;
}
