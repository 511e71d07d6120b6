import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadToolConfig } from '../config';
import { askOrDo } from './askOrDo';
import { runTool, say, UsageError } from './tool';

const USAGE = 'Say npm run audit:export -- [--from <row>] [--since <date>] [--out <new file>].';

/** `npm run audit:export [-- --from <row> --since <date> --out <file>]`: the audit as NDJSON, one row a line. */
runTool(async (words) => {
  const { from = '1', since, out } = optionsIn(words);
  if (!/^[1-9]\d{0,14}$/.test(from) || (since !== undefined && Number.isNaN(Date.parse(since)))) {
    throw new UsageError(USAGE);
  }
  const start = since === undefined ? {} : { since: new Date(since).toISOString() };
  const lines = await askOrDo(loadToolConfig(process.env), 'auditExport', { from: Number(from), ...start });
  const target = out === undefined ? TO_STDOUT : newFile(out);
  let count = 0;
  for await (const line of lines) {
    await target.write(`${JSON.stringify(line)}\n`);
    count += 1;
  }
  target.end();
  say(`Exported ${count} rows.`);
  return 0;
});

interface Target {
  write(text: string): Promise<unknown> | undefined;
  end(): void;
}

/** Waits for whoever reads: a pipe takes only so much. */
const TO_STDOUT: Target = {
  write: (text) => (process.stdout.write(text) ? undefined : once(process.stdout, 'drain')),
  end: () => undefined,
};

function newFile(path: string): Target {
  const file = openNew(path);
  return {
    write: (text) => {
      writeSync(file, text);
      return undefined;
    },
    end: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be made (${code}). Nothing is ever replaced: choose a new name.`);
  }
}

function optionsIn(words: readonly string[]): {
  readonly from?: string;
  readonly since?: string;
  readonly out?: string;
} {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...words], options: { from: option, since: option, out: option } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}
