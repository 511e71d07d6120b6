import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOneFile } from '../../scripts/bundle/makeOneFile';
import { createLogger } from '../../src/adapters/logger';

describe('a fault in the one file', () => {
  let root: string;
  let stack: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'secretbot-places-'));
    const source = `import { helper } from '../node_modules/helper/index.js';
      export function outer(): void { helper(() => inner()); }

      function inner(): void {
        throw new Error('a request body');
      }
      try { outer(); } catch (error) { process.stdout.write((error as Error).stack ?? ''); }
    `;
    for (const folder of ['src/domain', 'src/node_modules/helper']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'src/domain/faulty.ts'), source);
    const helper = `exports.helper = (work) => work();`;
    writeFileSync(join(root, 'src/node_modules/helper/index.js'), helper);
    const program = join(root, 'dist/bot/secretbot.js');
    await makeOneFile(join(root, 'src/domain/faulty.ts'), program);
    stack = execFileSync(process.execPath, [program], { encoding: 'utf8' });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const framesOf = (text: string): unknown => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    logger.error({ error: Object.assign(new Error('a request body'), { stack: text }) }, 'failed');
    expect(lines.join('')).not.toContain('a request body');
    return JSON.parse(lines[0] ?? '{}').frames;
  };

  it('is logged with its places in our sources, and without those in libraries', () => {
    expect(stack).toContain('secretbot.js');
    expect(framesOf(stack)).toEqual([
      'inner src/domain/faulty.ts:5',
      'src/domain/faulty.ts:2',
      'outer src/domain/faulty.ts:2',
      'Object.<anonymous> src/domain/faulty.ts:7',
    ]);
  });

  it('is logged without places where the map is not there', () => {
    expect(framesOf(stack.replaceAll(root, join(root, 'elsewhere')))).toEqual([]);
  });
});
