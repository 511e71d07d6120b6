import { parseArgs } from 'node:util';
import type { TurnsPlan } from './turns';

/** Everything a run measures. */
export interface BenchPlan extends TurnsPlan {
  /** Secrets in the database while turns are measured. */
  readonly secrets: number;
  /** Only what has one of these words in its name; everything when there are none. */
  readonly only: readonly string[];
  /** Where a CPU profile of SecretBot goes, for the developer tools of a browser. */
  readonly profile: string | undefined;
}

/** Reads the options; `--quick` is a run of a minute that shows that everything works. */
export function readPlan(args: readonly string[]): BenchPlan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      profile: { type: 'string' },
    },
  });
  const only = values.only.split(',').filter((word) => word !== '');
  return { ...(values.quick ? quick : whole), only, profile: values.profile };
}

const quick = { secrets: 2_000, concurrencies: [16], rounds: 3, turnsPerRound: 300, warmUpTurns: 300 } as const;

const whole = {
  secrets: 100_000,
  concurrencies: [1, 16, 64],
  rounds: 7,
  turnsPerRound: 1_500,
  warmUpTurns: 1_500,
} as const;
