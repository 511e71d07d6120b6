import { JSDOM } from 'jsdom';
import MarkdownIt from 'markdown-it';
import type { Card } from '../../src/cards/renderCard';
import { wordsFor } from '../../src/messages/catalogue';
import { partsOf } from './cardParts';
import type { Texts } from './cases/sample';
import { draw } from './drawing';
import { everyCard } from './everyCard';

const markdown = new MarkdownIt({ html: false });

/** What a person could type to make a card lie: each is a whole name. */
const attacks = [
  '[Click here](https://evil.example) <https://evil.example> ![x](https://evil.example/x.png)',
  '<b>bold</b><script>alert(1)</script> <at>Alex Rivera</at>',
  '**loud** _soft_ ~~gone~~ `code` &lt;at&gt;Alex&lt;/at&gt; &#42;&copy; \\[x](https://evil.example)',
  '# Heading',
  '- a list',
  '1. a list',
  '> a quote',
  '| a | b |',
  't:button.delete',
  ['$t(button.delete) {{name}} $', '{nonce}'].join(''),
] as const;

function textsOf(attack: string): Texts {
  const keys = ['name', 'description', 'application', 'location', 'person', 'otherPerson', 'typed'] as const;
  return Object.fromEntries(keys.map((key) => [key, attack])) as Record<(typeof keys)[number], string>;
}

/** A table is how the renderer draws facts; in a text it would be an attack. */
const FORBIDDEN =
  'a, img, script, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, code, pre, em, s, at, b, .ac-textBlock table';

const english = wordsFor('en-US');
const languages = [english, wordsFor('de-DE')];

describe.each(languages)('all of it at once, on every card ($language)', (words) => {
  const made = everyCard(textsOf(attacks.join(' ')));
  const cases = made.map((each) => ({ ...each, drawing: draw(each.make(words)) }));

  it('becomes no link, picture, heading, list, quote, code or script', () => {
    const made = cases.filter(({ drawing }) => drawing.element.querySelector(FORBIDDEN));
    expect(made.map(({ card, state }) => `${card}, ${state}`)).toEqual([]);
  });

  it('is drawn without a complaint', () => {
    expect(cases.flatMap(({ drawing }) => drawing.complaints)).toEqual([]);
  });
});

/** Every card that shows something that people typed. */
const showing = [
  'applicationCard',
  'detailsCard',
  'ownerCard',
  'summaryCard',
  'progressCard',
  'openWizardCard',
  'carrierCard',
  'revealReadyCard',
  'valueCard',
  'listCard',
  'secretCard',
  'historyCard',
  'deleteCard',
  'requestCard',
  'requestStateCard',
  'requestsCard',
  'shareCard',
  'noticeCard',
  'answerCard',
  'pointerCard',
] as const;

const inEachLanguage = languages.flatMap((words) =>
  attacks.map((attack) => ({ attack, words, language: words.language })),
);

describe.each(inEachLanguage)('$attack ($language)', ({ attack, words }) => {
  const cases = everyCard(textsOf(attack)).map(({ card, make }) => ({ card, read: readings(make(words)) }));

  it.each(showing)('reads as it was typed on %s', (card) => {
    const read = cases.filter((each) => each.card === card).flatMap((each) => each.read);
    expect(read.some(({ text }) => text.includes(attack))).toBe(true);
  });

  it('becomes nothing but text on any card', () => {
    expect(cases.flatMap(({ read }) => read.flatMap(({ tags }) => tags))).toEqual([]);
  });
});

/** What a reader of markdown makes of every text of a card: the text, and the tags that are not our own bold. */
function readings(card: Card): readonly { readonly text: string; readonly tags: readonly string[] }[] {
  const texts = partsOf(card).filter(({ type }) => type === 'TextBlock');
  const facts = partsOf(card).flatMap(({ facts }) => (facts ?? []) as { title: string; value: string }[]);
  return [...texts.map(({ text }) => String(text)), ...facts.flatMap(({ title, value }) => [title, value])].map(
    (text) => {
      const fragment = JSDOM.fragment(markdown.render(text));
      const tags = [...fragment.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase());
      return { text: fragment.textContent ?? '', tags: tags.filter((tag) => tag !== 'p' && tag !== 'strong') };
    },
  );
}

describe('text that turns the direction of what stands around it', () => {
  it('is shown without the signs that do so', () => {
    const cards = everyCard(textsOf('safe\u202Eexe.\u2066txt')).map((each) =>
      JSON.stringify(each.make(english)['body']),
    );
    const signs = /[\u202A-\u202E\u2066\u2067\u200E\u200F]/;
    // What was typed into an input comes back as it was: only there.
    const outside = cards.map((card) => card.replace(/"value":"[^"]*"/g, ''));
    expect(outside.filter((card) => signs.test(card))).toEqual([]);
  });

  it('is kept to itself when it is written from right to left', () => {
    const [first] = everyCard(textsOf('שלום')).filter(({ card }) => card === 'summaryCard');
    expect(JSON.stringify(first?.make(english))).toContain('\u2068שלום\u2069');
  });
});
