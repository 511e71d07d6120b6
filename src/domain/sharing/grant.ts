import type { Reference } from '../reference';

/** How a grant stands. `ended`: its time is over. `closed`: the secret, or its sharing, ended first. */
export type GrantState = 'live' | 'ended' | 'revoked' | 'closed';

/** The right of one person to open one value, once, until it ends by itself. Made by a decision and by nothing else. */
export interface Grant {
  readonly id: string;
  readonly tenantId: string;
  readonly reference: Reference;
  readonly person: { readonly objectId: string; readonly displayName: string };
  readonly requestId: string;
  /** Its one ticket; the ticket ends with the grant. */
  readonly ticketId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: GrantState;
  readonly endedAt?: Date;
  readonly revokedBy?: { readonly objectId: string; readonly displayName: string };
}

/** The stop of everything: while it is on, no value is shown and no grant is made, on any process. */
export interface Freeze {
  readonly by: { readonly objectId: string; readonly displayName: string };
  readonly at: Date;
  readonly reason: string;
}
