import type { DomainError, ErrorCode, ErrorDetails } from '../domain/errors';
import type { WordKey, Words } from '../messages/catalogue';
import type { Card, Viewing } from './renderCard';

/** Everything the bot answers in a sentence or two: every expected failure by its code, and a few of its own. */
export type Answer =
  | { [C in ErrorCode]: { readonly kind: C; readonly details: ErrorDetails[C] } }[ErrorCode]
  | { readonly kind: 'owns_none' }
  /** `nearest`: the known command most like what was typed; left out where none is. */
  | { readonly kind: 'unknown_command'; readonly typed: string; readonly nearest?: WordKey }
  /** A command that needs to know which secret: `formKey` says how it is typed. */
  | { readonly kind: 'needs_argument'; readonly formKey: WordKey }
  /** `cancel` with nothing open. */
  | { readonly kind: 'nothing_open' }
  /** A click on a card that is not good any more and has no newer one. */
  | { readonly kind: 'stale' }
  /** A card was moved to the personal chat. */
  | { readonly kind: 'moved' }
  /** "I didn't see it" was taken: a new card follows. */
  | { readonly kind: 'new_ticket' }
  | { readonly kind: 'reissuing' }
  /** A fault of ours: the person can name `number` to whoever runs the bot. */
  | { readonly kind: 'fault'; readonly number: string };

/** `applicationName` stands in where an error names its application by an id. */
export type AnswerCardView = Viewing & { readonly answer: Answer; readonly applicationName?: string };

export function answerCard(_view: AnswerCardView, _words: Words): Card {
  throw new Error('not written yet');
}

/** The same in plain text, for the short messages Teams shows after a click. */
export function answerText(_view: AnswerCardView, _words: Words): string {
  throw new Error('not written yet');
}

/** The answer to an expected failure. */
export function answerTo(error: DomainError): Answer {
  return { kind: error.code, details: error.details } as Answer;
}
