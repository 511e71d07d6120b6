import type { Card } from '../../src/cards/renderCard';
import { wordsFor } from '../../src/messages/catalogue';
import { bonesOf, VISIBLE } from './cardParts';
import { everyCard } from './everyCard';

function wordsOf(card: Card): readonly string[] {
  const found: string[] = [];
  JSON.stringify(card, (key, value: unknown) => {
    if (typeof value === 'string' && (VISIBLE.has(key) || key === 'value')) found.push(value);
    return value;
  });
  return found;
}

const english = wordsFor('en-US');
const cases = everyCard().map(({ card, state, make }) => ({ name: `${card}, ${state}`, make }));

describe.each(cases)('$name', ({ make }) => {
  const german = make(wordsFor('de-DE'));

  it('is built in German as in English: the same parts, the same buttons, the same data', () => {
    expect(bonesOf(german)).toEqual(bonesOf(make(english)));
  });

  it('says its days as Germans do', () => {
    expect(wordsOf(german).filter((text) => /\b(AM|PM)\b|\b[A-Z][a-z]{2} \d{1,2}, \d{4}/.test(text))).toEqual([]);
  });

  it('reads the same in Austria and in Switzerland, but for the signs in dates and numbers', () => {
    const plain = (locale: string) => wordsOf(make(wordsFor(locale))).map((text) => text.replace(/[\d.,:’']/g, ''));
    expect(plain('de-AT')).toEqual(plain('de-DE'));
    expect(plain('de-CH')).toEqual(plain('de-DE'));
  });
});
