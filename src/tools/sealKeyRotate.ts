import { rotateSealKeyOf } from '../compose/sealKeyRotation';
import { loadToolConfig } from '../config';
import { runTool, say, UsageError } from './tool';

/** `npm run seal-key:rotate`: a new seal key in the data folder. The bot takes it at its next start. */
runTool(async (words) => {
  if (words.length > 0) throw new UsageError('npm run seal-key:rotate takes no words.');
  if (process.env['SECRETBOT_SEAL_KEY']?.trim()) {
    throw new UsageError(
      'SECRETBOT_SEAL_KEY is set, so the files of the data folder are not used. Change the setting instead: see Keys in docs/operating.md.',
    );
  }
  const { made, before, beforePath } = rotateSealKeyOf(loadToolConfig(process.env));
  say(`Made the seal key ${made}. Start SecretBot again: until then it seals with ${before}.`);
  say(`When 15 minutes have passed since that start, remove the old one: rm ${beforePath}`);
  return 0;
});
