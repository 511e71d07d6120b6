import type { Reference } from '../domain/reference';
import type { Words } from '../messages/catalogue';
import type { Markdown } from '../messages/escapeMarkdown';
import { type Button, executeButton } from './buttons';
import { shortName } from './fact';
import template from './historyCard.json';
import { type HistoryPage, historyLines, moreButton } from './historyLines';
import { type Line, lines } from './line';
import { type Card, cardTemplate, type Viewing } from './renderCard';

/** One more page of what happened to a secret. */
export interface HistoryCardView extends Viewing {
  readonly reference: Reference;
  readonly name: string;
  readonly history: HistoryPage;
}

interface Filling {
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly actions: readonly Button[];
}

const fill = cardTemplate<Filling>('historyCard', template);

/** The page, with the ways on and back to the secret. */
export function historyCard(view: HistoryCardView, words: Words): Card {
  const { reference, name, history } = view;
  return fill(
    {
      heading: words.text('history.heading', { secret: shortName(name) }),
      lines: history.lines.length > 0 ? historyLines(history, view, words) : lines(words.text('history.nothing')),
      actions: [
        ...moreButton(reference, history, words),
        executeButton(words, 'secret/show', { reference }, { title: 'button.show' }),
      ],
    },
    words,
  );
}
