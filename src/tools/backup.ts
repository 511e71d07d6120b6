import { resolve } from 'node:path';
import { loadToolConfig } from '../config';
import { askOrDo } from './askOrDo';
import { runTool, say, UsageError } from './tool';

/** `npm run backup -- <file>`: writes a backup of the embedded database, also while the bot runs. */
runTool(async (words) => {
  const [file, ...more] = words;
  if (!file || file.startsWith('-') || more.length > 0) {
    throw new UsageError('Say where the backup goes: npm run backup -- <file>. The file must not be there yet.');
  }
  const report = await askOrDo(loadToolConfig(process.env), 'backup', { file: resolve(file) });
  say(`Wrote ${report.file}: ${report.bytes} bytes in ${report.durationMs} ms.`);
  say('It holds neither the seal key nor the audit key: keep those elsewhere.');
  return 0;
});
