import type { SandboxPerson } from '../sandbox/world/people';
import type { BenchWorld } from './benchWorld';
import { Contender, type ContenderOptions } from './contender';
import type { BenchDatabase } from './databases';
import { type BenchPlan, type Engine, PlanError } from './plan';
import type { Entrant } from './turns';
import { revealing, saying, type Workload, wizardStep } from './workloads';

/** What a line of the table will be: what is asked of a process that may not be started yet. */
type Line = Omit<Entrant, 'contender'>;

/** One measured process, and what it is asked to do. */
export interface Candidate {
  readonly process: ContenderOptions;
  readonly lines: readonly Line[];
}

const botNames: Readonly<Record<Engine, string>> = { sqlite: 'SecretBot', postgres: 'SecretBot on PostgreSQL' };

/** What is to be measured. */
interface Wanted {
  readonly plan: BenchPlan;
  /** SecretBot's program, from the project's root. */
  readonly bot: string;
}

/** Everything that is wanted, the echoes first. @throws PlanError where nothing has such a name */
export function candidatesOf(
  bench: BenchWorld,
  databases: readonly BenchDatabase[],
  wanted: Wanted,
): readonly Candidate[] {
  const { plan } = wanted;
  const all = [...echoesOf(bench), ...databases.map((database) => secretBotOn(database, bench, wanted))];
  const isWanted = ({ name }: Line): boolean => plan.only.length === 0 || plan.only.some((word) => name.includes(word));
  const chosen = all
    .map(({ process, lines }) => ({ process, lines: lines.filter(isWanted) }))
    .filter(({ lines }) => lines.length > 0);
  if (chosen.length > 0) return chosen;
  const names = all.flatMap(({ lines }) => lines.map(({ name }) => name));
  throw new PlanError(`--only: nothing has “${plan.only.join('” or “')}” in its name; there are ${names.join(', ')}`);
}

function echoesOf(bench: BenchWorld): readonly Candidate[] {
  const echo = (name: string, entry: string, isSuccessor: boolean): Candidate => ({
    process: { name, entry, environment: bench.echoEnvironment() },
    lines: [{ name, crowd: 'echo', workload: saying('hello', ['Echo: hello']), isSuccessor }],
  });
  return [
    echo('echo: botbuilder', 'bench/echoes/botbuilder.cjs', false),
    echo('echo: agents-hosting', 'bench/echoes/agents.cjs', true),
    echo('echo: teams.apps', 'bench/echoes/teams.cjs', true),
  ];
}

function secretBotOn(database: BenchDatabase, bench: BenchWorld, { plan, bot }: Wanted): Candidate {
  const { engine, dataDir, settings, tickets } = database;
  const name = botNames[engine];
  const ticketOf = (person: SandboxPerson): string | undefined => tickets.get(person.objectId)?.pop();
  const line = (crowd: 'help' | 'wizard' | 'list' | 'reveal', what: string, workload: Workload): Line => ({
    name: `${name}: ${what}`,
    crowd,
    workload,
    isSuccessor: false,
  });
  return {
    process: {
      name,
      entry: bot,
      environment: bench.secretBotEnvironment(dataDir, settings),
      profile: plan.profile,
    },
    lines: [
      line('help', 'help', saying('help', ['create', 'request', 'thaw'])),
      line('wizard', 'wizard step', wizardStep),
      line('list', 'list', saying('list', Array(10).fill('Bench secret'))),
      line('reveal', 'reveal', revealing(ticketOf)),
    ],
  };
}

/** Starts each process once. What was started is put into `running`. */
export async function startAll(candidates: readonly Candidate[], running: Contender[]): Promise<readonly Entrant[]> {
  const entrants: Entrant[] = [];
  for (const { process, lines } of candidates) {
    const { contender } = await Contender.start(process);
    running.push(contender);
    entrants.push(...lines.map((line) => ({ ...line, contender })));
  }
  return entrants;
}
