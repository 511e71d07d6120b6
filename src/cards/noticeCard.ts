import type { Notice } from '../domain/notices/notice';
import type { Sensitive } from '../domain/sensitive';
import type { Words } from '../messages/catalogue';
import type { Card, Viewing } from './renderCard';

/** Any notice, as the card that tells it. */
export interface NoticeCardView extends Viewing {
  readonly notice: Notice;
  /** For a carrier only: see CarrierCardView. */
  readonly ticketKey?: Sensitive;
  readonly movable?: boolean;
}

/** The one function for what the outbox tells: picks the card by the kind of notice. */
export function noticeCard(_view: NoticeCardView, _words: Words): Card {
  throw new Error('not written yet');
}
