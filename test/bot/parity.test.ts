import type { Person } from '../../src/domain/actor';
import { parseReference, type Reference } from '../../src/domain/reference';
import { actor, TENANT } from '../domain/support/domainWorld';
import { MINUTE } from '../domain/support/fixedClock';
import { anApplication, aPerson } from '../support/memory/directoryBuilders';
import { TestBot } from './testBot';

/*
 * What people, and those who attack, get to see: what is not there, not theirs, another tenant's or deleted long ago is
 * answered by the same bytes, and with the same calls of Entra and the vault. Dana is a member of the tenant without a part in anything.
 */

type Answer = { readonly bytes: string; readonly calls: readonly string[] };
type Look = (dana: Person, id: string) => Promise<{ readonly text: string }>;

const NO_REFERENCE = 'sb-00000000';
const NO_ID = '00000000-0000-4000-8000-00000000dead';
const OTHER_TENANT = TENANT.replace('1', '2');

let bot: TestBot;
let dana: Person;
const references: Record<string, string> = {};
const ids: Record<'ticket' | 'request' | 'grant' | 'intent' | 'application' | 'client', string> = {
  ticket: '',
  request: '',
  grant: '',
  intent: '',
  application: '',
  client: '',
};

beforeAll(async () => {
  bot = await TestBot.start();
  const { tenant } = bot;
  const { alex, megan, lee } = tenant;
  Object.assign(tenant.production, { usersGroupId: 'users' });
  tenant.directory.addGroup(
    'users',
    [alex, megan, lee].map(({ objectId }) => objectId),
  );
  dana = tenant.directory.addPerson(aPerson({ displayName: 'Dana Novak' }));
  const { records } = bot.store;
  const made = (name: string) => tenant.created(tenant.draft({ name, share: true }, { ownerId: megan.objectId }));

  const { secret: old } = await made('old');
  const { id } = await tenant.domain.deletes.confirm(actor(alex), { reference: old.reference }, 'old');
  await tenant.domain.deletes.fulfil(id);
  tenant.clock.advance(3 * 24 * 60 * MINUTE);

  const { secret, intent } = await made('hidden');
  await bot.say(lee, `request ${secret.reference} for 4h because of the release`);
  await bot.click(megan, 'request/approve', { ...bot.buttonData('request/approve'), hours: '4' });
  const [grant] = await records.grants.ofSecret(TENANT, secret.reference);
  const { secret: asked } = await made('asked for');
  await bot.say(lee, `request ${asked.reference} for 4h because of the release`);
  const foreign = { ...secret, tenantId: OTHER_TENANT, reference: parseReference('sb-77777777') as Reference };
  await records.secrets.add({ ...foreign, keyId: 'of another tenant' });

  const application = anApplication({ displayName: 'Invoices' });
  tenant.directory.addApplication(application, { ownerIds: [megan.objectId] });
  Object.assign(references, {
    'not theirs': secret.reference,
    'deleted long ago': old.reference,
    'another tenant’s': foreign.reference,
  });
  Object.assign(ids, {
    ticket: grant?.ticketId,
    request: bot.buttonData('request/approve')?.['request'],
    grant: grant?.id,
    intent: intent.id,
    application: application.objectId,
    client: application.appId,
  });
});
afterAll(() => bot.stop());

/** What comes back, and what is sent to Dana, without what the request itself brought; and what was asked outside for it. */
async function seen(look: Look, id: string): Promise<Answer> {
  // Nothing is remembered from the look before.
  bot.tenant.clock.advance(6 * MINUTE);
  bot.touched.length = 0;
  bot.chat.connector.received.length = 0;
  const { text } = await look(dana, id);
  const sent = bot.sent.filter((line) => line.includes('a%3Adana') || line.includes('isTargetedActivity'));
  const bytes = [text, ...sent]
    .join('\n')
    .split(id)
    .join('…')
    .replace(/17000000\d{5}/g, '#');
  return { bytes, calls: bot.touched.filter((call) => /^(directory|vault)/.test(call)).sort() };
}

const say =
  (text: string, where: 'personal' | 'groupChat' = 'personal'): Look =>
  (person, id) =>
    bot.say(person, text.replace('{}', id), where);
const click =
  (verb: string, name: string, more: Record<string, unknown> = {}): Look =>
  (person, id) =>
    bot.click(person, verb, { ...more, [name]: id });
const open: Look = (person, ticket) => bot.openDialog(person, { verb: 'carrier/open', ticket });
const submit =
  (verb: string): Look =>
  (person, ticket) =>
    bot.submitDialog(person, { verb, ticket });

const byReference: Record<string, Look> = {
  show: say('show {}'),
  'show, in a group chat': say('show {}', 'groupChat'),
  delete: say('delete {}'),
  request: say('request {}'),
  'request with everything': say('request {} for 4h because of the release'),
  share: say('share {}'),
  'secret/show': click('secret/show', 'reference'),
  'delete/ask': click('delete/ask', 'reference'),
  'delete/confirm': click('delete/confirm', 'reference', { typedName: 'hidden' }),
  'request/ask': click('request/ask', 'reference'),
  'request/send': click('request/send', 'reference', { hours: '4', reason: 'the release' }),
  'share/ask': click('share/ask', 'reference'),
  'share/save': click('share/save', 'reference', { share: 'false' }),
};

describe.each(Object.entries(byReference))('%s of a secret that is', (_name, look) => {
  it.each(['not theirs', 'deleted long ago', 'another tenant’s'])(
    '%s is answered as if it were not there',
    async (which) => {
      const none = await seen(look, NO_REFERENCE);
      expect(none.bytes).not.toMatch(/hidden|Megan|my fault/);
      expect(await seen(look, references[which] ?? '')).toEqual(none);
    },
  );
});

const byId: readonly (readonly [string, keyof typeof ids, Look])[] = [
  ['carrier/open', 'ticket', open],
  ['carrier/show', 'ticket', submit('carrier/show')],
  ['carrier/stored', 'ticket', submit('carrier/stored')],
  ['carrier/notSeen', 'ticket', click('carrier/notSeen', 'ticket')],
  ['carrier/move', 'ticket', click('carrier/move', 'ticket')],
  ['request/show', 'request', click('request/show', 'request')],
  ['request/withdraw', 'request', click('request/withdraw', 'request')],
  ['request/approve', 'request', click('request/approve', 'request', { hours: '2' })],
  ['request/deny', 'request', click('request/deny', 'request', { reason: 'No.' })],
  ['grant/revoke', 'grant', click('grant/revoke', 'grant')],
  ['create/again', 'intent', click('create/again', 'intent')],
  ['create/start', 'client', click('create/start', 'application')],
  ['create', 'client', say('create {}')],
  ['list app', 'client', say('list app {}')],
  ['list/show', 'application', click('list/show', 'application', { scope: 'app' })],
  ['credential/ask', 'application', click('credential/ask', 'application', { keyId: NO_ID })],
  ['credential/confirm', 'application', click('credential/confirm', 'application', { keyId: NO_ID, typedName: 'x' })],
  [
    'the search for applications',
    'client',
    (person, queryText) => bot.search(person, { dataset: 'applications', queryText }),
  ],
];

it.each(byId)('%s of somebody else’s %s is answered as if it were not there', async (_name, what, look) => {
  expect(ids[what]).not.toBe('');
  const none = await seen(look, NO_ID);
  expect(none.bytes).not.toMatch(/hidden|Megan|my fault/);
  expect(await seen(look, ids[what])).toEqual(none);
});

it('a credential on somebody else’s application is answered like one that is not there', async () => {
  const [credential] = bot.tenant.ownCredentials();
  const application = bot.tenant.payroll.objectId;
  const look = click('credential/ask', 'keyId', { application });
  expect(await seen(look, credential?.keyId ?? '')).toEqual(await seen(look, NO_ID));
});

it('whom it concerns gets another answer: there is something to hide', async () => {
  const { megan, lee } = bot.tenant;
  const none = await bot.click(megan, 'secret/show', { reference: NO_REFERENCE });
  const shown = await bot.click(megan, 'secret/show', { reference: references['not theirs'] });
  expect(shown.text).toContain('hidden');
  expect(none.text).not.toContain('hidden');
  expect((await bot.openDialog(lee, { verb: 'carrier/open', ticket: ids.ticket })).text).toMatch(
    /Show value|access has ended/,
  );
});
