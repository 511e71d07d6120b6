import type { Notice } from '../domain/notices/notice';
import type { Sensitive } from '../domain/sensitive';
import type { Words } from '../messages/catalogue';
import type { Card, Viewing } from './renderCard';

/** The private card that a value is opened from. It never holds the value. */
export interface CarrierCardView extends Viewing {
  readonly carrier: Extract<Notice, { kind: 'carrier' }>;
  /** Of an unvaulted value: plaintext of the key goes into the button of this private card and nowhere else. */
  readonly ticketKey?: Sensitive;
  /** Whether the card can be moved to the personal chat: true where it is a targeted message. */
  readonly movable: boolean;
}

export function carrierCard(_view: CarrierCardView, _words: Words): Card {
  throw new Error('not written yet');
}
