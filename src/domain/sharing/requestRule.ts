import { type AccessDecision, decideAccess, factsOf, type Standing } from '../access/accessPolicy';
import { holdsOpenTicket } from '../reveal/notSeenRule';
import type { Ticket } from '../reveal/ticket';
import type { Secret } from '../secrets/secret';

/** Somebody who might ask for access: `who` is how they stand apart from tickets, `tickets` are the secret's. */
export interface Asker {
  readonly secret: Secret;
  readonly who: Standing;
  readonly tickets: readonly Ticket[];
  readonly personId: string;
  readonly now: Date;
}

/** Whether a person may ask for access now; of a secret whose own time is over there is nothing left to ask for. */
export function decideRequest({ secret, who, tickets, personId, now }: Asker): AccessDecision {
  const holder = holdsOpenTicket(tickets, personId, now);
  const decision = decideAccess('request', { ...who, holder }, factsOf(secret));
  return decision.kind === 'allowed' && secret.expiresAt <= now ? { kind: 'ended' } : decision;
}

/** Whether to offer it: asking leads somewhere, or, for a pre-approved owner, to a new look at once. */
export function mayRequest(asker: Asker): boolean {
  const { secret, who, tickets, personId, now } = asker;
  const mayTake = decideAccess('take', who, factsOf(secret)).kind === 'allowed' && secret.expiresAt > now;
  return decideRequest(asker).kind === 'allowed' || (mayTake && !holdsOpenTicket(tickets, personId, now));
}
