import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, germanWords } from '../../src/bot/commands';

const docs = join(__dirname, '../../docs');
const guide = readFileSync(join(docs, 'user-guide.md'), 'utf8');

describe('the user guide', () => {
  it('shows pictures that are there', () => {
    const pictures = [...guide.matchAll(/\]\((pictures\/[^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(pictures.length).toBeGreaterThan(15);
    expect(pictures.filter((path) => !existsSync(join(docs, path)))).toEqual([]);
  });

  it('names every command that everybody may type, and every German word for one', () => {
    const words = [...commands.filter(({ audience }) => audience === 'everybody').map(({ name }) => name)];
    const german = [...germanWords.keys()].filter((word) => word !== 'anzeigen');
    expect([...words, ...german].filter((word) => !guide.includes(`\`${word}`))).toEqual([]);
  });
});
