import type { WordKey, Words } from '../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../messages/escapeMarkdown';
import { type Button, executeButton } from './buttons';
import template from './helpCard.json';
import { type Card, cardTemplate } from './renderCard';

/** The command table, in its own order. */
export interface HelpCardView {
  readonly commands: readonly { readonly formKey: WordKey; readonly descriptionKey: WordKey }[];
  /** Where it is asked: in group chats and channels the bot must be mentioned. */
  readonly place: 'personal' | 'groupChat' | 'channel';
}

const fill = cardTemplate<{
  intro: Markdown;
  commands: readonly { form: Markdown; description: Markdown }[];
  about: Markdown;
  actions: readonly Button[];
}>('helpCard', template);

const introOf = {
  personal: 'help.intro',
  groupChat: 'help.introMention',
  channel: 'help.introChannel',
} as const satisfies Record<HelpCardView['place'], WordKey>;

/** The same card each time: it says nothing of whoever asks, so it is made once for each place and each locale's words. */
export function helpCard(view: HelpCardView, words: Words): Card {
  const ofWords = made.get(words) ?? {};
  made.set(words, ofWords);
  const known = ofWords[view.place];
  if (known?.commands === view.commands) return known.card;
  const card = Object.freeze(madeOf(view, words));
  ofWords[view.place] = { commands: view.commands, card };
  return card;
}

const made = new WeakMap<Words, Partial<Record<HelpCardView['place'], { commands: unknown; card: Card }>>>();

function madeOf({ commands, place }: HelpCardView, words: Words): Card {
  return fill(
    {
      intro: words.text(introOf[place]),
      // The forms have signs of their own, `<reference>`, that are not to be read as markdown.
      commands: commands.map(({ formKey, descriptionKey }) => ({
        form: escapeMarkdown(words.plain(formKey)),
        description: words.text(descriptionKey),
      })),
      about: words.text(place === 'personal' ? 'help.stored' : 'help.ownChat'),
      actions: [
        executeButton(words, 'create/start', {}, { title: 'button.create', style: 'positive' }),
        executeButton(words, 'list/show', { scope: 'mine' }, { title: 'button.list' }),
      ],
    },
    words,
  );
}
