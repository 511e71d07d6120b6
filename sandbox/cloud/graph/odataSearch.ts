import type { Predicate } from './odataFilter';

const clause = /^"(\w+):((?:[^"\\]|\\.)*)"$/;

/**
 * Compiles the directory's $search: `"displayName:two words" OR "mail:x"`. A clause fits where each of its words begins
 * a word of the property.
 *
 * @returns `undefined` when it is not written so
 */
export function compileSearch(text: string): Predicate | undefined {
  const alternatives = text.split(/ OR /).map((part) => part.split(/ AND /).map(compileClause));
  if (alternatives.flat().includes(undefined)) {
    return undefined;
  }
  return (row) => alternatives.some((clauses) => clauses.every((fits) => fits?.(row)));
}

function compileClause(text: string): Predicate | undefined {
  const [, property, wanted] = clause.exec(text.trim()) ?? [];
  if (property === undefined || wanted === undefined) {
    return undefined;
  }
  const words = wordsOf(wanted);
  return (row) => {
    const present = wordsOf(String(row[property] ?? ''));
    return words.every((word) => present.some((candidate) => candidate.startsWith(word)));
  };
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
