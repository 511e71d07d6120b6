import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../sandbox/projectRoot';

const SECRET = 'CANARY-in-the-process';

describe('the process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-process-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (args: readonly string[], env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 20_000,
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    return { status, said: `${stdout}${stderr}` };
  };

  const guarded = (code: string) => {
    const script = join(folder, 'guarded.cjs');
    const modules = join(projectRoot, 'dist/src');
    writeFileSync(
      script,
      `const { guardProcess } = require('${modules}/guardProcess.js');
       const { createLogger } = require('${modules}/adapters/logger.js');
       const kept = { log: console.log };
       guardProcess(createLogger({ level: 'trace' }));
       ${code}`,
    );
    return run([script]);
  };

  it('prints nothing of what libraries write to the console, only that they did', () => {
    const { said } = guarded(`
      for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group']) console[method]('${SECRET}');
      console.assert(false, '${SECRET}');
      globalThis.console.error(new Error('${SECRET}'));`);
    expect(said).not.toContain(SECRET);
    expect(said.match(/a library wrote to the console/g)).toHaveLength(11);
  });

  it('keeps of a warning its name and code', () => {
    const { said } = guarded(`process.emitWarning('${SECRET}', { type: 'DeprecationWarning', code: 'DEP9999' });`);
    expect(said).not.toContain(SECRET);
    expect(said).toContain('"error":"DeprecationWarning","code":"DEP9999"');
  });

  it('opens no debugger when it is signalled to, and writes no report with its environment', () => {
    const { said, status } = guarded(`
      process.report.reportOnUncaughtException && process.exit(3);
      const wait = setInterval(() => {}, 1000);
      process.on('SIGUSR1', () => {
        clearInterval(wait);
        process.exitCode = require('node:inspector').url() === undefined ? 0 : 4;
      });
      process.kill(process.pid, 'SIGUSR1');`);
    expect(said).toContain('the debugger stays closed');
    expect(said).not.toContain('Debugger listening');
    expect(status).toBe(0);
    expect(readdirSync(folder)).toEqual(['guarded.cjs']);
  });

  it('does not start where others could listen, and says so before anything is loaded that would print', () => {
    const { status, said } = run(['--report-on-signal', join(projectRoot, 'dist/bot/secretbot.js')], {
      MicrosoftAppPassword: SECRET,
      AZURE_LOG_LEVEL: 'verbose',
      DEBUG: '*',
      NODE_OPTIONS: '--heapsnapshot-signal=SIGUSR2',
    });
    expect(status).toBe(1);
    for (const name of ['AZURE_LOG_LEVEL', 'DEBUG', "Node's switch --report", "Node's switch --heapsnapshot"]) {
      expect(said).toContain(`  - ${name}`);
    }
    expect(said).not.toContain(SECRET);
    expect(said).not.toMatch(/azure:/);
  });
});
