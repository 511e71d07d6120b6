import type { BenchWorld } from './benchWorld';
import type { Contender } from './contender';
import { round, type Turn } from './load';
import { slope, table } from './statistics';
import type { Entrant } from './turns';

/** How many turns each process takes while its memory is looked at, and how often that is. */
export interface MemoryPlan {
  readonly memoryTurns: number;
  readonly looks: number;
}

/** How many take turns at once while memory is looked at. */
export const memorySlots = 16;
const megabyte = 1024 * 1024;

/** What a process held, collected, after so many turns; in megabytes. */
interface Look {
  readonly turns: number;
  readonly held: number;
  readonly resident: number;
}

/**
 * Lets each process take turns of all its kinds, one kind after the other, and looks at its memory on the way.
 *
 * @returns a Markdown table: what a garbage collection left (JavaScript's heap and the buffers outside it) and what the
 * system counts, in megabytes; at its end what a thousand turns added in the second half, in kilobytes
 */
export async function measureMemory(
  bench: BenchWorld,
  entrants: readonly Entrant[],
  plan: MemoryPlan,
): Promise<string> {
  const contenders = [...new Set(entrants.map(({ contender }) => contender))];
  const looks: Look[][] = [];
  for (const contender of contenders) {
    const own = entrants.filter((entrant) => entrant.contender === contender);
    looks.push(await looksAt(contender, slotsOf(bench, own), plan));
  }
  const head = contenders.flatMap(({ name }) => [`${name}: held`, 'resident']);
  const rows = Array.from({ length: plan.looks }, (_, number) => [
    `${looks[0]?.[number]?.turns ?? ''}`,
    ...looks.flatMap((of) =>
      [of[number]?.held, of[number]?.resident].map((megabytes = Number.NaN) => megabytes.toFixed(1)),
    ),
  ]);
  const growth = looks.flatMap((of) => [growthOf(of, 'held'), growthOf(of, 'resident')]);
  return table(['after turns', ...head], [...rows, ['KB a thousand turns', ...growth]]);
}

async function looksAt(
  contender: Contender,
  slots: readonly Turn[],
  { memoryTurns, looks }: MemoryPlan,
): Promise<Look[]> {
  const seen: Look[] = [];
  for (let number = 1; number <= looks; number += 1) {
    await round(contender, slots, memoryTurns / looks);
    const { heapUsed, external, rss } = await contender.usage(true);
    const look = {
      turns: (number * memoryTurns) / looks,
      held: (heapUsed + external) / megabyte,
      resident: rss / megabyte,
    };
    process.stderr.write(`${contender.name}, ${look.turns} turns: ${look.held.toFixed(1)} MB held\n`);
    seen.push(look);
  }
  return seen;
}

/** Each slot goes through its share of the people, and each of them does one of everything. */
function slotsOf(bench: BenchWorld, entrants: readonly Entrant[]): readonly Turn[] {
  return Array.from({ length: memorySlots }, (_, slot) => {
    const turns = entrants.map(({ crowd, workload, contender: { url } }) =>
      bench.crowds[crowd]
        .filter((_person, index) => index % memorySlots === slot)
        .map((person) => workload({ bench, url }, person)),
    );
    const inTurn = (turns[0] ?? []).flatMap((_first, person) => turns.flatMap((kind) => kind[person] ?? []));
    let next = 0;
    return async () => {
      const turn = inTurn[next % inTurn.length];
      next += 1;
      await turn?.();
    };
  });
}

/** The first half is left out: caches fill, and code is compiled. */
function growthOf(looks: readonly Look[], what: 'held' | 'resident'): string {
  const later = looks.slice(Math.floor(looks.length / 2));
  return slope(later.map((look) => [look.turns / 1_000, look[what] * 1024])).toFixed(1);
}
