import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadToolConfig } from '../config';
import { askOrDo } from './askOrDo';
import { runTool, say, UsageError } from './tool';

/** `npm run audit:verify [-- --heads <file>]`: says whether the audit is whole, and where it is not. Ends with 3 then. */
runTool(async (words) => {
  const { heads } = optionsIn(words);
  const question = heads === undefined ? {} : { heads: resolve(heads) };
  const report = await askOrDo(loadToolConfig(process.env), 'auditVerify', question);
  say(`Read ${report.rows} rows and ${report.heads} exported heads (${report.headsFile}).`);
  if (report.beforeChain > 0) {
    say(
      `The first ${report.beforeChain} were written before there was a chain: of their time before nothing is known.`,
    );
  }
  for (const fault of report.faults) say(`- ${fault}`);
  if (report.faults.length > 0) return 3;
  say(`Every row is as it was written. A cut would have been seen up to row ${report.headsReach}.`);
  return 0;
});

function optionsIn(words: readonly string[]): { readonly heads?: string } {
  try {
    return parseArgs({ args: [...words], options: { heads: { type: 'string' } } }).values;
  } catch {
    throw new UsageError('Say npm run audit:verify, or npm run audit:verify -- --heads <file with exported heads>.');
  }
}
