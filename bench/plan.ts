import { parseArgs } from 'node:util';
import type { TurnsPlan } from './turns';

const parts = ['start', 'turns', 'memory', 'scale'] as const;

/** What can be measured by itself. */
export type Part = (typeof parts)[number];

/** Everything a run measures. */
export interface BenchPlan extends TurnsPlan {
  readonly parts: readonly Part[];
  /** How often each is started. */
  readonly starts: number;
  /** How many turns each takes while its memory is looked at. */
  readonly memoryTurns: number;
  /** Secrets in the database while turns are measured. */
  readonly secrets: number;
  /** Only what has one of these words in its name; everything when there are none. */
  readonly only: readonly string[];
  /** Where a CPU profile of SecretBot goes, for the developer tools of a browser. */
  readonly profile: string | undefined;
}

/** Reads the options; `--quick` is a run of minutes that shows that everything works. @throws Error for an unknown part */
export function readPlan(args: readonly string[]): BenchPlan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      part: { type: 'string', default: parts.join() },
      only: { type: 'string', default: '' },
      profile: { type: 'string' },
    },
  });
  const only = values.only.split(',').filter((word) => word !== '');
  const asked = values.part.split(',');
  const unknown = asked.find((part) => !parts.some((known) => known === part));
  if (unknown !== undefined) throw new Error(`there is no part “${unknown}”; there are ${parts.join(', ')}`);
  const wanted = parts.filter((part) => asked.includes(part));
  return { ...(values.quick ? quick : whole), parts: wanted, only, profile: values.profile };
}

const quick = {
  secrets: 2_000,
  concurrencies: [16],
  rounds: 3,
  turnsPerRound: 600,
  warmUpTurns: 600,
  starts: 3,
  memoryTurns: 2_000,
} as const;

const whole = {
  secrets: 100_000,
  concurrencies: [1, 16, 64],
  rounds: 7,
  turnsPerRound: 1_500,
  warmUpTurns: 1_500,
  starts: 9,
  memoryTurns: 50_000,
} as const;
