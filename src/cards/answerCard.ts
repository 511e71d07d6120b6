import type { DomainError, ErrorCode, ErrorDetails } from '../domain/errors';
import type { WordKey, Words } from '../messages/catalogue';
import type { Markdown } from '../messages/escapeMarkdown';
import template from './answerCard.json';
import { saidIn } from './answerWords';
import type { Button } from './buttons';
import { type Command, commandLines } from './commandLines';
import { type Line, lines } from './line';
import { type Card, cardTemplate, type Viewing } from './renderCard';
import type { Phrase, Said } from './said';

/** Everything the bot answers in a sentence or two: every expected failure by its code, and a few of its own. */
export type Answer =
  | { [C in ErrorCode]: { readonly kind: C; readonly details: ErrorDetails[C] } }[ErrorCode]
  | { readonly kind: 'owns_none' }
  /** `nearest`: the name of the known command most like what was typed; left out where none is. */
  | { readonly kind: 'unknown_command'; readonly typed: string; readonly nearest?: string }
  /** A button opened a wizard in a new private message. */
  | { readonly kind: 'opened' }
  /** A command that needs to know which secret, or for `list app` which application: `formKey` says how it is typed. */
  | { readonly kind: 'needs_argument'; readonly formKey: WordKey }
  /** `cancel` with nothing open. */
  | { readonly kind: 'nothing_open' }
  /** A click on a card that is not good any more and has no newer one. */
  | { readonly kind: 'stale' }
  /** A card was moved to the personal chat. */
  | { readonly kind: 'moved' }
  /** "I didn't see it" was taken: a new card follows. */
  | { readonly kind: 'new_ticket' }
  /** A pre-approved owner looks again without asking: a card follows. */
  | { readonly kind: 'look_again' }
  | { readonly kind: 'reissuing' }
  /** "Keep it" on a delete question. */
  | { readonly kind: 'kept' }
  /** A grant was ended early, or had ended before: `yours` when the holder gave it back. */
  | { readonly kind: 'revoked'; readonly personName: string; readonly yours: boolean; readonly seen: boolean }
  /** `freeze` and `thaw`; `already` when it was so before. */
  | { readonly kind: 'freeze_on'; readonly byName: string; readonly at: Date; readonly already: boolean }
  | { readonly kind: 'freeze_off'; readonly already: boolean }
  /** A fault of ours: the person can name `number` to whoever runs the bot. */
  | { readonly kind: 'fault'; readonly number: string };

/** `applicationName` stands in where an error names its application by an id. */
export type AnswerCardView = Viewing & { readonly answer: Answer; readonly applicationName?: string };

const fill = cardTemplate<{
  speak: string;
  heading: Markdown;
  lines: readonly Line[];
  commands: readonly Command[];
  more: readonly Line[];
  actions: readonly Button[];
}>('answerCard', template);

export function answerCard(view: AnswerCardView, words: Words): Card {
  const said = saidIn(view, words);
  const texts = (phrases: readonly Phrase[] = []) =>
    lines(...phrases.map(({ key, params }) => words.text(key, params)));
  return fill(
    {
      speak: spoken(said, words),
      heading: words.text(said.heading.key, said.heading.params),
      lines: texts(said.lines),
      commands: commandLines(said.commands, words),
      more: texts(said.more),
      actions: said.actions ?? [],
    },
    words,
  );
}

/** The same in plain text, for the short messages Teams shows after a click: the heading and the first sentence. */
export function answerText(view: AnswerCardView, words: Words): string {
  const said = saidIn(view, words);
  return [said.heading, ...said.lines.slice(0, 1)].map((phrase) => sentence(phrase, words)).join(' ');
}

/** For whoever hears the card, or sees only its line in the list of chats. Never what people typed: it may be read as SSML. */
function spoken({ heading, lines: [first] }: Said, words: Words): string {
  if (heading.params !== undefined) return words.plain('answer.speak');
  const phrases = [heading, ...(first && first.params === undefined ? [first] : [])];
  return phrases.map((phrase) => sentence(phrase, words)).join(' ');
}

function sentence({ key, params }: Said['heading'], words: Words): string {
  const text = words.plain(key, params);
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}

/** The answer to an expected failure. */
export function answerTo(error: DomainError): Answer {
  return { kind: error.code, details: error.details } as Answer;
}
