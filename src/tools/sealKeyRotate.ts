import { rotateSealKeyOf } from '../compose/sealKeyRotation';
import { loadToolConfig } from '../config';
import { noMore, runTool, say, UsageError, wordsIn } from './tool';

const USAGE = `npm run seal-key:rotate: makes a new seal key in the data folder, which SecretBot takes at its next start.
SECRETBOT_DATA_DIR says where that is. See docs/operating/keys.md.`;

/** `npm run seal-key:rotate`: a new seal key in the data folder. The bot takes it at its next start. */
runTool(USAGE, async (words) => {
  noMore(wordsIn(words, {}).positionals);
  if (process.env['SECRETBOT_SEAL_KEY']?.trim()) {
    throw new UsageError(
      'SECRETBOT_SEAL_KEY is set, so the files of the data folder are not used. Change the setting instead: see docs/operating/keys.md.',
    );
  }
  const { made, before, beforePath } = rotateSealKeyOf(loadToolConfig(process.env));
  say(`Made the seal key ${made}. Start SecretBot again: until then it seals with ${before}.`);
  say(`When 15 minutes have passed since that start, remove the old one: rm ${beforePath}`);
  return 0;
});
