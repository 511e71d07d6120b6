import { resolve } from 'node:path';
import { loadToolConfig } from '../config';
import { askOrDo } from './askOrDo';
import { noMore, runTool, say, wordsIn } from './tool';

const USAGE = `npm run audit:verify: says whether the audit is whole, and where it is not. Ends with 3 then.
  -- --heads <file>    against heads that were kept elsewhere; against those that SecretBot wrote when left out
It asks the running SecretBot, or opens the database itself where none runs. SECRETBOT_DATA_DIR says where that is.`;

/** `npm run audit:verify [-- --heads <file>]`: says whether the audit is whole, and where it is not. Ends with 3 then. */
runTool(USAGE, async (words) => {
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

function optionsIn(words: readonly string[]) {
  const { values, positionals } = wordsIn(words, { heads: { type: 'string' } });
  noMore(positionals);
  return values;
}
