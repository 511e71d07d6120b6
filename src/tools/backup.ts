import { resolve } from 'node:path';
import { loadToolConfig } from '../config';
import { askOrDo } from './askOrDo';
import { noMore, runTool, say, UsageError, wordsIn } from './tool';

const USAGE = `npm run backup -- <new file>: writes a backup of the embedded database, also while SecretBot runs.
It asks the running SecretBot, or opens the database itself where none runs. SECRETBOT_DATA_DIR says where that is.`;

/** `npm run backup -- <file>`: writes a backup of the embedded database, also while the bot runs. */
runTool(USAGE, async (words) => {
  const [file, ...more] = wordsIn(words, {}).positionals;
  if (!file) throw new UsageError('Say where the backup goes: a file that is not there yet.');
  noMore(more);
  const report = await askOrDo(loadToolConfig(process.env), 'backup', { file: resolve(file) });
  say(`Wrote ${report.file}: ${report.bytes} bytes in ${report.durationMs} ms.`);
  say('It holds neither the seal key nor the audit key: keep those elsewhere.');
  return 0;
});
