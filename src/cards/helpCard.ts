import type { WordKey, Words } from '../messages/catalogue';
import type { Card } from './renderCard';

/** The command table, in its own order. */
export interface HelpCardView {
  readonly commands: readonly { readonly formKey: WordKey; readonly descriptionKey: WordKey }[];
  /** In group chats and channels the bot must be mentioned. */
  readonly mention: boolean;
}

export function helpCard(_view: HelpCardView, _words: Words): Card {
  throw new Error('not written yet');
}
