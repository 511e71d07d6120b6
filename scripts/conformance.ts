/**
 * Holds the bot and the sandbox against Microsoft's own descriptions: `npm run conformance -- <folder>`.
 *
 * Runs the scenarios with a journal, then judges every card sent, every request of the bot and every answer of the
 * stand-ins, and the app manifest. Ends with 1 and the first difference, if there is one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConformanceError } from './conformance/conformanceError';
import { readJournal } from './conformance/journal';
import { judgeJournal, type Verdict } from './conformance/judgeJournal';
import { loadOracles, type Oracles } from './conformance/oracles';
import { proveJudge } from './conformance/proveJudge';
import { fillManifest } from './package/fillManifest';

/**
 * Scenarios that send what Teams never would, that sign in to clouds whose hosts no description names, or that take long
 * over kills, outages and restores whose messages the others send too.
 */
const NOT_JUDGED = [
  'gateFuzz',
  'replicas',
  'crash',
  'lostAnswers',
  'stop',
  'backup',
  'audit',
  'limits',
  'signIn',
  'withoutSecrets',
];

function conform(folder: string | undefined): void {
  if (!folder)
    throw new ConformanceError(
      'Which descriptions? Say: npm run conformance -- <folder with the official descriptions>',
    );
  const oracles = loadOracles(folder);
  proveJudge(oracles);
  judgeManifest(oracles);
  const verdict = judgeScenarios(oracles);
  const { counts, differences } = verdict;
  process.stdout.write(
    `Judged: ${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}.\n`,
  );
  const [first, ...others] = differences;
  if (first !== undefined) {
    throw new ConformanceError(`${first}${others.length > 0 ? `\n(and ${others.length} more)` : ''}`);
  }
  refuseSilence(verdict);
}

function judgeManifest({ manifest }: Oracles): void {
  const template = readFileSync(join(process.cwd(), 'appPackage', 'manifest.json'), 'utf8');
  const env = { BOT_ID: '00000000-0000-4000-8000-000000000000', BOT_DOMAIN: 'secretbot.example' };
  const filled = JSON.parse(fillManifest(template, env)) as { manifestVersion: string };
  const [first] = manifest(filled.manifestVersion)(filled);
  if (first !== undefined) throw new ConformanceError(`appPackage/manifest.json\n  ${first}`);
}

function judgeScenarios(oracles: Oracles): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'secretbot-conformance-'));
  try {
    const jest = join(process.cwd(), 'node_modules', 'jest', 'bin', 'jest.js');
    const run = spawnSync(process.execPath, [jest, 'test/scenarios', '--testPathIgnorePatterns', ...NOT_JUDGED], {
      stdio: 'inherit',
      env: { ...process.env, SANDBOX_JOURNAL: folder },
    });
    if (run.status !== 0) throw new ConformanceError('The scenarios failed, so there is nothing to judge.');
    // One journal for each world, since tests run in parallel.
    const exchanges = readdirSync(folder).flatMap((name) => readJournal(join(folder, name)));
    return judgeJournal(exchanges, oracles);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run that exercised nothing proves nothing. */
function refuseSilence({ counts }: Verdict): void {
  const { notDescribed: _, ...needed } = counts;
  const silent = Object.entries(needed).filter(([, count]) => count === 0);
  if (silent.length > 0)
    throw new ConformanceError(`The scenarios had none of: ${silent.map(([name]) => name).join(', ')}`);
}

try {
  conform(process.argv[2]);
  process.stdout.write('Everything is as the official descriptions say.\n');
} catch (error) {
  if (!(error instanceof ConformanceError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
