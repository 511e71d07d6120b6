/**
 * `npm run bench`: SecretBot's turns side by side with the echoes of three SDKs, in one run.
 *
 * All verify a real token of a local issuer and answer through a local Bot Connector, over TLS, in another process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxPerson } from '../sandbox/world/people';
import { openDatabase } from '../src/adapters/storage/openDatabase';
import { SystemClock } from '../src/adapters/system';
import { type BenchWorld, startBenchWorld } from './benchWorld';
import { Contender, type ContenderOptions } from './contender';
import { type BenchPlan, readPlan } from './plan';
import { seedSecrets, seedTickets } from './seed';
import { type Entrant, measureTurns } from './turns';
import { revealing, saying, wizardStep } from './workloads';

const echoes = [
  { name: 'echo: botbuilder', entry: 'bench/echoes/botbuilder.cjs', isSuccessor: false },
  { name: 'echo: agents-hosting', entry: 'bench/echoes/agents.cjs', isSuccessor: true },
  { name: 'echo: teams.apps', entry: 'bench/echoes/teams.cjs', isSuccessor: true },
] as const;

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2));
  const dataDir = mkdtempSync(join(tmpdir(), 'secretbot-bench-data-'));
  const bench = await startBenchWorld();
  const running: Contender[] = [];
  try {
    const tickets = await seeded(bench, dataDir, plan);
    const entrants = await startAll(bench, dataDir, tickets, { plan, running });
    say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}\n`);
    for (const text of await measureTurns(bench, entrants, plan)) say(`${text}\n`);
  } catch (error) {
    for (const contender of running) say(`${contender.name}:\n${contender.lastWords()}`);
    throw error;
  } finally {
    await Promise.all(running.map((contender) => contender.stop()));
    await bench.stop();
    rmSync(dataDir, { recursive: true });
  }
}

/** Fills the database before the bot opens it. @returns each person's tickets */
async function seeded(bench: BenchWorld, dataDir: string, plan: BenchPlan): Promise<ReadonlyMap<string, string[]>> {
  const database = await openDatabase({ dataDir, clock: new SystemClock() });
  await seedSecrets(database, bench.world, bench.crowds.list, plan.secrets);
  const turns = plan.warmUpTurns + plan.rounds * plan.turnsPerRound * plan.concurrencies.length;
  const perPerson = Math.ceil(turns / bench.crowds.reveal.length);
  // The first one takes turns alone, too.
  const alone = plan.warmUpTurns + plan.rounds * plan.turnsPerRound;
  const tickets = await seedTickets(database, bench.world, bench.crowds.reveal, (index) =>
    index === 0 ? alone + perPerson : 4 * perPerson,
  );
  await database.close();
  return tickets;
}

async function startAll(
  bench: BenchWorld,
  dataDir: string,
  tickets: ReadonlyMap<string, string[]>,
  { plan, running }: { readonly plan: BenchPlan; readonly running: Contender[] },
): Promise<readonly Entrant[]> {
  const isWanted = (name: string): boolean => plan.only.length === 0 || plan.only.some((word) => name.includes(word));
  const start = async (options: ContenderOptions): Promise<Contender> => {
    const { contender } = await Contender.start(options);
    running.push(contender);
    return contender;
  };
  const entrants: Entrant[] = [];
  for (const { name, entry, isSuccessor } of echoes.filter((echo) => isWanted(echo.name))) {
    const contender = await start({ name, entry, environment: bench.echoEnvironment() });
    entrants.push({ name, contender, isSuccessor, crowd: 'echo', workload: saying('hello', 'Echo: hello') });
  }
  const contender = await start({
    name: 'SecretBot',
    entry: 'dist/src/index.js',
    environment: bench.secretBotEnvironment(dataDir),
    preloads: ['dist/bench/liftLimits.js'],
    profile: plan.profile,
  });
  const ticketOf = (person: SandboxPerson): string | undefined => tickets.get(person.objectId)?.pop();
  const ours = [
    { name: 'SecretBot: help', crowd: 'help', workload: saying('help', 'list') },
    { name: 'SecretBot: wizard step', crowd: 'wizard', workload: wizardStep },
    { name: 'SecretBot: list', crowd: 'list', workload: saying('list', 'Bench secret') },
    { name: 'SecretBot: reveal', crowd: 'reveal', workload: revealing(ticketOf) },
  ] as const;
  const wanted = ours.filter(({ name }) => isWanted(name));
  return [...entrants, ...wanted.map((own) => ({ ...own, contender, isSuccessor: false }))];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
