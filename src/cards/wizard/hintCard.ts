import type { Words } from '../../messages/catalogue';
import { type Card, cardTemplate } from '../renderCard';
import template from './hintCard.json';

const fill = cardTemplate<Record<string, never>>('hintCard', template);

/** Free text during a wizard: "Please use the card". The card itself comes again below. */
export function hintCard(words: Words): Card {
  return fill({}, words);
}
