import type { Words } from '../messages/catalogue';
import type { Markdown } from '../messages/escapeMarkdown';
import { type Button, linkButton } from './buttons';
import { shortName } from './fact';
import template from './pointerCard.json';
import { type Card, cardTemplate } from './renderCard';

/** The only public trace of a private answer, where the person could not be answered privately in place. */
export type PointerCardView =
  /** The answer is in the person's own chat with the bot. */
  | { readonly kind: 'personal_chat'; readonly personName?: string; readonly chatUrl: string }
  /** There is no private way to the person yet: they add the bot, then try again. */
  | { readonly kind: 'add_bot'; readonly personName?: string; readonly installUrl: string };

const fill = cardTemplate<{ text: Markdown; actions: readonly Button[] }>('pointerCard', template);

export function pointerCard(view: PointerCardView, words: Words): Card {
  const person = view.personName === undefined ? undefined : shortName(view.personName);
  if (view.kind === 'personal_chat') {
    const text = person ? words.text('pointer.personalChat', { person }) : words.text('pointer.personalChatNobody');
    return fill({ text, actions: [linkButton(words, view.chatUrl, { title: 'button.openChat' })] }, words);
  }
  const text = person ? words.text('pointer.addBot', { person }) : words.text('pointer.addBotNobody');
  return fill({ text, actions: [linkButton(words, view.installUrl, { title: 'button.addBot' })] }, words);
}
