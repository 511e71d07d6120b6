import type { Template } from 'adaptivecards-templating';
import { isWordKey, type Language, languages, type Words, wordsFor } from '../messages/catalogue';

/** An Adaptive Card, version 1.5, ready to be sent. */
export type Card = Record<string, unknown>;

/** When and where a card is looked at: what its dates are said by. */
export interface Viewing {
  readonly now: Date;
  /** IANA zone of the person. */
  readonly timeZone: string;
}

/** What Teams surely takes as one message. */
export const LARGEST_CARD_BYTES = 25 * 1024;
const WORDING = 't:';
const BINDING = '${';
/** Stands for `${` in what people typed while a template is filled, so that a leftover binding can be told from it. */
const TYPED_BINDING = '$\u{F0000}{';

/**
 * Makes the function that fills one card template. The template is worded (`t:key`) and compiled once for each
 * language, by `compileCards` or, if somebody needs the card before, then: a start costs nothing, a turn the filling.
 *
 * `Data` is all that the template may bind; fields drawn as markdown are of type Markdown, which is made only by the
 * catalogue and by escapeMarkdown. Cards state no `lang`: the official renderer warns of it on every second card, as its
 * check keeps a position between cards (adaptivecards 3.0.6, `langProperty`).
 *
 * @throws Error from the made function, and from `compileCards`, for a key that the catalogue does not have; from the
 * function when a binding had no data or the card is larger than 25 KB. The message names the card and no data.
 */
export function cardTemplate<Data extends object>(name: string, template: object): (data: Data, words: Words) => Card {
  const compiled = new Map(
    languages.map((language) => [language, compiledOnce(() => worded(name, template, language))]),
  );
  notCompiled.push(...compiled.values());
  return (data, words) => {
    const filled = compiled
      .get(words.language)?.()
      .expand({ $root: shielded(data) });
    return checked(name, filled);
  };
}

/** Templates that nobody has asked `compileCards` to compile yet. */
const notCompiled: (() => Template)[] = [];

/**
 * Compiles every card, a few milliseconds at a time, so that whatever comes in meanwhile is not kept waiting. To be
 * called once the port is open: a start does not wait for it. May be repeated.
 */
export async function compileCards(): Promise<void> {
  for (let compile = notCompiled.pop(); compile; compile = notCompiled.pop()) {
    await new Promise(setImmediate);
    compile();
  }
}

function compiledOnce(template: () => object): () => Template {
  let compiled: Template | undefined;
  return () => {
    compiled ??= templateOf(template());
    return compiled;
  };
}

/** The library and its parser are a third of all that a start would load. */
function templateOf(template: object): Template {
  const { Template: Compiler } = require('adaptivecards-templating') as typeof import('adaptivecards-templating');
  return new Compiler(template);
}

function worded(name: string, template: object, language: Language): object {
  const words = wordsFor(language);
  return JSON.parse(JSON.stringify(template), (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(WORDING)) return value;
    const key = value.slice(WORDING.length);
    if (!isWordKey(key)) throw new Error(`${name} asks for wording that the catalogue does not have: ${key}`);
    return words.plain(key);
  });
}

function checked(name: string, filled: unknown): Card {
  const json = JSON.stringify(filled);
  if (json.includes(BINDING)) throw new Error(`${name} has a binding without data`);
  const bytes = Buffer.byteLength(json);
  if (bytes > LARGEST_CARD_BYTES) throw new Error(`${name} has ${bytes} bytes, more than ${LARGEST_CARD_BYTES}`);
  return (json.includes(TYPED_BINDING) ? JSON.parse(json.replaceAll(TYPED_BINDING, BINDING)) : filled) as Card;
}

/** Only what people typed into inputs can hold `${`: everything else of theirs is escaped. */
function shielded<Data extends object>(data: Data): Data {
  const json = JSON.stringify(data);
  return json.includes(BINDING) ? (JSON.parse(json.replaceAll(BINDING, TYPED_BINDING)) as Data) : data;
}
