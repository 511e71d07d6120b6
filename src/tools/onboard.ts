import { patientOf } from '../compose/doctor';
import { loadConfig } from '../config';
import { forgetSecrets } from '../config/ownSecrets';
import { onboarding } from '../doctor/onboarding';
import { runTool, say, UsageError } from './tool';

/**
 * `npm run onboard -- <application>`: how SecretBot may serve an application, with the commands for it. Changes nothing
 * itself: SecretBot may make nobody an owner. Ends with 0 where it may serve already, with 3 where somebody must act.
 */
runTool(async (words) => {
  const application = words.join(' ').trim();
  if (application === '' || application.startsWith('-')) {
    throw new UsageError('Say which application: npm run onboard -- <Application (client) ID, or its name>');
  }
  const config = loadConfig(process.env, process.execArgv);
  forgetSecrets(process.env);
  const { code, says, steps } = await onboarding(patientOf(config, { appPackage: '' }), application);
  say(says);
  if (steps.length > 0) process.stdout.write(`${steps.join('\n')}\n`);
  return code;
});
