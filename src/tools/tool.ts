import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigError } from '../config';
import { isForOperators } from '../forOperators';

/** How a tool ends: done; not possible now; called wrongly; done, and what it looked for is there. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a tool speaks: words to the terminal (stderr), so that standard output holds nothing but what was asked for. */
export function say(words: string): void {
  process.stderr.write(`${words}\n`);
}

/** What is wrong with how a tool was called; how it is called is said after it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Runs a tool with the words after its name, and ends the process with its exit code. `--help` is answered with `usage`
 * on standard output, and 0.
 */
export function runTool(usage: string, work: (words: readonly string[]) => Promise<ExitCode>): void {
  const words = process.argv.slice(2);
  if (words.some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  work(words).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      say(error instanceof UsageError ? `${error.message}\n${usage}` : wordsOf(error));
      process.exitCode = error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
    },
  );
}

/** The options among a tool's words, and the other words. @throws UsageError that says which word is not known */
export function wordsIn<O extends NonNullable<ParseArgsConfig['options']>>(words: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    // Node's own sentence names what was typed; what it says after that is for programmers.
    const [sentence = ''] = (error as Error).message.split(/[.\n]/);
    throw new UsageError(`${sentence}.`);
  }
}

/** Refuses words that the tool has no use for. @throws UsageError */
export function noMore(words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`There is no use for “${words.join(' ')}”.`);
}

/** Never the message of an error that is not ours: it may repeat what it was given. */
function wordsOf(error: unknown): string {
  if (error instanceof ConfigError) {
    const faults = error.faults.map((fault) => `  - ${fault}.`);
    return ['Give this the settings that SecretBot is started with, and mend them:', ...faults].join('\n');
  }
  if (isForOperators(error)) return error.message;
  const { name, code, stack } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const where = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`Something went wrong that should not: ${name ?? ''} ${code ?? ''}`.trimEnd(), ...where].join('\n');
}
