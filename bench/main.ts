/**
 * `npm run bench`: SecretBot's turns side by side with the echoes of three SDKs, in one run.
 *
 * All verify a real token of a local issuer and answer through a local Bot Connector, over TLS, in another process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBenchWorld } from './benchWorld';
import type { Contender } from './contender';
import { contendersOf, entrantsOf, seeded } from './entrants';
import { measureMemory } from './memory';
import { type BenchPlan, readPlan } from './plan';
import { measureScale } from './scale/measure';
import { measureStarts } from './start';
import { measureTurns } from './turns';

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2));
  say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}\n`);
  if (plan.parts.some((part) => part !== 'scale')) await sideBySide(plan);
  if (plan.parts.includes('scale')) say(`### Scale\n\n${(await measureScale()).join('\n\n')}`);
}

/** What is measured beside the echoes. */
async function sideBySide(plan: BenchPlan): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'secretbot-bench-data-'));
  const bench = await startBenchWorld();
  const running: Contender[] = [];
  try {
    const tickets = await seeded(bench, dataDir, plan);
    const contenders = contendersOf(bench, dataDir, plan);
    if (plan.parts.includes('start')) {
      say(`### Start\n\n${await measureStarts(Object.values(contenders), plan.starts)}\n`);
    }
    if (plan.parts.includes('turns') || plan.parts.includes('memory')) {
      const entrants = await entrantsOf(contenders, tickets, { plan, running });
      if (plan.parts.includes('turns')) for (const text of await measureTurns(bench, entrants, plan)) say(`${text}\n`);
      const lasting = entrants.filter(({ crowd }) => crowd !== 'reveal');
      if (plan.parts.includes('memory'))
        say(`### Memory, in megabytes\n\n${await measureMemory(bench, lasting, plan.memoryTurns)}\n`);
    }
  } catch (error) {
    for (const contender of running) say(`${contender.name}:\n${contender.lastWords()}`);
    throw error;
  } finally {
    await Promise.all(running.map((contender) => contender.stop()));
    await bench.stop();
    rmSync(dataDir, { recursive: true });
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
