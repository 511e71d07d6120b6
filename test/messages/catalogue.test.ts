import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/bot/commands';
import { type Language, type WordKey, type Words, wordsFor } from '../../src/messages/catalogue';
import de from '../../src/messages/de.json';
import en from '../../src/messages/en.json';
import { everyCard } from '../cards/everyCard';

const words = wordsFor('en-US');

/** Every sentence by its key, plural forms as they are written. */
function sentencesOf(node: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' ? [[`${path}${name}`, value] as const] : sentencesOf(value as object, `${path}${name}.`),
  );
}

const sentences = sentencesOf(en);
const keys = new Set(sentences.map(([key]) => key.replace(/_(one|other)$/, '')));

/** What no person should have to read, by language, and the signs that stand around what people type or press. */
const tone = {
  en: { never: /error|please note|invalid|oops|\.\.\.|\s{2}|[—–]/i, quotes: '“”', strange: /["„]/ },
  de: {
    never: /fehler|bitte beachten|ungültig|hoppla|\b(du|dir|dich|deine?[rmn]?)\b|\.\.\.|\s{2}|[—–]/i,
    quotes: '„“',
    strange: /["”]/,
  },
} as const satisfies Record<Language, object>;

describe.each([
  { language: 'en', catalogue: en },
  { language: 'de', catalogue: de },
] as const)('the catalogue in $language', ({ language, catalogue }) => {
  const texts = sentencesOf(catalogue);

  it('has both plural forms of what it counts', () => {
    const plurals = texts.map(([key]) => key).filter((key) => /_(one|other)$/.test(key));
    const stems = new Set(plurals.map((key) => key.replace(/_(one|other)$/, '')));
    expect([...stems].filter((stem) => !plurals.includes(`${stem}_one`) || !plurals.includes(`${stem}_other`))).toEqual(
      [],
    );
  });

  it('speaks as the tone rules say', () => {
    expect(texts.filter(([, text]) => tone[language].never.test(text))).toEqual([]);
  });

  it('uses typographic quotation marks in pairs', () => {
    const { strange, quotes } = tone[language];
    const count = (text: string, sign: string | undefined) => text.split(sign ?? '').length - 1;
    const wrong = texts.filter(
      ([, text]) => strange.test(text) || count(text, quotes[0]) !== count(text, quotes[1]) || text.includes('’'),
    );
    expect(wrong).toEqual([]);
  });

  it('holds nothing that a template would read as its own', () => {
    expect(texts.filter(([, text]) => text.includes('$' + '{') || text.startsWith('t:'))).toEqual([]);
  });

  it('makes the same things bold and leaves no sentence open', () => {
    expect(texts.filter(([, text]) => (text.split('**').length - 1) % 2 !== 0 || text.trim() !== text)).toEqual([]);
  });
});

describe('the German catalogue', () => {
  const german = new Map(sentencesOf(de));

  it('has the keys of the English one, in the same order', () => {
    expect([...german.keys()]).toEqual(sentences.map(([key]) => key));
  });

  it('fills the same things into each sentence', () => {
    const placeholders = (text: string | undefined) => [...new Set(text?.match(/\{\{\w+\}\}/g))].sort().join();
    expect(sentences.filter(([key, text]) => placeholders(text) !== placeholders(german.get(key)))).toEqual([]);
  });

  it('repeats the English words only where they are names, or nothing but what is filled in', () => {
    const same = sentences.filter(([key, text]) => german.get(key) === text).map(([key, text]) => [key, text] as const);
    const named = same.filter(([, text]) => /[a-z]/i.test(text.replace(/\{\{\w+\}\}/g, '')));
    expect(named.map(([key]) => key)).toEqual(sameInBoth);
  });

  it('names commands by the words that people type, as they are', () => {
    const forms = commands.map(({ name, formKey }) => [name, german.get(formKey)?.split(/[ ,]/)[0]]);
    expect(forms.filter(([name, first]) => name !== first)).toEqual([]);
  });
});

describe('the English catalogue', () => {
  /** Titles of buttons that no sentence uses as a word of its own. */
  const titles = [
    'next',
    'back',
    'submit',
    'startOver',
    'createAgain',
    'reveal',
    'showValue',
    'notSeen',
    'reissue',
    'move',
  ];

  it('puts the names of buttons in quotation marks, so that they are told from the sentence around them', () => {
    const bare = new RegExp(
      `(?<![“\\w])(${titles.map((title) => words.plain(`button.${title}` as WordKey)).join('|')})\\b`,
    );
    const inSentences = sentences.filter(([key, text]) => !key.startsWith('button.') && /[.?:]$/.test(text));
    expect(inSentences.filter(([, text]) => bare.test(text))).toEqual([]);
  });

  it('says in examples how commands are typed, without signs that only programmers read', () => {
    const forms = commands.flatMap(({ formKey }) => [words.plain(formKey), wordsFor('de-DE').plain(formKey)]);
    expect(forms.filter((form) => /[<>[\]|{}]/.test(form))).toEqual([]);
  });

  it('has a key for whatever the code asks for, and for nothing else', () => {
    expect([...keys].filter((key) => !isSaidByCards(key) && !isAskedFor(key))).toEqual([]);
  });
});

/** Keys of texts with letters of their own that are alike in both languages. */
const sameInBoth: readonly string[] = [
  'fact.status',
  'command.create.form',
  'command.list.form',
  'command.show.form',
  'command.delete.form',
  'command.help.form',
  'command.cancel.form',
  'command.request.form',
  'command.requests.form',
  'command.share.form',
  'command.freeze.form',
  'command.thaw.form',
  'service.graph',
  'service.teams',
];

/** Keys that cards do say, seen by watching every card being made. */
const said = new Set<string>();
const watching: Words = {
  ...words,
  text: (key, params) => words.text(noted(key), params),
  plain: (key, params) => words.plain(noted(key), params),
};
for (const { make } of everyCard()) make(watching);
const templates = filesUnder('src/cards', '.json').join('\n');
const codeAround = ['bot', 'dialogs', 'adapters'].flatMap((part) => filesUnder(`src/${part}`, '.ts')).join('\n');

function noted(key: WordKey): WordKey {
  said.add(key);
  return key;
}

function isSaidByCards(key: string): boolean {
  return said.has(key) || templates.includes(`"t:${key}"`);
}

/** By the code around the cards, and what cards say without being seen: sentences for faults in general, and dates. */
function isAskedFor(key: string): boolean {
  return key.startsWith('date.') || key.startsWith('fault.any.') || codeAround.includes(`'${key}'`);
}

function filesUnder(folder: string, end: string): readonly string[] {
  const root = join(__dirname, '../..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => readFileSync(join(root, file), 'utf8'));
}
