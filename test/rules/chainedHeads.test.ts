import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** `writeHead(…)` with something called on what it gives, on the same line or the next. */
const CHAINED = /\.writeHead\((?:[^()]|\([^()]*\))*\)\s*\./;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** restify gives every response of the process a `writeHead` that gives nothing back, once any file has loaded it. */
describe('what writeHead gives', () => {
  it('is used nowhere: it depends on what else ran in the process', () => {
    const files = ['src', 'sandbox', 'scripts', 'bench', 'test'].flatMap((folder) => sources(join(root, folder)));
    const chained = files.filter((file) => file !== __filename && CHAINED.test(readFileSync(file, 'utf8')));
    expect(chained.map((file) => relative(root, file))).toEqual([]);
  });

  it.each(['response.writeHead(418).end(text);', 'response\n  .writeHead(200, { a: of(b) })\n  .end();'])(
    'is found where it is used: %j',
    (line) => {
      expect(line).toMatch(CHAINED);
    },
  );
});
