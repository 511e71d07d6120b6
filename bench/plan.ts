import { parseArgs } from 'node:util';
import type { MemoryPlan } from './memory';
import type { TurnsPlan } from './turns';

const parts = ['start', 'turns', 'memory', 'size', 'scale'] as const;
const engines = ['sqlite', 'postgres'] as const;

/** What can be measured by itself. */
export type Part = (typeof parts)[number];

/** What SecretBot's database is while turns, starts and memory are measured. */
export type Engine = (typeof engines)[number];

/** Everything a run measures. */
export interface BenchPlan extends TurnsPlan, MemoryPlan {
  readonly parts: readonly Part[];
  /** Several are measured side by side. */
  readonly engines: readonly Engine[];
  /** How often each is started. */
  readonly starts: number;
  /** How often each question is asked of each database. */
  readonly scaleRepeats: number;
  /** Secrets in the database while turns are measured. */
  readonly secrets: number;
  /** Only what has one of these words in its name; everything when there are none. */
  readonly only: readonly string[];
  /** Where a CPU profile of SecretBot goes, for the developer tools of a browser. */
  readonly profile: string | undefined;
}

/** The options do not say what to measure; `message` says what there is, for whoever typed them. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/** What `--help` answers. */
export const usage = `npm run bench [-- options]

Measures SecretBot side by side with the echoes of three SDKs, and prints Markdown tables. The machine should do nothing
else meanwhile. Without options everything is measured, which takes an hour or two.

  --part <parts>          only these, separated by commas:
                            start   until /healthz answers, and the CPU time until then
                            turns   CPU a turn, turns a second, p50 and p99, at 1, 16 and 64 at a time
                            memory  what is held after up to 50,000 turns of all kinds, and whether it grows
                            size    what an installation takes on the disk
                            scale   lists, searches and sweeps at 100, 10,000 and 1,000,000 secrets, on both engines
  --engine <engine>       SecretBot's database for start, turns and memory: sqlite (the default), postgres, or both side
                          by side; PostgreSQL is a server of the bench's own that waits for the disk as in production
                          (it needs Debian's postgresql)
  --only <words>          only what has one of these words in its name: --only agents,wizard
  --quick                 minutes instead: 2,000 secrets, 16 at a time, fewer turns; shows that everything works
  --rounds <number>       alternating rounds of turns, of which the medians are taken (7)
  --secrets <number>      secrets in the database (100,000)
  --memory-turns <number> turns of each process while its memory is looked at (50,000)
  --profile <folder>      writes a CPU profile of SecretBot there
  --help                  this`;

/** Reads the options. @returns `undefined` where only help is wanted @throws PlanError for what there is not */
export function readPlan(args: readonly string[]): BenchPlan | undefined {
  const values = valuesOf(args);
  if (values.help) return undefined;
  const size = values.quick ? quick : whole;
  return {
    ...size,
    rounds: count('rounds', values.rounds, size.rounds),
    secrets: count('secrets', values.secrets, size.secrets),
    memoryTurns: count('memory-turns', values['memory-turns'], size.memoryTurns),
    parts: chosen('part', parts, values.part),
    engines: values.engine === 'both' ? engines : chosen('engine', engines, values.engine),
    only: values.only.split(',').filter((word) => word !== ''),
    profile: values.profile,
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new PlanError(error instanceof Error ? error.message : String(error));
  }
}

const options = {
  quick: { type: 'boolean', default: false },
  part: { type: 'string', default: parts.join() },
  engine: { type: 'string', default: 'sqlite' },
  only: { type: 'string', default: '' },
  rounds: { type: 'string' },
  secrets: { type: 'string' },
  'memory-turns': { type: 'string' },
  profile: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** In the order of the table, whatever the order they were typed in. */
function chosen<T extends string>(option: string, known: readonly T[], typed: string): readonly T[] {
  const asked = typed.split(',');
  const unknown = asked.find((word) => !known.some((each) => each === word));
  if (unknown !== undefined)
    throw new PlanError(`--${option}: there is no “${unknown}”; there are ${known.join(', ')}`);
  return known.filter((each) => asked.includes(each));
}

function count(option: string, typed: string | undefined, usual: number): number {
  if (typed === undefined) return usual;
  const number = Number(typed.replaceAll(',', ''));
  if (!Number.isSafeInteger(number) || number < 1)
    throw new PlanError(`--${option}: “${typed}” is no number of at least 1`);
  return number;
}

const quick = {
  secrets: 2_000,
  concurrencies: [16],
  rounds: 3,
  turnsPerRound: 600,
  warmUpTurns: 600,
  starts: 3,
  memoryTurns: 2_000,
  looks: 5,
  scaleRepeats: 101,
} as const;

const whole = {
  secrets: 100_000,
  concurrencies: [1, 16, 64],
  rounds: 7,
  turnsPerRound: 1_500,
  warmUpTurns: 1_500,
  starts: 9,
  memoryTurns: 50_000,
  looks: 10,
  scaleRepeats: 1_001,
} as const;
