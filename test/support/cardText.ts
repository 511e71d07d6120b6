import type { CardContent } from '../../sandbox/teams/teamsSimulator';

/** Everything a person can read on a card, one piece a line, without markdown's escapes. */
export function textOf(card: CardContent | undefined): string {
  return piecesOf(card)
    .join('\n')
    .replace(/\\([\\`*_[\]()#+\-.!|~<>{}])/g, '$1');
}

const readable = new Set(['text', 'title', 'label', 'value', 'placeholder', 'altText']);

function piecesOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(piecesOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => {
    if (name === 'data') return [];
    return typeof inner === 'string' ? (readable.has(name) ? [inner] : []) : piecesOf(inner);
  });
}

/** Titles of the card's buttons, in order. */
export function buttonsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(buttonsOf);
  if (typeof part !== 'object' || part === null) return [];
  const { type, title } = part as { type?: unknown; title?: unknown };
  const own = typeof type === 'string' && type.startsWith('Action.') && typeof title === 'string' ? [title] : [];
  return [...own, ...Object.values(part).flatMap(buttonsOf)];
}
