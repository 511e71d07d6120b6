import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { eachOnce } from '../../../scripts/bundle/eachOnce';

describe('a package that was installed several times', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'secretbot-once-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const file = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const shared = (folder: string, version: string) => {
    file(`${folder}/shared/package.json`, JSON.stringify({ name: 'shared', version, main: './lib/index.js' }));
    file(`${folder}/shared/lib/index.js`, `module.exports = { version: '${version}' };`);
  };

  /** What `one` and `two` have of it, in one file, and whether that is the same. */
  const seen = async (): Promise<unknown> => {
    for (const user of ['one', 'two']) file(`node_modules/${user}/index.js`, `module.exports = require('shared');`);
    file(
      'entry.js',
      `const [one, two] = [require('one'), require('two')];
      process.stdout.write(JSON.stringify([one.version, two.version, one === two]));`,
    );
    const program = join(root, 'dist', 'program.js');
    await build({
      entryPoints: [join(root, 'entry.js')],
      outfile: program,
      bundle: true,
      platform: 'node',
      plugins: [eachOnce(['shared'], root)],
    });
    return JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
  };

  it('is taken once in each version', async () => {
    shared('node_modules/one/node_modules', '3.1.0');
    shared('node_modules/two/node_modules', '3.1.0');
    expect(await seen()).toEqual(['3.1.0', '3.1.0', true]);
  });

  it('stays what each library has where the versions differ', async () => {
    shared('node_modules', '4.0.0');
    shared('node_modules/two/node_modules', '3.1.0');
    expect(await seen()).toEqual(['4.0.0', '3.1.0', false]);
  });
});
