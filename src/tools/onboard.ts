import { patientOf } from '../compose/doctor';
import { loadConfig } from '../config';
import { forgetSecrets } from '../config/ownSecrets';
import { onboarding } from '../doctor/onboarding';
import { runTool, say, UsageError, wordsIn } from './tool';

const USAGE = `npm run onboard -- <Application (client) ID, or name>: says who must run what so that SecretBot may serve the application.
It changes nothing itself, and needs the settings that SecretBot is started with. Ends with 0 where it may serve already, with
3 where somebody must act, with 1 where there is no such application or it could not be looked up.`;

/**
 * `npm run onboard -- <application>`: how SecretBot may serve an application, with the commands for it. Changes nothing
 * itself: SecretBot may make nobody an owner. Ends with 0 where it may serve already, with 3 where somebody must act.
 */
runTool(USAGE, async (words) => {
  const application = wordsIn(words, {}).positionals.join(' ').trim();
  if (application === '') throw new UsageError('Say which application.');
  const config = loadConfig(process.env, process.execArgv);
  forgetSecrets(process.env);
  const { code, says, steps } = await onboarding(patientOf(config, { appPackage: '' }), application);
  say(says);
  if (steps.length > 0) process.stdout.write(`${steps.join('\n')}\n`);
  return code;
});
