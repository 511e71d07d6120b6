import type { Service } from '../../domain/errors';
import type { Sensitive } from '../../domain/sensitive';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** What the dialog says when there is no value to show. */
export type RevealState =
  | { readonly kind: 'already_shown'; readonly at: Date }
  | { readonly kind: 'not_ready' }
  | { readonly kind: 'expired'; readonly at?: Date }
  | { readonly kind: 'removed_unseen'; readonly at?: Date }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'cancelled' }
  /** Somebody else's, or no ticket at all: the two are told apart nowhere. */
  | { readonly kind: 'not_yours' }
  /** More than 8 seconds had passed since the click; nothing was claimed. */
  | { readonly kind: 'too_late' }
  | { readonly kind: 'unavailable'; readonly service: Service };

/** One page without a value; offers to try again where nothing was claimed and trying again may help. */
export interface RevealStateCardView extends Viewing {
  readonly state: RevealState;
  /** For trying again; plaintext of the key stays in this person's dialog. */
  readonly ticketId?: string;
  readonly ticketKey?: Sensitive;
}

export function revealStateCard(_view: RevealStateCardView, _words: Words): Card {
  throw new Error('not written yet');
}
