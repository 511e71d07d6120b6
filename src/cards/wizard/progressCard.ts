import type { Notice } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** How a wizard goes on after Submit, and how it ends. */
export type Progress =
  | Extract<Notice, { kind: 'creating' | 'created' | 'not_created' | 'create_unclear' | 'wizard_expired' }>
  | { readonly kind: 'cancelled'; readonly applicationName?: string }
  /** The wizard goes on in another message, or was started over: this copy of its card has no buttons any more. */
  | { readonly kind: 'superseded' };

/** "Fulfill Microsoft Entra Application Client Secret". */
export type ProgressCardView = Viewing & { readonly progress: Progress };

export function progressCard(_view: ProgressCardView, _words: Words): Card {
  throw new Error('not written yet');
}
