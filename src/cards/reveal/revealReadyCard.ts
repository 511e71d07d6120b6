import type { Secret } from '../../domain/secrets/secret';
import type { Sensitive } from '../../domain/sensitive';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** The dialog's first page, without the value. */
export interface RevealReadyCardView extends Viewing {
  readonly ticketId: string;
  /** Of an unvaulted value: plaintext of the key goes on in the button of this page. */
  readonly ticketKey?: Sensitive;
  readonly secret: Pick<Secret, 'reference' | 'name' | 'application'>;
  readonly vaulted: boolean;
  /** When the ticket ends. */
  readonly until: Date;
}

export function revealReadyCard(_view: RevealReadyCardView, _words: Words): Card {
  throw new Error('not written yet');
}
