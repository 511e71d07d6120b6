import { join } from 'node:path';
import { patientOf } from '../compose/doctor';
import { ConfigError, loadConfig } from '../config';
import { forgetSecrets } from '../config/ownSecrets';
import { type CheckName, checkNames, checks, isCheck } from '../doctor/checks';
import type { DoctorWishes } from '../doctor/context';
import { type Diagnosis, diagnose } from '../doctor/diagnose';
import { count, textOf, verdictOf } from '../doctor/report';
import { settingsFaults } from '../doctor/settingsFaults';
import { type ExitCode, noMore, runTool, say, UsageError, wordsIn } from './tool';

const USAGE = `npm run doctor: looks at the whole installation, with the settings that SecretBot is started with, and says what to do
about each fault. Ends with 3 where there is one. After -- if you like:
  --application <client id or name>     the application to look at
  --endpoint <https://…/api/messages>   where Teams reaches SecretBot; BOT_DOMAIN says it too
  --package <file.zip>                  the app package; appPackage/build/secretbot.zip when left out
  --only <${checkNames.join(' | ')}>
                                        one check; may be repeated
  --json                                for programs`;

/**
 * `npm run doctor`: looks at an installation, with the settings that the bot is started with, and says what to do about
 * each fault. Ends with 3 where there is one, with 0 where there is none.
 */
runTool(USAGE, async (words) => {
  const { only, json, wishes } = wordsOf(words);
  const diagnoses: Diagnosis[] = [];
  for await (const diagnosis of examine(only, wishes)) {
    diagnoses.push(diagnosis);
    if (!json) tell(textOf(diagnosis));
  }
  if (json) tell(JSON.stringify(diagnoses, undefined, 2));
  say(verdictOf(diagnoses));
  const code: ExitCode = count(diagnoses, 'fault') > 0 ? 3 : 0;
  return code;
});

/** What was asked for goes to standard output. */
function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Without settings there is nothing else to look at. */
async function* examine(only: readonly CheckName[], wishes: DoctorWishes): AsyncGenerator<Diagnosis> {
  try {
    const config = loadConfig(process.env, process.execArgv);
    forgetSecrets(process.env);
    yield* diagnose(patientOf(config, wishes), only);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield { check: 'settings', title: checks.settings.title, findings: settingsFaults(error) };
  }
}

function wordsOf(words: readonly string[]) {
  const { only = [], json = false, application, endpoint = endpointOf(process.env), package: file } = optionsIn(words);
  const strange = only.find((name) => !isCheck(name));
  if (strange !== undefined || !only.every(isCheck)) throw new UsageError(`There is no check “${strange}”.`);
  const wishes: DoctorWishes = {
    appPackage: file ?? join('appPackage', 'build', 'secretbot.zip'),
    ...(application !== undefined && { application }),
    ...(endpoint !== undefined && { endpoint }),
  };
  return { only: only.length > 0 ? only : checkNames, json, wishes };
}

/** The domain that the app package is made with is the bot's own. */
function endpointOf({ BOT_DOMAIN: domain }: NodeJS.ProcessEnv): string | undefined {
  return domain?.trim() ? `https://${domain.trim()}/api/messages` : undefined;
}

function optionsIn(words: readonly string[]) {
  const { values, positionals } = wordsIn(words, {
    application: { type: 'string' },
    endpoint: { type: 'string' },
    package: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  noMore(positionals);
  return values;
}
