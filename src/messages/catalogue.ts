import type en from './en.json';

/** Text that a card may draw as markdown: written by us, with everything people typed escaped. */
export type Markdown = string & { readonly __brand: 'Markdown' };

/** What a sentence is filled with; escaped where the sentence is drawn as markdown. */
export type Params = Readonly<Record<string, string | number>>;

/** The keys of the catalogue, `wizard.details.title`; plural forms (`_one`, `_other`) count as one key. */
export type WordKey = KeysOf<typeof en>;

type KeysOf<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${WithoutPlural<K>}` : KeysOf<T[K], `${Path}${K}.`>;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K;

/** Everything the bot says, in one language and with the conventions of one locale. */
export interface Words {
  /** BCP 47: the language of the catalogue with the region of the person. */
  readonly locale: string;
  /** The language of the catalogue. */
  readonly language: Language;
  /** For places that draw markdown: text blocks and facts. What people typed is escaped. */
  text(key: WordKey, params?: Params): Markdown;
  /** For places that draw text as it is: labels, titles of buttons, placeholders, input values, toasts. Nothing is escaped. */
  plain(key: WordKey, params?: Params): string;
  /** `Nov 24, 2027`: the day it is at that moment in the zone. */
  date(date: Date, timeZone: string): string;
  /** `Nov 24, 2027, 10:32 AM`. */
  dateTime(date: Date, timeZone: string): string;
  /** `10:32 AM` on the day of `now`, else with the date. */
  time(date: Date, now: Date, timeZone: string): string;
  /** `today`, `tomorrow`, `in 12 days`, `3 days ago`, by the calendar of the zone. */
  inDays(date: Date, now: Date, timeZone: string): string;
  /** `Central European Time`. */
  zone(timeZone: string): string;
  /** `a, b, and c`. */
  list(items: readonly string[]): string;
}

/** The languages there is a catalogue for. */
export type Language = 'en';

/** The catalogue for a person's locale, as Teams gives it (`en-GB`); English where there is none for the language. */
export function wordsFor(_locale: string | undefined): Words {
  throw new Error('not written yet');
}
