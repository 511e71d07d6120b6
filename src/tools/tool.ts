import { isForOperators } from '../forOperators';

/** How a tool ends: done; not possible now; called wrongly; done, and what it looked for is there. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a tool speaks: words to the terminal (stderr), so that standard output holds nothing but what was asked for. */
export function say(words: string): void {
  process.stderr.write(`${words}\n`);
}

/** How a tool is called, when it was called otherwise. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a tool with the words after its name, and ends the process with its exit code. */
export function runTool(work: (words: readonly string[]) => Promise<ExitCode>): void {
  work(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      say(wordsOf(error));
      process.exitCode = error instanceof UsageError || isSettingsFault(error) ? 2 : 1;
    },
  );
}

function isSettingsFault(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConfigError';
}

/** Never the message of an error that is not ours: it may repeat what it was given. */
function wordsOf(error: unknown): string {
  if (error instanceof UsageError || isForOperators(error)) return error.message;
  const { name, code, stack } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const where = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`Something went wrong that should not: ${name ?? ''} ${code ?? ''}`.trimEnd(), ...where].join('\n');
}
