import type { Words } from '../messages/catalogue';
import type { Card } from './renderCard';

/** The only public trace of a private answer, where the person could not be answered privately in place. */
export type PointerCardView =
  /** The answer is in the person's own chat with the bot. */
  | { readonly kind: 'personal_chat'; readonly personName: string; readonly chatUrl: string }
  /** There is no private way to the person yet: they add the bot, then try again. */
  | { readonly kind: 'add_bot'; readonly personName: string; readonly installUrl: string };

export function pointerCard(_view: PointerCardView, _words: Words): Card {
  throw new Error('not written yet');
}
