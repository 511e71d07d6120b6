import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { loadToolConfig } from '../config';
import { askOrDo } from './askOrDo';
import { noMore, runTool, say, UsageError, wordsIn } from './tool';

const USAGE = `npm run audit:export, and after -- if you like: the audit as NDJSON, one row a line.
  --from <row>         from this row on; 1 when left out
  --since <date>       what happened since, such as 2027-01-31
  --out <new file>     there, for this user only; standard output when left out
It asks the running SecretBot, or opens the database itself where none runs. SECRETBOT_DATA_DIR says where that is.`;

/** `npm run audit:export [-- --from <row> --since <date> --out <file>]`: the audit as NDJSON, one row a line. */
runTool(USAGE, async (words) => {
  const { from = '1', since, out } = optionsIn(words);
  if (!/^[1-9]\d{0,14}$/.test(from)) throw new UsageError(`--from is the number of a row; “${from}” is none.`);
  if (since !== undefined && Number.isNaN(Date.parse(since))) {
    throw new UsageError(`--since is a date, such as 2027-01-31; “${since}” is none.`);
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
    throw new UsageError(
      code === 'EEXIST'
        ? `${path} is there already. Nothing is ever replaced: choose a new name.`
        : `${path} cannot be made (${code}). It must be in a folder that is there, and that you may write to.`,
    );
  }
}

function optionsIn(words: readonly string[]) {
  const option = { type: 'string' } as const;
  const { values, positionals } = wordsIn(words, { from: option, since: option, out: option });
  noMore(positionals);
  return values;
}
