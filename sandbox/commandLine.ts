/** What the person who starts the sandbox wants. */
export interface CommandLine {
  /** Loopback port of the page; 0 means any. */
  readonly port: number;
  readonly openBrowser: boolean;
  readonly journalFile?: string;
}

/** Something the person who starts the sandbox can mend; the message is for them. */
export class UsageError extends Error {}

const defaultPort = 3980;
const usage = 'Usage: npm run sandbox [-- --no-open], with SANDBOX_PORT=<port> for another port (0 for any).';

/** Reads the arguments and the environment. @throws UsageError */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const unknown = args.find((arg) => arg !== '--no-open');
  if (unknown !== undefined) {
    throw new UsageError(`There is no option ${unknown}. ${usage}`);
  }
  const journalFile = env['SANDBOX_JOURNAL'];
  return {
    port: readPort(env['SANDBOX_PORT']),
    openBrowser: !args.includes('--no-open') && !env['CI'],
    ...(journalFile && { journalFile }),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') {
    return defaultPort;
  }
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new UsageError(`SANDBOX_PORT must be a whole number from 0 to 65535; "${text}" is not.`);
  }
  return port;
}
