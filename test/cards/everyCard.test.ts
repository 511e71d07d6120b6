import { type Card, LARGEST_CARD_BYTES } from '../../src/cards/renderCard';
import { wordsFor } from '../../src/messages/catalogue';
import { faultOfAction } from './cardFaults';
import { actionsOf, inputsOf, partsOf, stringsOf } from './cardParts';
import { draw } from './drawing';
import { everyCard } from './everyCard';

const inEnglish = casesIn('en-US');
const cases = [...inEnglish, ...casesIn('de-DE')];

function casesIn(locale: string) {
  const words = wordsFor(locale);
  const ending = words.language === 'en' ? '' : ` (${words.language})`;
  return everyCard().map((each) => ({ ...each, name: `${each.card}, ${each.state}${ending}`, made: each.make(words) }));
}

/** Each element and action on a line of its own, so that a change is easy to see. */
function linesOf(card: Card): string {
  const { body, actions, ...frame } = card;
  return [frame, ...(body as unknown[]), ...((actions ?? []) as unknown[])]
    .map((part) => JSON.stringify(part))
    .join('\n');
}

it('lists every state once', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

describe.each(inEnglish)('$name', ({ made }) => {
  it('looks as it did', () => {
    expect(linesOf(made)).toMatchSnapshot();
  });
});

describe.each(cases)('$name', ({ card, where, made }) => {
  it('is a card of version 1.5 that older clients and screen readers can say', () => {
    expect(made).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    expect(made['fallbackText']).toMatch(/\w/);
    expect(made['speak']).toMatch(/^\w[^*_[\]{}]*\.$|^\w[^*_[\]{}]*\?$/);
  });

  it('leaves no binding and no key of the catalogue behind', () => {
    expect(JSON.stringify(made)).not.toContain('${');
    expect(stringsOf(made).filter((text) => text.startsWith('t:'))).toEqual([]);
    expect(JSON.stringify(made)).not.toContain('{{');
  });

  it('fits one message', () => {
    expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThan(LARGEST_CARD_BYTES);
  });

  it('has a label on every input, and asks for nothing on the client', () => {
    for (const input of inputsOf(made)) {
      expect(input['label']).toMatch(/\w/);
      expect(input['id']).toMatch(/\w/);
      expect(input['isRequired']).toBeUndefined();
    }
  });

  it('wraps every text, and begins with a heading', () => {
    const texts = partsOf(made).filter(({ type }) => type === 'TextBlock');
    expect(texts.filter((text) => text['wrap'] !== true)).toEqual([]);
    if (card !== 'pointerCard') expect(texts.filter((text) => text['style'] === 'heading')).toHaveLength(1);
  });

  it('has only buttons of the closed table, with data that fits', () => {
    for (const action of actionsOf(made)) expect(faultOfAction(action, where, made)).toBeUndefined();
  });

  it('is drawn by the official renderer without a complaint', () => {
    const { element, complaints } = draw(made);
    expect(complaints).toEqual([]);
    expect(element.textContent).toMatch(/\w/);
  });
});

it('never tells two states apart by colour alone', () => {
  const COLOURS = new Set(['color', 'style', 'isSubtle', 'weight']);
  const toned = (card: Card, without: boolean) =>
    JSON.stringify(card, (key, value: unknown) => (without && COLOURS.has(key) ? undefined : value));
  const byWords = new Map<string, Set<string>>();
  for (const { card, made } of cases) {
    const words = `${card} ${toned(made, true)}`;
    byWords.set(words, (byWords.get(words) ?? new Set()).add(toned(made, false)));
  }
  expect([...byWords].filter(([, looks]) => looks.size > 1).map(([words]) => words)).toEqual([]);
});

describe('what passes through cards', () => {
  const value = 'not~a_real-value*of.any"secret<b>';
  const key = 'a-key-of-a-ticket-only-for-tests-000000000';
  const holding = (text: string) => cases.filter(({ made }) => stringsOf(made).some((each) => each.includes(text)));

  it('shows a value on the value page only, in one element, and never sends it back', () => {
    const holders = holding(value);
    expect(new Set(holders.map(({ card }) => card))).toEqual(new Set(['valueCard']));
    for (const { made } of holders) {
      expect(inputsOf(made).filter((input) => input['value'] === value)).toHaveLength(1);
      expect(stringsOf(made).filter((text) => text.includes(value))).toHaveLength(1);
      expect(actionsOf(made).map((action) => action['associatedInputs'])).toEqual(['none']);
    }
  });

  it('puts the key of a ticket only into the buttons that need it', () => {
    const buttons = holding(key).flatMap(({ made }) =>
      actionsOf(made).filter((action) => JSON.stringify(action).includes(key)),
    );
    const verbs = buttons.map((action) => (action['data'] as Record<string, unknown>)['verb']);
    expect(new Set(verbs)).toEqual(new Set(['carrier/open', 'carrier/show']));
    for (const { made } of holding(key)) {
      expect(stringsOf({ ...made, actions: [] }).filter((text) => text.includes(key))).toEqual([]);
    }
  });
});
