import { createInstance } from 'i18next';
import { dateWords } from './dateWords';
import de from './de.json';
import en from './en.json';
import { escapeMarkdown, type Markdown } from './escapeMarkdown';

/**
 * What a sentence is filled with: texts, escaped where the sentence is drawn as markdown, and numbers, written as the
 * locale writes them (`1,095`). `count` chooses the plural form.
 */
export type Params = Readonly<Record<string, string | number>>;

/** The keys of the catalogue, `details.title`; plural forms (`_one`, `_other`) count as one key. */
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
  /** For places that draw text as it is: labels, titles of buttons, placeholders, toasts. Nothing is escaped. */
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

/** The catalogues: one file per language, all with the keys of the English one. */
const catalogues = { en, de } as const satisfies Record<string, typeof en>;

/** The languages there is a catalogue for. */
export type Language = keyof typeof catalogues;

export const languages = Object.keys(catalogues) as readonly Language[];

const FALLBACK: Language = 'en';
/** Locales come from the chat: a bound keeps strange ones from filling the memory. */
const MOST_LOCALES = 200;

const i18n = createInstance({
  lng: FALLBACK,
  fallbackLng: FALLBACK,
  resources: Object.fromEntries(languages.map((language) => [language, { translation: catalogues[language] }])),
  initAsync: false,
});
void i18n.init();

const known = new Map<string, Words>();
const sentencesOf = new Map<Language, Sentences>();

/**
 * The catalogue for a person's locale, as Teams gives it (`de-AT`). Where there is none for the language it is the
 * English one with the region's dates, so that a Dane reads "24 Nov 2027, 10:32" in English sentences.
 */
export function wordsFor(locale: string | undefined): Words {
  const wanted = locale ?? FALLBACK;
  const cached = known.get(wanted);
  if (cached) return cached;
  if (known.size >= MOST_LOCALES) known.clear();
  const words = makeWords(wanted);
  known.set(wanted, words);
  return words;
}

/** Whether the catalogue has the key; for templates, which the compiler does not read. */
export function isWordKey(key: string): key is WordKey {
  return i18n.exists(key);
}

function makeWords(wanted: string): Words {
  const { language, locale } = resolve(wanted);
  const sentences = sentencesOf.get(language) ?? sentencesIn(language);
  sentencesOf.set(language, sentences);
  const numbers = new Intl.NumberFormat(locale);
  const number = (value: number) => numbers.format(value);
  const plain = (key: WordKey, params?: Params) => said(sentences, key, number, params);
  const lists = new Intl.ListFormat(locale);
  return {
    locale,
    language,
    plain,
    text: (key, params) => said(sentences, key, number, params && escaped(params)) as Markdown,
    ...dateWords(locale, plain),
    list: (items) => lists.format(items),
  };
}

/** Words of the person's language where there are any, else English; always with the region of the person. */
function resolve(wanted: string): { language: Language; locale: string } {
  let asked: Intl.Locale;
  try {
    asked = new Intl.Locale(wanted).maximize();
  } catch {
    // Not a locale at all: as if none had been given.
    asked = new Intl.Locale(FALLBACK).maximize();
  }
  const language = languages.find((each) => each === asked.language) ?? FALLBACK;
  return { language, locale: asked.region ? `${language}-${asked.region}` : language };
}

/**
 * Fills a sentence. What people typed is put in last and read as nothing but text: i18next gives the sentence with its
 * placeholders, once per key and plural form, since its own filling costs more than all the rest of a card.
 */
function said(sentence: Sentences, key: WordKey, number: (value: number) => string, params: Params = {}): string {
  return sentence(key, params['count']).replace(PLACEHOLDER, (_all, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`nothing given for ${name} in ${key}`);
    return typeof value === 'number' ? number(value) : value;
  });
}

type Sentences = (key: WordKey, count: string | number | undefined) => string;

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

function sentencesIn(language: Language): Sentences {
  const translate = i18n.getFixedT(language);
  const plurals = new Intl.PluralRules(language);
  const known = new Map<string, string>();
  return (key, count) => {
    const form = typeof count === 'number' ? `${key}_${plurals.select(count)}` : key;
    const cached = known.get(form);
    if (cached !== undefined) return cached;
    const options = { skipInterpolation: true, ...(typeof count === 'number' ? { count } : {}) };
    const sentence = translate(key, options);
    known.set(form, sentence);
    return sentence;
  };
}

function escaped(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? value : escapeMarkdown(value)]),
  );
}
