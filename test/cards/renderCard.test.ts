import { cardTemplate, compileCards, LARGEST_CARD_BYTES } from '../../src/cards/renderCard';
import { languages, wordsFor } from '../../src/messages/catalogue';

const words = wordsFor('en-US');
const bindingOf = (name: string) => ['$', '{', name, '}'].join('');

function templateOf(text: string) {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] };
}

function textOf(card: Record<string, unknown>): unknown {
  return (card['body'] as { text: unknown }[])[0]?.text;
}

it('fills in what the view gives and what the catalogue says', () => {
  expect(textOf(cardTemplate<{ name: string }>('test', templateOf(bindingOf('name')))({ name: 'Alex' }, words))).toBe(
    'Alex',
  );
  expect(textOf(cardTemplate('test', templateOf('t:button.next'))({}, words))).toBe('Next');
});

it('refuses a key that the catalogue does not have, when it is filled and when all cards are compiled', async () => {
  const fill = cardTemplate('test', templateOf('t:no.such.key'));
  expect(() => fill({}, words)).toThrow('no.such.key');
  for (const _ of languages) await expect(compileCards()).rejects.toThrow('no.such.key');
});

it('refuses a binding without data, and does not say what was given', () => {
  const fill = cardTemplate<{ other: string }>('test', templateOf(bindingOf('name')));
  expect(() => fill({ other: 'private' }, words)).toThrow(/^test has a binding without data$/);
});

it('refuses a card that is too large for one message, and does not say what was given', () => {
  const fill = cardTemplate<{ name: string }>('test', templateOf(bindingOf('name')));
  expect(() => fill({ name: 'x'.repeat(LARGEST_CARD_BYTES) }, words)).toThrow(/^test has \d+ bytes, more than \d+$/);
});

it('gives back typed text that looks like a binding as it was typed', () => {
  const fill = cardTemplate<{ name: string; nonce: string }>('test', templateOf(bindingOf('name')));
  const typed = `a ${bindingOf('nonce')} t:button.next`;
  expect(textOf(fill({ name: typed, nonce: 'n' }, words))).toBe(typed);
});

it('leaves the template as it was, so that it can be filled again', () => {
  const fill = cardTemplate<{ name: string }>('test', templateOf(bindingOf('name')));
  expect(['Alex', 'Megan'].map((name) => textOf(fill({ name }, words)))).toEqual(['Alex', 'Megan']);
});

it('fills a card the same before and after all cards were compiled', async () => {
  const fill = cardTemplate<{ name: string }>('test', templateOf(bindingOf('name')));
  const before = fill({ name: 'Alex' }, words);
  await compileCards();
  expect(fill({ name: 'Alex' }, words)).toEqual(before);
  await expect(compileCards()).resolves.toBeUndefined();
});
