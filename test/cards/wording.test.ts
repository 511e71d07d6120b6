import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringsOf, VISIBLE } from './cardParts';

const folder = join(__dirname, '../../src/cards');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** In a template a fact's value and a tooltip are words, too. */
const WORDS = new Set([...VISIBLE, 'tooltip', 'value']);

function visibleTexts(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' && WORDS.has(key) ? [value] : visibleTexts(value),
  );
}

describe.each(files.filter((file) => file.endsWith('.json')))('%s', (file) => {
  const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

  it('has no wording of its own', () => {
    expect(visibleTexts(template).filter((text) => !/^t:[\w.]+$|^\$\{[\w.]+\}$/.test(text))).toEqual([]);
  });

  it('computes nothing: it only binds', () => {
    const bindings = stringsOf(template).filter((text) => text.includes('$' + '{'));
    expect(bindings.filter((text) => !/^\$\{[\w.]+\}$/.test(text))).toEqual([]);
  });
});

describe.each(files.filter((file) => file.endsWith('.ts')))('%s', (file) => {
  it('has no wording of its own', () => {
    const code = readFileSync(join(folder, file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '')
      .replace(/^import .*$/gm, '')
      .replace(/new Error\(.*\)/g, '');
    const literals = code.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
    // Two words in a row, or one that begins as a sentence does.
    expect(literals.filter((text) => /[a-z]+ [a-z]+/i.test(text))).toEqual([]);
    expect(literals.filter((text) => /^['`][A-Z][a-z]+['`]$/.test(text))).toEqual([]);
  });
});
