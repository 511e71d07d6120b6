import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { loadedLater } from '../../../scripts/bundle/loadedLater';

describe('a package that is loaded later', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'secretbot-later-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const file = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const heavy = (text: string, path = 'node_modules/heavy/index.js') =>
    file(path, `globalThis.loaded?.push(${JSON.stringify(path)}); ${text}`);

  /**
   * Runs, in a process of its own, a program of the library `user`, which requires the package at its first line.
   *
   * @param use an expression that uses what the library gives.
   * @returns what had been loaded before it was used and after, and what it gave
   */
  const run = async (user: string, use: string, wanted = ['heavy']): Promise<unknown> => {
    file('node_modules/user/index.js', `const heavy = require('heavy'); ${user}`);
    file('entry.js', `module.exports = require('user');`);
    const folder = join(root, 'dist', 'bot');
    await build({
      entryPoints: [join(root, 'entry.js')],
      outfile: join(folder, 'program.js'),
      bundle: true,
      platform: 'node',
      plugins: [loadedLater(wanted, folder, root)],
    });
    const code = `globalThis.loaded = [];
      const library = require(${JSON.stringify(join(folder, 'program.js'))});
      const before = [...loaded];
      const given = ${use};
      process.stdout.write(JSON.stringify({ before, given, after: loaded }));`;
    return JSON.parse(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }));
  };

  it('is loaded when one of its names is used, once', async () => {
    heavy(`exports.answer = () => 42; exports.more = 1;`);
    expect(await run(`module.exports = () => heavy.answer() + heavy.more;`, '[library(), library()]')).toEqual({
      before: [],
      given: [43, 43],
      after: ['node_modules/heavy/index.js'],
    });
  });

  it('may be one file of a library, asked for from beside it', async () => {
    file('node_modules/heavy/lib/part/index.js', `globalThis.loaded?.push('part'); exports.one = 1;`);
    file('node_modules/heavy/index.js', `const part = require('./lib/part'); module.exports = () => part.one;`);
    const use = run(`module.exports = heavy;`, 'library()', ['heavy/lib/part']);
    expect(await use).toEqual({ before: [], given: 1, after: ['part'] });
  });

  it('may be a function, or a class, with names of its own', async () => {
    heavy(`module.exports = function Heavy(n) { if (new.target) this.made = n; else return n + 1; };
      module.exports.extra = 'extra';`);
    const user = `module.exports = () => [heavy(1), new heavy(2).made, heavy.extra];`;
    expect(await run(user, 'library()')).toMatchObject({ before: [], given: [2, 2, 'extra'] });
  });

  it('is known as what was an ES module without being loaded', async () => {
    heavy(`Object.defineProperty(exports, '__esModule', { value: true }); exports.default = () => 'default';`);
    const user = `const own = heavy.__esModule ? heavy : { default: heavy };
      module.exports = () => own.default();`;
    expect(await run(user, 'library()')).toMatchObject({ before: [], given: 'default' });
  });

  it('is the version that the library has, not another one', async () => {
    heavy(`exports.version = 1;`);
    heavy(`exports.version = 2;`, 'node_modules/user/node_modules/heavy/index.js');
    expect(await run(`module.exports = () => heavy.version;`, 'library()')).toEqual({
      before: [],
      given: 2,
      after: ['node_modules/user/node_modules/heavy/index.js'],
    });
  });
});
