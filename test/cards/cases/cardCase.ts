import type { Card } from '../../../src/cards/renderCard';
import type { Words } from '../../../src/messages/catalogue';

/** One card in one state. */
export interface CardCase {
  /** The function that makes it. */
  readonly card: string;
  readonly state: string;
  /** Where it is shown: a dialog's page, or a message in a chat. */
  readonly where: 'chat' | 'dialog';
  readonly make: (words: Words) => Card;
}

export function inChat(card: string, state: string, make: CardCase['make']): CardCase {
  return { card, state, where: 'chat', make };
}

export function inDialog(card: string, state: string, make: CardCase['make']): CardCase {
  return { card, state, where: 'dialog', make };
}
