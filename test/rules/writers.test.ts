import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const source = resolve(__dirname, '../../src');

/** Whatever writes past the log's allow-list, or switches something on that does. */
const WRITERS =
  /\bconsole\b|\bprocess\s*\.\s*(stdout|stderr|report|emitWarning|_rawDebug)\b|\bpino\s*\(|\bdebuglog\b|\bdiagnostics_channel\b|\bsetLogLevel\b|\binspector\b|\bwriteHeapSnapshot\b|\b(write|append)File(Sync)?\b|\bcreateWriteStream\b/g;

/** Every place in src/ that does, and why. A new one needs a reason and a row here. */
const allowed: Record<string, readonly string[]> = {
  'adapters/logger.ts': ['pino(', 'pino('], // the log itself
  'guardProcess.ts': ['console', 'console', 'console'], // silences it; its words for the log
  'index.ts': ['process.stderr'], // why it cannot start: words for the operator only
  'server.ts': ['pino('], // a log that says nothing, in place of restify's
  'tools/auditExport.ts': ['process.stdout', 'process.stdout'], // the exported audit, which was asked for
  'tools/doctor.ts': ['process.stdout'], // its report
  'tools/onboard.ts': ['process.stdout'], // the commands that were asked for
  'tools/tool.ts': ['process.stderr', 'process.stdout'], // the tools' words for the operator; how a tool is called
};

/** Without comments: they may name what the code must not use. */
function codeOf(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
}

function writersIn(code: string): string[] {
  return [...code.matchAll(WRITERS)].map(([found]) => found.replace(/\s/g, ''));
}

describe('what the bot writes', () => {
  it('goes through the log, and past it only where the allow-list says', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const found = files
      .map((name) => [relative(source, join(source, name)), writersIn(codeOf(join(source, name)))] as const)
      .filter(([, writers]) => writers.length > 0);
    expect(files.length).toBeGreaterThan(200);
    expect(Object.fromEntries(found)).toEqual(allowed);
  });

  it.each([
    "console.log('x')",
    "globalThis.console['error'](value)",
    "const { stdout } = process; process.stdout.write('x')",
    'process . stderr . write(text)',
    "import { debuglog } from 'node:util'",
    'pino({ level }).info(body)',
    'writeFileSync(path, value)',
  ])('is found in %s', (code) => {
    expect(writersIn(code)).not.toEqual([]);
  });
});
