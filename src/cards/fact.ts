import type { SecretSummary } from '../domain/notices/notice';
import type { WordKey, Words } from '../messages/catalogue';
import { clip, escapeMarkdown, type Markdown } from '../messages/escapeMarkdown';
import type { Viewing } from './renderCard';

/** A line of a FactSet. */
export interface Fact {
  readonly title: Markdown;
  readonly value: Markdown;
}

/** Names in Entra can be very long; a card shows this much of one. */
const LONGEST_NAME = 120;

export function fact(words: Words, title: WordKey, value: Markdown): Fact {
  return { title: words.text(title), value };
}

/** A name that somebody typed, in one line, short enough for a card. Not escaped yet. */
export function shortName(name: string): string {
  return clip(name.replace(/\s+/g, ' ').trim(), LONGEST_NAME);
}

export function nameFact(words: Words, title: WordKey, name: string): Fact {
  return fact(words, title, escapeMarkdown(shortName(name)));
}

export function yesNoFact(words: Words, title: WordKey, yes: boolean): Fact {
  return fact(words, title, words.text(yes ? 'fact.yes' : 'fact.no'));
}

/** `Expires: Nov 24, 2027 (in 12 days)`. */
export function expiresFact(words: Words, { now, timeZone }: Viewing, expiresAt: Date): Fact {
  const value = words.text('fact.expiresValue', {
    date: words.date(expiresAt, timeZone),
    distance: words.inDays(expiresAt, now, timeZone),
  });
  return fact(words, expiresAt > now ? 'fact.expires' : 'fact.expired', value);
}

/** What every card about one secret says of it. */
export function secretFacts(words: Words, viewing: Viewing, secret: SecretSummary): readonly Fact[] {
  return [
    nameFact(words, 'fact.secret', secret.name),
    nameFact(words, 'fact.reference', secret.reference),
    nameFact(words, 'fact.application', secret.applicationName),
    expiresFact(words, viewing, secret.expiresAt),
  ];
}
