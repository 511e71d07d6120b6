import type { SecretSummary } from '../notices/notice';
import type { Secret } from '../secrets/secret';
import type { Sensitive } from '../sensitive';
import type { NotSeenRemedy } from './notSeenRule';
import type { Ticket } from './ticket';

/** What the dialog says when a carrier's button is clicked; never a value. */
export type TicketView = { readonly ticket: Ticket; readonly summary: SecretSummary } & (
  | { readonly kind: 'ready'; readonly secret: Secret; readonly until: Date }
  /** The value is not in place yet. */
  | { readonly kind: 'not_ready' }
  /** It was shown to this person; `remedy` is what "I didn't see it" would do, absent where that is over. */
  | { readonly kind: 'shown'; readonly at: Date; readonly confirmedAt?: Date; readonly remedy?: NotSeenRemedy }
  | { readonly kind: 'expired'; readonly at: Date; readonly remedy?: NotSeenRemedy }
  /** The credential is no longer there: deleted, removed because nobody looked, replaced, gone or never finished. */
  | { readonly kind: 'removed_unseen'; readonly at: Date }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'cancelled' }
);

/** The answer to Show value. `value` is plaintext: it goes into the one page that answers the click, and nowhere else. */
export interface Revealed {
  readonly value: Sensitive;
  readonly secret: Secret;
  /** As it is now: shown. */
  readonly ticket: Ticket;
}

/** What "I didn't see it" did. */
export type NotSeenOutcome =
  | { readonly kind: 'new_ticket'; readonly ticketId: string }
  /** The new credential is under way: call `CreateService.fulfil(intentId)` after the answer. */
  | { readonly kind: 'reissuing'; readonly intentId: string };
