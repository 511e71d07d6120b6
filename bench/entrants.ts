import type { SandboxPerson } from '../sandbox/world/people';
import { openDatabase } from '../src/adapters/storage/openDatabase';
import { SystemClock } from '../src/adapters/system';
import type { BenchWorld } from './benchWorld';
import { Contender, type ContenderOptions } from './contender';
import type { BenchPlan } from './plan';
import { seedSecrets, seedTickets } from './seed';
import type { Entrant } from './turns';
import { revealing, saying, wizardStep } from './workloads';

/** Fills the database before the bot opens it. @returns each person's tickets */
export async function seeded(
  bench: BenchWorld,
  dataDir: string,
  plan: BenchPlan,
): Promise<ReadonlyMap<string, string[]>> {
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

type Name = 'botbuilder' | 'agents' | 'teams' | 'secretBot';

/** How each measured process is started. */
export function contendersOf(bench: BenchWorld, dataDir: string, plan: BenchPlan): Record<Name, ContenderOptions> {
  const environment = bench.echoEnvironment();
  return {
    botbuilder: { name: 'echo: botbuilder', entry: 'bench/echoes/botbuilder.cjs', environment },
    agents: { name: 'echo: agents-hosting', entry: 'bench/echoes/agents.cjs', environment },
    teams: { name: 'echo: teams.apps', entry: 'bench/echoes/teams.cjs', environment },
    secretBot: {
      name: 'SecretBot',
      entry: 'dist/src/index.js',
      environment: bench.secretBotEnvironment(dataDir),
      preloads: ['dist/bench/liftLimits.js'],
      profile: plan.profile,
    },
  };
}

/** Starts what is wanted, each process once, and says what it is asked to do. What was started is put into `running`. */
export async function entrantsOf(
  contenders: Record<Name, ContenderOptions>,
  tickets: ReadonlyMap<string, string[]>,
  { plan, running }: { readonly plan: BenchPlan; readonly running: Contender[] },
): Promise<readonly Entrant[]> {
  const ticketOf = (person: SandboxPerson): string | undefined => tickets.get(person.objectId)?.pop();
  const echo = { crowd: 'echo', workload: saying('hello', 'Echo: hello') } as const;
  const all = [
    { ...echo, name: contenders.botbuilder.name, of: 'botbuilder', isSuccessor: false },
    { ...echo, name: contenders.agents.name, of: 'agents', isSuccessor: true },
    { ...echo, name: contenders.teams.name, of: 'teams', isSuccessor: true },
    { name: 'SecretBot: help', of: 'secretBot', crowd: 'help', workload: saying('help', 'list'), isSuccessor: false },
    { name: 'SecretBot: wizard step', of: 'secretBot', crowd: 'wizard', workload: wizardStep, isSuccessor: false },
    {
      name: 'SecretBot: list',
      of: 'secretBot',
      crowd: 'list',
      workload: saying('list', 'Bench secret'),
      isSuccessor: false,
    },
    { name: 'SecretBot: reveal', of: 'secretBot', crowd: 'reveal', workload: revealing(ticketOf), isSuccessor: false },
  ] as const;
  const wanted = all.filter(({ name }) => plan.only.length === 0 || plan.only.some((word) => name.includes(word)));
  const started = new Map<Name, Contender>();
  for (const of of new Set(wanted.map((each) => each.of))) {
    const { contender } = await Contender.start(contenders[of]);
    started.set(of, contender);
    running.push(contender);
  }
  return wanted.flatMap(({ of, ...entrant }) => {
    const contender = started.get(of);
    return contender ? [{ ...entrant, contender }] : [];
  });
}
