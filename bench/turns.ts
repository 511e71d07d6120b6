import type { BenchWorld, Crowd } from './benchWorld';
import type { Contender } from './contender';
import { type Round, round } from './load';
import { median, medianRound, table } from './statistics';
import type { Workload } from './workloads';

/** One line of the table: what one process is asked to do. */
export interface Entrant {
  readonly name: string;
  readonly contender: Contender;
  readonly crowd: Crowd;
  readonly workload: Workload;
  /** Whether our turns are held against it. */
  readonly isSuccessor: boolean;
}

/** How much is measured. */
export interface TurnsPlan {
  readonly concurrencies: readonly number[];
  readonly rounds: number;
  readonly turnsPerRound: number;
  readonly warmUpTurns: number;
}

/** Measures all entrants side by side: in each round each of them has its turn. @returns a Markdown table for each concurrency */
export async function measureTurns(
  bench: BenchWorld,
  entrants: readonly Entrant[],
  plan: TurnsPlan,
): Promise<readonly string[]> {
  const tables: string[] = [];
  const turnsOf = peopleOf(bench, entrants);
  for (const { contender, name } of entrants) {
    await round(contender, turnsOf(name), plan.warmUpTurns);
  }
  for (const concurrency of plan.concurrencies) {
    const rounds = new Map<string, Round[]>(entrants.map(({ name }) => [name, []]));
    for (let number = 0; number < plan.rounds; number += 1) {
      for (const { name, contender } of entrants) {
        const people = turnsOf(name).slice(0, concurrency);
        const shown = await round(contender, people, plan.turnsPerRound);
        rounds.get(name)?.push(shown);
        process.stderr.write(`${concurrency} at a time, ${name}: ${shown.cpuMicroseconds.toFixed(0)} µs\n`);
      }
    }
    tables.push(`### ${concurrency} at a time\n\n${tableOf(entrants, rounds)}`);
  }
  return tables;
}

/** Everybody's turns, made once: a wizard goes on in the next round where it was. */
function peopleOf(bench: BenchWorld, entrants: readonly Entrant[]) {
  const turns = new Map(
    entrants.map(({ name, crowd, workload, contender: { url } }) => [
      name,
      bench.crowds[crowd].map((person) => workload({ bench, url }, person)),
    ]),
  );
  return (name: string) => turns.get(name) ?? [];
}

function tableOf(entrants: readonly Entrant[], rounds: ReadonlyMap<string, readonly Round[]>): string {
  const of = (name: string): readonly Round[] => rounds.get(name) ?? [];
  const successors = entrants.filter(({ isSuccessor }) => isSuccessor).map(({ name }) => of(name));
  // The ratio is taken within each round, where the machine was the same for all, and then the middle one.
  const cheapest = (number: number): number =>
    Math.min(...successors.map((own) => own[number]?.cpuMicroseconds ?? Number.POSITIVE_INFINITY));
  const rows = entrants.map(({ name }) => {
    const own = of(name);
    const middle = medianRound(own);
    const ratio = median(own.map(({ cpuMicroseconds }, number) => cpuMicroseconds / cheapest(number)));
    return [
      name,
      middle.cpuMicroseconds.toFixed(0),
      successors.length === 0 ? '' : ratio.toFixed(2),
      middle.turnsPerSecond.toFixed(0),
      middle.p50Ms.toFixed(1),
      middle.p99Ms.toFixed(1),
    ];
  });
  return table(['', 'CPU µs a turn', 'of the cheaper successor', 'turns/s', 'p50 ms', 'p99 ms'], rows);
}
