import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const document = readFileSync(join(root, 'docs/security.md'), 'utf8');
const places = [...document.matchAll(/`((?:src|test|sandbox|scripts|docs)\/[\w./-]+)`/g)].map(
  ([, place = '']) => place,
);

describe('docs/security.md', () => {
  it('names places', () => {
    expect(places.length).toBeGreaterThan(40);
  });

  it.each([...new Set(places)])('names %s, which is there', (place) => {
    expect(existsSync(join(root, place))).toBe(true);
  });

  it('shows a test for every threat that something stops', () => {
    const rows = document.split('\n').filter((line) => /^\| (?!---|who )/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !row.includes('`test/'))).toEqual([]);
  });
});
