import { loadToolConfig } from '../config';
import type { ForgetReport } from '../control/operations';
import { askOrDo } from './askOrDo';
import { noMore, runTool, say, UsageError, wordsIn } from './tool';

const USAGE = `npm run forget -- <object ID>: erases what tells who a person is. docs/privacy.md says what that is, and what stays.
The object ID is on the person's page in the Microsoft Entra admin center, and az ad user show --id <sign-in name> says it.
It asks the running SecretBot, or opens the database itself where none runs. SECRETBOT_DATA_DIR says where that is.`;

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `npm run forget -- <object id>`: erases what tells who a person is. What it cannot, and why, is in docs/privacy.md. */
runTool(USAGE, async (words) => {
  const [personId, ...more] = wordsIn(words, {}).positionals;
  if (!personId) throw new UsageError('Say who.');
  if (!OBJECT_ID.test(personId)) throw new UsageError(`“${personId}” is no object ID.`);
  noMore(more);
  const report = await askOrDo(loadToolConfig(process.env), 'forget', { personId: personId.toLowerCase() });
  if ('needed' in report) {
    for (const line of whyNot(report.needed)) say(line);
    return 1;
  }
  const { chats, messages, waiting, wizards, names } = report.erased;
  if (Object.values(report.erased).every((rows) => rows === 0)) {
    say('There was nothing to erase: SecretBot knows nobody under this object ID, or has erased them before.');
    return 0;
  }
  say(
    `Erased: ${chats} chats, ${messages} references to messages, ${waiting} waiting messages, ${wizards} unfinished cards,`,
  );
  say(
    `and the name in ${names} places. What they did stays in the audit, under their object ID alone;\nso does that they were erased.`,
  );
  return 0;
});

function whyNot({
  secrets,
  requests,
  grants,
  tickets,
  underWay,
}: Extract<ForgetReport, { needed: unknown }>['needed']) {
  return [
    'Nothing was erased: SecretBot still needs to know this person.',
    ...(secrets.length > 0 ? [`They own ${secrets.join(', ')}. Hand these over with “share”, or delete them.`] : []),
    ...(requests > 0
      ? [`${requests} open requests are theirs or wait for them. Decide or withdraw these, or wait.`]
      : []),
    ...(grants > 0 ? [`They have access to ${grants} values. End it with “show”, or wait.`] : []),
    ...(tickets > 0
      ? [`They may still open ${tickets} values. That ends by itself, within 24 hours where no access was given.`]
      : []),
    ...(underWay > 0 ? [`${underWay} of what they asked for is under way. Try again in some minutes.`] : []),
  ];
}
