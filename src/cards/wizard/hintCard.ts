import type { Words } from '../../messages/catalogue';
import type { Card } from '../renderCard';

/** Free text during a wizard: "Please use the card". The card itself comes again below. */
export function hintCard(_words: Words): Card {
  throw new Error('not written yet');
}
