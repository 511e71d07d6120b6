/**
 * `npm run bench`: SecretBot's turns side by side with the echoes of three SDKs, in one run.
 *
 * All verify a real token of a local issuer and answer through a local Bot Connector, over TLS, in another process.
 */
import { cpus } from 'node:os';
import { type BenchWorld, startBenchWorld } from './benchWorld';
import { bundleWithoutLimits } from './bundledBot';
import type { Contender } from './contender';
import { type BenchDatabase, seededDatabase } from './databases';
import { candidatesOf, startAll } from './entrants';
import { measureMemory } from './memory';
import { type BenchPlan, PlanError, readPlan, usage } from './plan';
import { measureScale } from './scale/measure';
import { measureSize } from './size';
import { measureStarts } from './start';
import { measureTurns } from './turns';

const withProcesses = ['start', 'turns', 'memory'] as const;

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2));
  if (!plan) return say(usage);
  say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}\n`);
  if (withProcesses.some((part) => plan.parts.includes(part))) await sideBySide(plan);
  if (plan.parts.includes('size')) say(`### Size\n\n${await measureSize()}\n`);
  if (plan.parts.includes('scale')) say(`### Scale\n\n${(await measureScale(plan.scaleRepeats)).join('\n\n')}`);
}

/** What is measured beside the echoes. Whatever happens, nothing is left running and nothing on the disk. */
async function sideBySide(plan: BenchPlan): Promise<void> {
  const bench = await startBenchWorld();
  const databases: BenchDatabase[] = [];
  const running: Contender[] = [];
  try {
    await Promise.race([interruption(), measured(plan, { bench, databases, running })]);
  } catch (error) {
    if (!(error instanceof Interrupted))
      for (const contender of running) say(`${contender.name}:\n${contender.lastWords()}`);
    throw error;
  } finally {
    await Promise.all(running.map((contender) => contender.stop()));
    await bench.stop();
    await Promise.all(databases.map((database) => database.remove()));
  }
}

/** What is there to be put away; filled while it is made. */
interface Things {
  readonly bench: BenchWorld;
  readonly databases: BenchDatabase[];
  readonly running: Contender[];
}

async function measured(plan: BenchPlan, { bench, databases, running }: Things): Promise<void> {
  for (const engine of plan.engines) databases.push(await seededDatabase(engine, bench, plan));
  const candidates = candidatesOf(bench, databases, { plan, bot: await bundleWithoutLimits() });
  if (plan.parts.includes('start')) {
    const processes = candidates.map((candidate) => candidate.process);
    say(`### Start\n\n${await measureStarts(processes, plan.starts)}\n`);
  }
  if (!plan.parts.includes('turns') && !plan.parts.includes('memory')) return;
  const entrants = await startAll(candidates, running);
  if (plan.parts.includes('turns')) for (const text of await measureTurns(bench, entrants, plan)) say(`${text}\n`);
  if (plan.parts.includes('memory')) say(`### Memory, in megabytes\n\n${await measureMemory(bench, entrants, plan)}\n`);
}

/** Rejects at Ctrl-C. */
function interruption(): Promise<never> {
  return new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Interrupted(`ended by ${signal}`)));
    }
  });
}

class Interrupted extends Error {}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof PlanError) say(`${error.message}\n\n${usage}`);
  else if (error instanceof Interrupted) say(error.message);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  // What was interrupted may still wait for an answer.
  process.exit(1);
});
