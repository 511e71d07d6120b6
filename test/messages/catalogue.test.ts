import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerText } from '../../src/cards/answerCard';
import { isWordKey, type WordKey, type Words, wordsFor } from '../../src/messages/catalogue';
import en from '../../src/messages/en.json';
import { viewing } from '../cards/cases/sample';
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

describe('the English catalogue', () => {
  it('has both plural forms of what it counts', () => {
    const plurals = sentences.map(([key]) => key).filter((key) => /_(one|other)$/.test(key));
    const stems = new Set(plurals.map((key) => key.replace(/_(one|other)$/, '')));
    expect([...stems].filter((stem) => !plurals.includes(`${stem}_one`) || !plurals.includes(`${stem}_other`))).toEqual(
      [],
    );
  });

  it('speaks as the tone rules say', () => {
    const wrong = sentences.filter(([, text]) => /error|please note|invalid|oops|\.\.\.|\s{2}|[—–]/i.test(text));
    expect(wrong).toEqual([]);
  });

  it('uses typographic quotation marks in pairs', () => {
    const count = (text: string, sign: string) => text.split(sign).length - 1;
    expect(sentences.filter(([, text]) => text.includes('"') || count(text, '“') !== count(text, '”'))).toEqual([]);
  });

  it('holds nothing that a template would read as its own', () => {
    expect(sentences.filter(([, text]) => text.includes('$' + '{') || text.startsWith('t:'))).toEqual([]);
  });

  it('has a key for whatever the code asks for, and for nothing else', () => {
    expect([...keys].filter((key) => !isSaidByCards(key) && !isAskedFor(key))).toEqual([]);
  });
});

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

describe('words', () => {
  it('escapes what people typed where markdown is drawn, and only there', () => {
    const params = { query: 'a_b' };
    expect(words.text('answer.ambiguous.text', params)).toContain('“a\\_b”');
    expect(words.plain('answer.ambiguous.text', params)).toContain('“a_b”');
  });

  it('never reads what people typed as wording', () => {
    const typed = '$t(button.next) {{count}} {{- name}}';
    expect(words.plain('answer.ambiguous.text', { query: typed })).toContain(typed);
  });

  it('refuses a sentence that lacks something to say', () => {
    expect(() => words.plain('answer.ambiguous.text')).toThrow('query');
  });

  it('counts', () => {
    expect(words.plain('fault.summary', { count: 1 })).toMatch(/^One field needs/);
    expect(words.plain('fault.summary', { count: 3 })).toMatch(/^3 fields need/);
  });

  it('says the short message of an answer in plain text', () => {
    const answer = { kind: 'unknown_command', typed: 'de_lete', nearest: 'command.delete.form' } as const;
    expect(answerText({ ...viewing, answer }, words)).toBe(
      "I don't know “de_lete”. Did you mean “delete <reference>”?",
    );
  });

  it('tells its keys from others', () => {
    expect(isWordKey('button.next')).toBe(true);
    expect(isWordKey('button.nothing')).toBe(false);
  });
});

describe('dates', () => {
  const date = new Date('2027-11-24T22:30:00Z');

  it('are said as the person is used to', () => {
    expect(words.dateTime(date, 'Europe/Berlin')).toBe('Nov 24, 2027, 11:30 PM');
    expect(wordsFor('en-GB').dateTime(date, 'Europe/London')).toBe('24 Nov 2027, 22:30');
    expect(wordsFor('de-DE').dateTime(date, 'Europe/Berlin')).toBe('24 Nov 2027, 23:30');
  });

  it("are those of the person's zone", () => {
    expect(words.date(date, 'Asia/Tokyo')).toBe('Nov 25, 2027');
    expect(words.zone('Europe/Berlin')).toBe('Central European Time');
    expect(words.zone('Etc/UTC')).toBe('UTC');
  });

  it('are said in UTC where the zone is none', () => {
    expect(words.dateTime(date, 'Nowhere/At all')).toBe('Nov 24, 2027, 10:30 PM');
    expect(words.zone('Nowhere/At all')).toBe('UTC');
  });

  it.each([
    ['2027-11-24T23:30:00Z', 'tomorrow'],
    ['2027-11-24T22:45:00Z', 'today'],
    ['2027-12-06T10:00:00Z', 'in 12 days'],
    ['2027-11-23T22:59:00Z', 'yesterday'],
    ['2027-11-21T00:00:00Z', '3 days ago'],
  ])('count days by the calendar of the zone: %s is %s', (other, distance) => {
    expect(words.inDays(new Date(other), date, 'Europe/Berlin')).toBe(distance);
  });

  it('are left out of times of the same day', () => {
    expect(words.time(new Date('2027-11-24T09:32:00Z'), date, 'Europe/Berlin')).toBe('10:32 AM');
    expect(words.time(new Date('2027-11-23T09:32:00Z'), date, 'Europe/Berlin')).toBe('Nov 23, 2027, 10:32 AM');
  });
});

describe('a locale', () => {
  it.each([undefined, '', 'x', 'not a locale', 'tlh'])('that is unknown gives English: %p', (locale) => {
    expect(wordsFor(locale).plain('button.next')).toBe('Next');
  });

  it('is made once', () => {
    expect(wordsFor('en-AU')).toBe(wordsFor('en-AU'));
  });
});
