const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After this long the chat may have given up on the click, so nothing is claimed any more. */
export const CLICK_MS = 8_000;
/** How long a person may still say "I didn't see it". */
export const NOT_SEEN_MS = 24 * HOUR;

const UNVAULTED_MS = 15 * MINUTE;
const VAULTED_MS = 24 * HOUR;

/** Until when a ticket of a create, a reissue or "I didn't see it" may be used: never past the secret's own end. */
export function ticketUntil(now: Date, vaulted: boolean, secretExpiresAt: Date): Date {
  return earlier(new Date(now.getTime() + (vaulted ? VAULTED_MS : UNVAULTED_MS)), secretExpiresAt);
}

/** Until when a pre-approved owner may use the ticket that comes without asking. */
export function preApprovedUntil(now: Date, maxGrantHours: number, secretExpiresAt: Date): Date {
  return earlier(new Date(now.getTime() + maxGrantHours * HOUR), secretExpiresAt);
}

/** A ticket whose value is not in place ends with its create; this is only the last bound. */
export function preparingUntil(now: Date): Date {
  return new Date(now.getTime() + VAULTED_MS);
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
