import { parseArgs } from 'node:util';

/** What the person who starts the sandbox wants. */
export interface CommandLine {
  /** Loopback port of the page; 0 means any. */
  readonly port: number;
  readonly openBrowser: boolean;
  readonly journalFile?: string;
  /** Where the bot keeps its things. */
  readonly engine: 'sqlite' | 'postgres';
  /** How many processes of the bot. */
  readonly replicas: number;
}

/** Something the person who starts the sandbox can mend; the message is for them. */
export class UsageError extends Error {}

const defaultPort = 3980;
const mostReplicas = 9;
const options = {
  'no-open': { type: 'boolean' },
  postgres: { type: 'boolean' },
  replicas: { type: 'string' },
} as const;
const usage =
  'Usage: npm run sandbox [-- [--no-open] [--postgres [--replicas <number>]]], with SANDBOX_PORT=<port> for another port (0 for any).';

/** Reads the arguments and the environment. `hasPostgres` says whether this machine has its server. @throws UsageError */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  hasPostgres: () => boolean,
): CommandLine {
  const { flags, replicas } = parsed(args);
  if (flags.has('postgres') && !hasPostgres()) {
    throw new UsageError(
      'There is no PostgreSQL on this machine. Install its server (on Debian and Ubuntu: apt-get install postgresql), or leave --postgres out.',
    );
  }
  const journalFile = env['SANDBOX_JOURNAL'];
  return {
    port: readPort(env['SANDBOX_PORT']),
    openBrowser: !flags.has('no-open') && !env['CI'],
    engine: flags.has('postgres') ? 'postgres' : 'sqlite',
    replicas: readReplicas(replicas, flags.has('postgres')),
    ...(journalFile && { journalFile }),
  };
}

function parsed(args: readonly string[]): { flags: ReadonlySet<string>; replicas: string | undefined } {
  const { values, tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const unknown = tokens.find((token) => token.kind !== 'option' || !(token.name in options));
  if (unknown) {
    throw new UsageError(`There is no option ${args[unknown.index]}. ${usage}`);
  }
  const { replicas } = values;
  return {
    flags: new Set(Object.keys(values)),
    replicas: replicas === undefined || typeof replicas === 'string' ? replicas : '',
  };
}

function readReplicas(text: string | undefined, hasServer: boolean): number {
  const replicas = text === undefined ? 1 : Number(text.trim() || Number.NaN);
  if (!(Number.isInteger(replicas) && replicas >= 1 && replicas <= mostReplicas)) {
    throw new UsageError(`--replicas must be a whole number from 1 to ${mostReplicas}; "${text}" is not.`);
  }
  if (replicas > 1 && !hasServer) {
    throw new UsageError('Several replicas need one database for all: add --postgres.');
  }
  return replicas;
}

/** The port that the page has. @throws UsageError */
export function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') {
    return defaultPort;
  }
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new UsageError(`SANDBOX_PORT must be a whole number from 0 to 65535; "${text}" is not.`);
  }
  return port;
}
