import { resolve } from 'node:path';
import { type Manifest, manifestIn, type NoManifest } from '../appPackage';
import type { Check } from '../checks';
import type { Patient } from '../context';
import { type Finding, fault, note, ok, unknown } from '../finding';

/** Whether the app package that people have fits these settings. */
export const manifest: Check = {
  title: 'Teams app package',
  look: async (patient) => {
    const file = patient.wishes.appPackage;
    const found = manifestIn(file);
    if ('why' in found) return [notRead(resolve(file), found, patient)];
    const faults = [...botFaults(found, patient), ...domainFaults(found, patient), ...commandFaults(found, patient)];
    return faults.length > 0 ? faults : [ok(`The app package ${file} (version ${found.version}) fits the settings.`)];
  },
};

function notRead(file: string, found: NoManifest, patient: Patient): Finding {
  switch (found.why) {
    case 'no_file':
      return unknown(
        'no_package',
        `There is no app package at ${file}, so it was not looked at.`,
        'Say where it is: npm run doctor -- --package <file.zip>',
      );
    case 'not_read':
      return fault(
        'package_not_read',
        `${file} cannot be read (${found.code}).`,
        'Say the file itself, and let this user read it: npm run doctor -- --package <file.zip>',
      );
    case 'no_package':
      return fault('package_unreadable', `${file} is no app package.`, ...again(patient));
  }
}

/** With this installation's own ids. */
function again({ config, wishes }: Patient): readonly [string, string] {
  const { endpoint } = wishes;
  const host = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).hostname : '<your host>';
  return [
    'Make the package again in a copy of this version, after npm ci, and upload it in the Teams admin center:',
    `BOT_ID=${config.bot.appId} BOT_DOMAIN=${host} npm run package`,
  ];
}

function botFaults({ bots, webApplicationInfo }: Manifest, patient: Patient): readonly Finding[] {
  const { config } = patient;
  const appId = config.bot.appId.toLowerCase();
  const [bot] = bots;
  const installs = config.teamsAppId !== undefined;
  const wrongBot = bot?.botId.toLowerCase() !== appId;
  const wrongApp = webApplicationInfo !== undefined && webApplicationInfo.id.toLowerCase() !== appId;
  return [
    ...(wrongBot
      ? [
          fault(
            'wrong_bot_id',
            `The app package is for the bot ${bot?.botId ?? '(none)'}, and the settings are of ${config.bot.appId}.`,
            ...again(patient),
          ),
        ]
      : []),
    ...(wrongApp || (installs && !webApplicationInfo)
      ? [
          fault(
            'wrong_web_application',
            'The app package does not say that it belongs to this registration (webApplicationInfo.id), so SecretBot cannot install itself for people.',
            ...again(patient),
          ),
        ]
      : []),
    ...['personal', 'team', 'groupChat']
      .filter((scope) => bot !== undefined && !bot.scopes.includes(scope))
      .map((scope) =>
        fault('scope_missing', `The app package does not let people use SecretBot in: ${scope}.`, ...again(patient)),
      ),
  ];
}

/** Where the endpoint is known, the package must be of the same host. */
function domainFaults({ developer, validDomains }: Manifest, patient: Patient): readonly Finding[] {
  const { wishes } = patient;
  const placeholders = [developer.websiteUrl, ...validDomains].filter((text) => text.includes('${{'));
  if (placeholders.length > 0) {
    return [
      fault(
        'not_filled_in',
        `The app package has places that nobody filled in (${placeholders[0]}).`,
        ...again(patient),
      ),
    ];
  }
  if (wishes.endpoint === undefined || !URL.canParse(wishes.endpoint)) return [];
  const { hostname } = new URL(wishes.endpoint);
  const own = URL.canParse(developer.websiteUrl) ? new URL(developer.websiteUrl).hostname : '';
  return own === hostname || validDomains.includes(hostname)
    ? []
    : [
        note(
          'other_domain',
          `The app package names ${own}, and the messaging endpoint is at ${hostname}.`,
          'That is fine when the pages about SecretBot are there (/, /privacy, /terms). Otherwise set BOT_DOMAIN and',
          'make the package again.',
        ),
      ];
}

/** Commands that Teams offers and the bot does not know, and the other way round; administrators know theirs. */
function commandFaults({ bots }: Manifest, patient: Patient): readonly Finding[] {
  const { commands } = patient;
  const lists = bots.flatMap(({ commandLists }) => commandLists);
  const offered = new Set(lists.flatMap((list) => list.commands.map(({ title }) => title)));
  const strange = [...offered].filter((title) => !commands.some(({ name }) => name === title.split(' ')[0]));
  const left = commands
    .filter(({ audience }) => audience === 'everybody')
    .map(({ name }) => name)
    .filter((name) => ![...offered].some((title) => title.split(' ')[0] === name));
  if (strange.length === 0 && left.length === 0) return [];
  const what = [
    ...(strange.length > 0 ? [`it offers ${strange.join(', ')}, which this version does not know`] : []),
    ...(left.length > 0 ? [`it does not offer ${left.join(', ')}`] : []),
  ];
  return [note('other_commands', `The app package is of another version: ${what.join('; ')}.`, ...again(patient))];
}
