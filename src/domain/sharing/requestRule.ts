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

/** The same as a yes or no. */
export function mayRequest(asker: Asker): boolean {
  return decideRequest(asker).kind === 'allowed';
}
