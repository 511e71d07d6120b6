import { loadToolConfig } from '../config';
import type { ForgetReport } from '../control/operations';
import { askOrDo } from './askOrDo';
import { runTool, say, UsageError } from './tool';

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `npm run forget -- <object id>`: erases what tells who a person is. What it cannot, and why, is in docs/privacy.md. */
runTool(async (words) => {
  const [personId, ...more] = words;
  if (!personId || !OBJECT_ID.test(personId) || more.length > 0) {
    throw new UsageError(
      "Say who: npm run forget -- <object id>. The object ID is on the person's page in the Microsoft Entra admin center.",
    );
  }
  const report = await askOrDo(loadToolConfig(process.env), 'forget', { personId: personId.toLowerCase() });
  if ('needed' in report) {
    for (const line of whyNot(report.needed)) say(line);
    return 1;
  }
  const { chats, messages, waiting, wizards, names } = report.erased;
  say(
    `Erased: ${chats} chats, ${messages} references to messages, ${waiting} waiting messages, ${wizards} unfinished cards,`,
  );
  say(`and the name in ${names} places. What they did stays in the audit, under their object ID alone.`);
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
