/**
 * `npm run soak`: many people in mixed journeys for a bounded time against the sandbox, with faults on and bots that are
 * killed; then a quiet time, and an account of what was made, shown and removed. Ends with 1 when something does not fit.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { startSandbox } from '../sandbox/startSandbox';
import { type Account, account } from './soak/audit';
import { BotWatch } from './soak/botWatch';
import { Crowd } from './soak/crowd';
import { keptPage } from './soak/keptPage';
import { keptRows } from './soak/keptRows';
import { readOptions, type SoakOptions, UsageError } from './soak/options';
import { Random } from './soak/random';
import { report } from './soak/report';
import { settle } from './soak/settle';
import { Traffic } from './soak/traffic';
import { Trouble } from './soak/trouble';

const PAGE = 'docs/soak.md';
const KILL_EVERY_MS = 45_000;

async function soak(options: SoakOptions): Promise<boolean> {
  const { durationMs, people, engine, replicas, seed } = options;
  const sandbox = await startSandbox({ crowd: people, engine, replicas });
  const traffic = new Traffic(sandbox.world);
  const crowd = new Crowd(sandbox, seed, options.patienceMs);
  const trouble = new Trouble(sandbox, new Random(seed));
  const watch = new BotWatch(sandbox, durationMs);
  let logs: readonly string[] = [];
  let end: Account | undefined;
  const start = Date.now();
  let loadMs = 0;
  let turns = 0;
  try {
    if (!options.calm) trouble.start(Math.min(KILL_EVERY_MS, durationMs * 0.6), durationMs);
    watch.start();
    await crowd.travel(durationMs);
    loadMs = Date.now() - start;
    turns = traffic.turns;
    watch.stop();
    await trouble.stop();
    await settle(sandbox);
  } finally {
    await sandbox.stop(async () => {
      const { world } = sandbox;
      logs = sandbox.bot.all.flatMap(({ logFile }) => readFileSync(logFile, 'utf8').split('\n'));
      end = account({ world, rows: await keptRows(sandbox), ledger: crowd.ledger, workers: crowd.workers });
    });
  }
  if (!end) throw new Error('the account was not made');
  const faults = [...new Set(logs.filter((line) => /"level":"(error|fatal)"/.test(line)).map(withoutTime))];
  const { samples } = watch;
  const page = report({ options, crowd, traffic, trouble, samples, account: end, loadMs, turns, faults });
  process.stdout.write(page);
  if (options.keep) writeFileSync(PAGE, keptPage(readFileSync(PAGE, 'utf8'), engine, page));
  return end.discrepancies.length === 0 && faults.length === 0;
}

/** So that the same fault is said once. */
function withoutTime(line: string): string {
  return line.replace(/"time":"[^"]*",?/, '').replace(/"fault":"\d+",?/, '');
}

async function main(): Promise<void> {
  const isWell = await soak(readOptions(process.argv.slice(2)));
  process.exit(isWell ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof UsageError ? error.message : String((error as Error).stack)}\n`);
  process.exit(2);
});
