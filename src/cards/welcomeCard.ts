import type { Words } from '../messages/catalogue';
import { type Button, executeButton } from './buttons';
import { type Line, lines } from './line';
import { type Card, cardTemplate } from './renderCard';
import template from './welcomeCard.json';

/** Once, on installation; leads to the first `create`. */
export interface WelcomeCardView {
  readonly where: 'personal' | 'groupChat' | 'team';
}

const fill = cardTemplate<{ mention: readonly Line[]; actions: readonly Button[] }>('welcomeCard', template);

export function welcomeCard({ where }: WelcomeCardView, words: Words): Card {
  return fill(
    {
      mention: where === 'personal' ? [] : lines(words.text(where === 'team' ? 'welcome.team' : 'welcome.group')),
      actions: [
        executeButton(words, 'create/start', {}, { title: 'button.create', style: 'positive' }),
        executeButton(words, 'help/show', {}, { title: 'button.help' }),
      ],
    },
    words,
  );
}
