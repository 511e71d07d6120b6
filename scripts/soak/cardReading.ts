import { buttonsOf } from '../../sandbox/teams/cardButtons';
import type { CardContent, Dialog, VisibleMessage } from '../../sandbox/teams/teamsSimulator';

const READABLE = new Set(['text', 'title', 'label', 'value', 'placeholder', 'altText']);

/** A card is read many times and never changes: another one takes its place. */
const readings = new WeakMap<readonly CardContent[], string>();
const buttons = new WeakMap<readonly CardContent[], readonly string[]>();

/** Everything a person can read in a message, one piece a line, without markdown's escapes. */
export function readingOf({ text, cards }: Pick<VisibleMessage, 'text' | 'cards'>): string {
  return `${text}\n${remembered(readings, cards, () => plain(cards.flatMap(piecesOf).join('\n')))}`;
}

/** What is said by itself on a line of the message. */
export function saysLine(message: Pick<VisibleMessage, 'text' | 'cards'>, line: string): boolean {
  return readingOf(message).split('\n').includes(line);
}

/** Titles of the message's buttons. */
export function buttonTitles({ cards }: Pick<VisibleMessage, 'cards'>): readonly string[] {
  return remembered(buttons, cards, () => cards.flatMap(buttonsOf).map(({ title }) => title));
}

/** The value on a dialog's page, if it shows one. */
export function valueOn({ card }: Dialog): string | undefined {
  return valueIn(card);
}

/** The ticket in the buttons of a carrier. */
export function ticketIn(cards: readonly CardContent[]): string | undefined {
  return /"ticket":"([^"]+)"/.exec(JSON.stringify(cards))?.[1];
}

function remembered<T>(memory: WeakMap<readonly CardContent[], T>, cards: readonly CardContent[], read: () => T): T {
  const known = memory.get(cards);
  if (known !== undefined) return known;
  const made = read();
  memory.set(cards, made);
  return made;
}

function plain(text: string): string {
  return text.replace(/\\([\\`*_[\]()#+\-.!|~<>{}])/g, '$1');
}

function valueIn(part: unknown): string | undefined {
  if (Array.isArray(part)) return part.map(valueIn).find((found) => found !== undefined);
  if (typeof part !== 'object' || part === null) return undefined;
  const { id, value } = part as { id?: unknown; value?: unknown };
  return id === 'value' && typeof value === 'string' ? value : valueIn(Object.values(part));
}

function piecesOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(piecesOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => {
    if (name === 'data') return [];
    return typeof inner === 'string' ? (READABLE.has(name) ? [inner] : []) : piecesOf(inner);
  });
}
