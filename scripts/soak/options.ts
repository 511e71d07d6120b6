/** What a soak is asked to do. */
export interface SoakOptions {
  /** How long people act, in milliseconds. */
  readonly durationMs: number;
  readonly people: number;
  readonly engine: 'sqlite' | 'postgres';
  readonly replicas: number;
  /** Makes the same choices again. */
  readonly seed: number;
  /** How long a person waits for what should come, in milliseconds: more on a slow machine. */
  readonly patienceMs: number;
  /** Without faults and kills. */
  readonly calm: boolean;
  /** Whether docs/soak.md is written. */
  readonly keep: boolean;
}

/** Something the person who starts it can mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE =
  'Usage: npm run soak -- [--minutes 5 | --seconds 30] [--people 200] [--engine sqlite|postgres] [--replicas 1] [--seed 1] [--patience 60] [--calm] [--keep]';

/** Reads the words after `npm run soak --`. @throws UsageError */
export function readOptions(words: readonly string[]): SoakOptions {
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const name = words[index] ?? '';
    if (name === '--keep' || name === '--calm') {
      given.set(name, 'yes');
      continue;
    }
    const value = words[index + 1];
    if (!KNOWN.includes(name) || value === undefined) throw new UsageError(`I don't know ${name}. ${USAGE}`);
    given.set(name, value);
    index += 1;
  }
  const number = (name: string, byDefault: number, most: number): number => {
    const value = Number(given.get(name) ?? byDefault);
    if (!(value > 0 && value <= most)) throw new UsageError(`${name} must be from 1 to ${most}. ${USAGE}`);
    return value;
  };
  const engine = given.get('--engine') ?? 'sqlite';
  if (engine !== 'sqlite' && engine !== 'postgres') throw new UsageError(`--engine is sqlite or postgres. ${USAGE}`);
  const replicas = number('--replicas', 1, 4);
  if (replicas > 1 && engine === 'sqlite') throw new UsageError('Several replicas need --engine postgres.');
  const seconds = given.has('--seconds') ? number('--seconds', 30, 7200) : number('--minutes', 5, 120) * 60;
  return {
    durationMs: seconds * 1000,
    people: number('--people', 200, 999),
    engine,
    replicas,
    seed: number('--seed', 1, 1_000_000),
    patienceMs: number('--patience', 60, 600) * 1000,
    calm: given.has('--calm'),
    keep: given.has('--keep'),
  };
}

const KNOWN = ['--minutes', '--seconds', '--people', '--engine', '--replicas', '--seed', '--patience'];
