import type { Card } from '../../src/cards/renderCard';

/** Any object of a card that has a type. */
export type Part = Record<string, unknown> & { readonly type: string };

/** Every element and action of a card, wherever it stands. */
export function partsOf(card: Card): readonly Part[] {
  const found: Part[] = [];
  walk(card, (part) => {
    if (typeof part['type'] === 'string') found.push(part as Part);
  });
  return found;
}

export function inputsOf(card: Card): readonly Part[] {
  return partsOf(card).filter(({ type }) => type.startsWith('Input.'));
}

export function actionsOf(card: Card): readonly Part[] {
  return partsOf(card).filter(({ type }) => type.startsWith('Action.'));
}

/** Every string of a card. */
export function stringsOf(card: unknown): readonly string[] {
  if (typeof card === 'string') return [card];
  if (typeof card !== 'object' || card === null) return [];
  return Object.values(card).flatMap(stringsOf);
}

/** Properties with words that people see or hear; data of choices and buttons is the same in every language. */
export const VISIBLE: ReadonlySet<string> = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'altText',
  'speak',
  'fallbackText',
  'errorMessage',
]);

/** A card without its words: how it is built. A fact's value is a word, a choice's or an input's is not. */
export function bonesOf(card: Card): Card {
  return JSON.parse(JSON.stringify(card), (key, value: unknown) => {
    if (key === 'facts') return (value as unknown[]).length;
    return typeof value === 'string' && VISIBLE.has(key) ? 'words' : value;
  });
}

function walk(node: unknown, visit: (part: Record<string, unknown>) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Record<string, unknown>);
  for (const child of Object.values(node)) walk(child, visit);
}
