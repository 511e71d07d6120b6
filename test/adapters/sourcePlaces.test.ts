import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeOneFile } from '../../scripts/bundle/makeOneFile';

const LOGGER = resolve(__dirname, '../../src/adapters/logger');

describe('a fault in the one file', () => {
  let root: string;
  let program: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'secretbot-places-'));
    program = join(root, 'dist/bot/secretbot.js');
    const source = `import { createLogger } from ${JSON.stringify(LOGGER)};
      import { helper } from '../node_modules/helper/index.js';
      export function outer(): void { helper(() => inner()); }

      function inner(): void {
        throw new TypeError('a request body');
      }
      const logger = createLogger({ level: 'info' });
      try { outer(); } catch (error) { logger.error({ error }, 'failed'); }
      const strange = Object.assign(new Error('x'), { stack: ${JSON.stringify('x\n    at f (/other/secretbot.js:1:1)')} });
      logger.error({ error: strange }, 'failed');
    `;
    for (const folder of ['src/domain', 'src/node_modules/helper']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'src/domain/faulty.ts'), source);
    writeFileSync(join(root, 'src/node_modules/helper/index.js'), `exports.helper = (work) => work();`);
    await makeOneFile(join(root, 'src/domain/faulty.ts'), program);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const framesLogged = (): unknown[] => {
    const said = execFileSync(process.execPath, [program], { encoding: 'utf8' });
    expect(said).not.toContain('a request body');
    return said
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).frames);
  };

  it('is logged with its places in our sources, without those in libraries, and no other file is looked into', () => {
    expect(framesLogged()).toEqual([
      [
        'inner src/domain/faulty.ts:6',
        'src/domain/faulty.ts:3',
        'outer src/domain/faulty.ts:3',
        'Object.<anonymous> src/domain/faulty.ts:9',
      ],
      [],
    ]);
  });

  it('is logged without places where the map is not there', () => {
    rmSync(`${program}.map`);
    expect(framesLogged()).toEqual([[], []]);
  });
});
