import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { clip, escapeMarkdown, plainLine } from '../../src/messages/escapeMarkdown';

const markdown = new MarkdownIt({ html: false });
const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

/** What a reader of markdown shows, by paragraph. */
function read(text: string): string {
  return markdown
    .render(text)
    .replace(/<\/?p>/g, '')
    .replace(/&(lt|gt|amp|quot);/g, (entity) => entities[entity] ?? entity)
    .trim();
}

it.each([
  ['R&D', 'R&D'],
  ['CI-deploy 2.0 (new)', 'CI-deploy 2.0 (new)'],
  ['a -> b', 'a -> b'],
])('leaves harmless text as it is: %s', (typed, escaped) => {
  expect(escapeMarkdown(typed)).toBe(escaped);
});

it.each([
  ['app_pool_01', 'app\\_pool\\_01'],
  ['[x](y)', '\\[x\\](y)'],
  ['&lt;b&gt;', '\\&lt;b\\&gt;'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['===', '\\==='],
])('escapes %s', (typed, escaped) => {
  expect(escapeMarkdown(typed)).toBe(escaped);
});

it('never lets a binding of a template through', () => {
  expect(escapeMarkdown('$' + '{nonce}')).not.toContain('$' + '{');
});

it('keeps lines apart, and lets none of them become code', () => {
  expect(escapeMarkdown('one\r\n    two\n\n\nthree')).toBe('one\n\ntwo\n\nthree');
});

it('reads as it was typed, whatever one line holds', () => {
  const signs = [...('\\`*_[]<>~|&#;+-=.!()"\'$' + '{}: 019aZ')];
  const line = fc.array(fc.constantFrom(...signs, '&lt;', '://', '<at>'), { maxLength: 30 }).map((all) => all.join(''));
  fc.assert(
    fc.property(line, (typed) => {
      expect(read(escapeMarkdown(typed))).toBe(typed.trim());
    }),
    { numRuns: 2000 },
  );
});

it('takes out invisible signs and keeps right-to-left text to itself', () => {
  expect(escapeMarkdown('a\u202Eb\u0000c\u200B')).toBe('abc');
  expect(plainLine(' שלום \n עולם ')).toBe('\u2068שלום עולם\u2069');
});

it('shortens by whole characters', () => {
  expect(clip('🔑🔑🔑', 2)).toBe('🔑…');
  expect(clip('short', 5)).toBe('short');
});
