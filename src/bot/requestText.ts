/** What was typed after `request`: which secret, and, where it was said, for how long and why. */
export interface RequestText {
  readonly secret: string;
  /** A whole number of hours; what is no duration stays as it was typed, and the service says so. */
  readonly hours?: string;
  readonly reason?: string;
}

/** `for` with a number behind it; a `for` in a secret's name has none. */
const DURATION = /(?:^| )for (\d[\w.,]*(?: ?[a-z]+)?)$/i;
const HOURS_IN: readonly (readonly [RegExp, number])[] = [
  [/^(\d{1,5}) ?(?:h|hrs?|hours?)?$/i, 1],
  [/^(\d{1,5}) ?(?:d|days?)$/i, 24],
];

/** Reads `<secret> [for 4h] [because …]`. */
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

/** The reason after `freeze`, with or without `because`. */
export function freezeReason(argument: string): string {
  return argument.replace(/^because(?: |$)/i, '').trim();
}

/** The first `because` ends what is asked for; later ones belong to the reason. */
function splitReason(text: string): { readonly before: string; readonly reason: string } {
  const because = /(?:^| )because(?: |$)/i.exec(text);
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
