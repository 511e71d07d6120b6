import type { Person } from '../../src/domain/actor';
import { TENANT } from '../domain/support/domainWorld';
import { buttonDataIn, TestBot } from './testBot';

const CARD = 'application/vnd.microsoft.card.adaptive';
const TOAST = 'application/vnd.microsoft.activity.message';

describe('the bot in a turn', () => {
  let bot: TestBot;
  let alex: Person;
  let megan: Person;

  beforeEach(async () => {
    bot = await TestBot.start();
    ({ alex, megan } = bot.tenant);
  });
  afterEach(() => bot.stop());

  /** Goes through the wizard that `create` opens, by its buttons, and gives Submit's answer. */
  async function create(vault: boolean, where: 'personal' | 'groupChat' = 'personal') {
    await bot.say(alex, 'create Payroll API', where);
    return goThrough(vault, where);
  }

  async function goThrough(vault: boolean, where: 'personal' | 'groupChat' = 'personal') {
    const message = { replyToId: 'm1' };
    const details = { name: 'CI deploy', description: 'Deploys', expiration: '2026-08-31', location: 'prod' };
    const first = { ...bot.buttonData('wizard/next'), ...details, vault: String(vault), share: 'false' };
    const owner = await bot.click(alex, 'wizard/next', first, where, message);
    const second = { ...buttonDataIn(owner.body, 'wizard/next'), owner: alex.objectId, preApprove: 'false' };
    const summary = await bot.click(alex, 'wizard/next', second, where, message);
    return bot.click(alex, 'wizard/submit', buttonDataIn(summary.body, 'wizard/submit'), where, message);
  }

  describe('typed commands', () => {
    it('answers help with every command of the table, in the personal chat', async () => {
      expect((await bot.say(alex, 'help')).status).toBe(200);
      expect(bot.sent).toHaveLength(1);
      for (const name of ['create', 'list', 'show', 'delete', 'help', 'cancel']) expect(bot.sent[0]).toContain(name);
    });

    it.each(['help', 'list', 'show sb-7Q3F9K2M', 'delete sb-7Q3F9K2M', 'create', 'cancel', 'nonsense', ''])(
      'answers "%s" in a group chat so that only the person sees it',
      async (text) => {
        await bot.say(alex, text, 'groupChat');
        expect(bot.sent).toHaveLength(1);
        expect(bot.openly).toEqual([]);
      },
    );

    it('names the nearest command for one that it does not know', async () => {
      await bot.say(alex, 'delte sb-7Q3F9K2M');
      expect(bot.sent[0]).toMatch(/delte.*Did you mean.*delete/);
    });

    it('answers a message that Teams delivers twice only once', async () => {
      await bot.say(alex, 'create', 'personal', { id: '1700000000001' });
      await bot.say(alex, 'create', 'personal', { id: '1700000000001' });
      expect(bot.sent).toHaveLength(1);
      await bot.say(alex, 'create', 'personal', { id: '1700000000002' });
      expect(bot.sent).toHaveLength(2);
    });

    it('takes free text during a wizard for a slip: says so, and shows the card again', async () => {
      await bot.say(alex, 'create Payroll API');
      await bot.say(alex, 'CI deploy');
      expect(bot.posted).toHaveLength(3);
      expect(bot.posted[1]).toMatch(/use the card/);
      expect(bot.posted[2]).toContain('Client Secret Details');
    });

    it('shows the wizard again after help, and cancel ends it', async () => {
      await bot.say(alex, 'create Payroll API');
      await bot.say(alex, 'help');
      expect(bot.posted[2]).toContain('Client Secret Details');
      await bot.say(alex, 'cancel');
      expect(bot.posted[3]).toMatch(/Cancelled/);
      await bot.say(alex, 'cancel');
      expect(bot.posted[4]).toMatch(/nothing to cancel/);
    });

    it('asks which secret when the reference is missing', async () => {
      await bot.say(alex, 'show');
      expect(bot.sent[0]).toMatch(/Which secret/);
    });

    it('says which system is away when one is, and helps all the same', async () => {
      bot.tenant.directory.interruptions.fail('person', 'before', { times: 2 });
      await bot.say(alex, 'list');
      expect(bot.sent[0]).toMatch(/Microsoft Entra/);
      await bot.say(alex, 'help');
      expect(bot.sent[1]).toMatch(/What SecretBot can do/);
    });

    it('goes on in the personal chat where nothing private can be sent, leaving a pointer without detail', async () => {
      bot.chat.connector.refuse = ({ url }) =>
        url.includes('isTargetedActivity') ? { status: 400, code: 'BadArgument' } : undefined;
      await bot.say(alex, 'create Payroll API', 'groupChat');
      expect(bot.sent.find((line) => line.includes('a%3Aopened'))).toContain('Client Secret Details');
      expect(bot.openly).toHaveLength(1);
      expect(JSON.stringify(bot.openly)).not.toMatch(/Payroll|Client Secret/);
    });
  });

  describe('the cards of a wizard', () => {
    const update = (line: string) => line.startsWith('PUT');

    it('lose their buttons when cancel is typed', async () => {
      await bot.say(alex, 'create Payroll API');
      await bot.say(alex, 'cancel');
      expect(bot.sent.map((line) => line.slice(0, 3))).toEqual(['POS', 'PUT', 'POS']);
      expect(bot.sent[1]).toMatch(/activities\/m1 .*Cancelled/);
      expect(bot.sent[1]).not.toMatch(/wizard\//);
    });

    it('say how it ended also after a reload, when Cancel is pressed', async () => {
      await bot.say(alex, 'create Payroll API', 'groupChat');
      const data = bot.buttonData('wizard/cancel');
      await bot.click(alex, 'wizard/cancel', data, 'groupChat', { replyToId: 'm1' });
      expect(bot.sent.filter(update)).toEqual([
        expect.stringMatching(/activities\/m1\?isTargetedActivity=true .*Cancelled/),
      ]);
    });

    it('keep their buttons only in the newest message of the wizard', async () => {
      await bot.say(alex, 'create Payroll API');
      await bot.say(alex, 'what now');
      expect(bot.sent.filter(update)).toEqual([expect.stringMatching(/activities\/m1 .*out of date/)]);
      await bot.say(alex, 'create');
      await bot.click(alex, 'wizard/continue', {}, 'personal', { replyToId: 'm5' });
      expect(bot.sent.filter(update).at(-1)).toMatch(/activities\/m3 .*out of date/);
    });

    it('go on saying what was created when a click on an earlier one ends only then', async () => {
      await bot.say(alex, 'create Payroll API');
      const late = bot.buttonData('wizard/next');
      await goThrough(false);
      await bot.click(alex, 'wizard/next', late, 'personal', { replyToId: 'm1' });
      await bot.domain.outbox.deliverDue();
      expect(
        bot.sent
          .filter(update)
          .filter((line) => line.includes('activities/m1'))
          .at(-1),
      ).toMatch(/Created/);
      expect(bot.sent.join()).not.toMatch(/out of date/);
    });

    it('lose their buttons when the wizard is started over in another message', async () => {
      await bot.say(alex, 'create Payroll API');
      await bot.say(alex, 'create');
      const { text } = await bot.click(alex, 'wizard/restart', bot.buttonData('wizard/restart'), 'personal', {
        replyToId: 'm2',
      });
      expect(text).toMatch(/Which application/);
      expect(bot.sent.filter(update)).toEqual([expect.stringMatching(/activities\/m1 .*out of date/)]);
    });
  });

  describe('people', () => {
    it.each([
      ['unknown to the directory', () => ({ ...alex, objectId: '00000000-0000-4000-8000-00000000dead' })],
      ['disabled', () => bot.tenant.directory.addPerson({ ...alex, enabled: false })],
      ['a guest that no location lets in', () => bot.tenant.directory.addPerson({ ...alex, kind: 'guest' })],
    ])('who are %s are told so, whatever they ask for, and nothing is kept of them', async (_who, person) => {
      const stranger = person();
      await bot.say(stranger, 'list all');
      await bot.say(stranger, 'create Payroll API');
      await bot.say(stranger, 'help');
      expect(bot.sent[0]).toMatch(/cannot work for this account/);
      expect(bot.sent[1]).toMatch(/cannot work for this account/);
      expect(bot.sent[2]).toMatch(/cannot work for this account/);
      await bot.deliver(stranger, { type: 'installationUpdate', action: 'add' });
      expect(bot.sent).toHaveLength(3);
      expect(await bot.chat.references.person(TENANT, stranger.objectId)).toBeUndefined();
      const click = await bot.click(stranger, 'list/show', { scope: 'all' });
      expect(JSON.stringify(click.body)).toMatch(/cannot work for this account/);
      const found = await bot.search(stranger, { dataset: 'people', queryText: '' });
      expect(found.body).toMatchObject({ type: 'application/vnd.microsoft.error' });
    });
  });

  it('neither opens nor shows a value to somebody who was disabled a moment ago', async () => {
    await create(true);
    const carrier = bot.buttonData('carrier/open') ?? {};
    bot.tenant.directory.addPerson({ ...alex, enabled: false });
    const opened = await bot.openDialog(alex, carrier);
    expect(opened.body.task).toEqual({ type: 'message', value: expect.stringMatching(/cannot work for this account/) });
    const shown = await bot.submitDialog(alex, { ...carrier, verb: 'carrier/show' });
    expect(shown.text).not.toContain('CANARY');
    bot.tenant.directory.addPerson(alex);
    bot.tenant.clock.advance(5 * 60_000);
    expect((await bot.submitDialog(alex, { ...carrier, verb: 'carrier/show' })).text).toContain('CANARY');
  });

  describe('the journey', () => {
    it('creates an unvaulted secret in a group chat, and gives its value once, to its creator, in a dialog', async () => {
      const submitted = await create(false, 'groupChat');
      expect(submitted.body).toMatchObject({ statusCode: 200, type: CARD });
      expect(submitted.text).toMatch(/Creating/);
      const carrier = bot.buttonData('carrier/open') ?? {};
      const opened = await bot.openDialog(alex, carrier, 'groupChat');
      expect(opened.body).toMatchObject({ task: { type: 'continue', value: { card: { contentType: CARD } } } });
      expect(opened.text).not.toContain('CANARY');
      const show = buttonDataIn(opened.body, 'carrier/show');
      const pages = await Promise.all(Array.from({ length: 5 }, () => bot.submitDialog(alex, show, 'groupChat')));
      expect(pages.filter(({ text }) => text.includes('CANARY'))).toHaveLength(1);
      expect(pages.every(({ status, body }) => status === 200 && body.task.type === 'continue')).toBe(true);
      const stored = await bot.submitDialog(alex, { verb: 'carrier/stored', ticket: carrier['ticket'] }, 'groupChat');
      expect([stored.status, stored.text]).toEqual([200, '']);
      expect(bot.sent.at(-1)).toMatch(/and stored/);
      expect(bot.openly).toEqual([]);
      expect(bot.sent.join() + bot.logged.join()).not.toContain('CANARY');
    });

    it('gives nothing to anybody else who has the button, and tells the owner', async () => {
      await create(false, 'groupChat');
      const carrier = bot.buttonData('carrier/open') ?? {};
      const opened = await bot.openDialog(megan, carrier, 'groupChat');
      const shown = await bot.submitDialog(megan, { ...carrier, verb: 'carrier/show' }, 'groupChat');
      expect(opened.text).toMatch(/nothing for you/);
      expect(shown.text).toMatch(/nothing for you/);
      expect(bot.sent.at(-1)).toMatch(/tried to open a value that is not theirs/);
      const own = await bot.submitDialog(alex, { ...carrier, verb: 'carrier/show' }, 'groupChat');
      expect(own.text).toContain('CANARY');
    });

    it('claims nothing when more than eight seconds have passed since the click', async () => {
      await create(true);
      const carrier = { ...bot.buttonData('carrier/open'), verb: 'carrier/show' };
      bot.tenant.directory.interruptions.during('person', 'before', () => bot.tenant.clock.advance(8_001));
      const late = await bot.submitDialog(alex, carrier);
      expect(late.text).toMatch(/took too long/);
      expect((await bot.submitDialog(alex, carrier)).text).toContain('CANARY');
    });

    it('lists, shows and deletes by buttons, and brings the question back when the typed name does not fit', async () => {
      await create(true);
      const list = await bot.click(alex, 'list/show', { scope: 'mine' });
      const shown = await bot.click(alex, 'secret/show', buttonDataIn(list.body, 'secret/show'));
      expect(shown.text).toContain('Deploys');
      const asked = await bot.click(alex, 'delete/ask', buttonDataIn(shown.body, 'delete/ask'));
      const confirm = buttonDataIn(asked.body, 'delete/confirm');
      const wrong = await bot.click(alex, 'delete/confirm', { ...confirm, typedName: 'CI' });
      expect(wrong.text).toMatch(/not the name/);
      expect(bot.tenant.directory.truth(bot.tenant.payroll.objectId)).toHaveLength(1);
      const deleted = await bot.click(alex, 'delete/confirm', { ...confirm, typedName: 'CI deploy' });
      expect(deleted.text).toMatch(/is deleted/);
      expect(bot.tenant.directory.truth(bot.tenant.payroll.objectId)).toEqual([]);
      const again = await bot.click(alex, 'delete/confirm', { ...confirm, typedName: 'CI deploy' });
      expect(again.body).toMatchObject({ statusCode: 200, type: CARD });
    });

    it('writes the result of Submit into the message whose button was pressed', async () => {
      await bot.say(alex, 'create Payroll API');
      const details = { name: 'CI', description: 'x', expiration: '2026-08-31', location: 'prod', vault: 'true' };
      const replyToId = 'pressed';
      const one = { ...bot.buttonData('wizard/next'), ...details };
      const owner = await bot.click(alex, 'wizard/next', one, 'personal', { replyToId });
      const two = { ...buttonDataIn(owner.body, 'wizard/next'), owner: alex.objectId };
      const summary = await bot.click(alex, 'wizard/next', two, 'personal', { replyToId });
      await bot.click(alex, 'wizard/submit', buttonDataIn(summary.body, 'wizard/submit'), 'personal', { replyToId });
      const updates = bot.sent.filter((line) => line.startsWith('PUT') && line.includes('/activities/pressed '));
      expect(updates.at(-1)).toMatch(/Created/);
    });
  });

  describe('clicks', () => {
    it.each<[string, unknown, unknown]>([
      ['an unknown verb', 'wizard/explode', {}],
      ['a verb of every object', 'constructor', {}],
      ['no verb', undefined, {}],
      ['a verb that is no text', { toString: 'x' }, {}],
      ['a verb of dialogs', 'carrier/show', { ticket: 'x' }],
      ['data that is text', 'list/show', 'mine'],
      ['data with a wrong type', 'secret/show', { reference: { $ne: '' } }],
      ['data that is too long', 'secret/show', { reference: 'x'.repeat(10_000) }],
      ['a scope that is none', 'list/show', { scope: 'everything' }],
    ])('with %s are answered as out of date, and nothing is done', async (_what, verb, data) => {
      const answer = await bot.click(alex, verb, data);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ statusCode: 200, type: CARD });
      expect(answer.text).toMatch(/out of date/);
      expect(bot.sent).toEqual([]);
    });

    it.each([
      ['opening a dialog', 'task/fetch'],
      ['inside one', 'task/submit'],
    ])('%s with data that does not fit are answered with a sentence', async (_what, name) => {
      for (const value of [undefined, {}, { data: 7 }, { data: { verb: 'x' } }, { data: { verb: 'carrier/show' } }]) {
        const { status, body } = await bot.deliver(alex, { type: 'invoke', name, value });
        expect([status, body.task.type]).toEqual([200, 'message']);
      }
    });

    it('on a ticket that does not exist look like clicks on somebody else’s', async () => {
      const { text } = await bot.submitDialog(alex, { verb: 'carrier/show', ticket: 'nothing' });
      expect(text).toMatch(/nothing for you/);
    });

    it('leave the card as it is when another system is away, and say so beside it', async () => {
      await bot.say(alex, 'create Payroll API');
      // The terms that the card showed hold for a minute.
      bot.tenant.clock.advance(60_000);
      bot.tenant.directory.interruptions.fail('application', 'before', { times: 9 });
      const { body } = await bot.click(alex, 'wizard/next', { ...bot.buttonData('wizard/next'), name: 'CI' });
      expect(body).toMatchObject({ statusCode: 200, type: TOAST, value: expect.stringMatching(/Microsoft Entra/) });
    });

    it('open a wizard in a message of its own, so that a card everybody sees stays as it is', async () => {
      const { body } = await bot.click(alex, 'create/start', {}, 'groupChat');
      expect(body).toMatchObject({ type: TOAST });
      expect(bot.sent[0]).toContain('isTargetedActivity=true');
      expect(bot.openly).toEqual([]);
    });

    it('that open a wizard and are delivered twice open one', async () => {
      for (const _delivery of [1, 2]) {
        const { body } = await bot.click(alex, 'create/start', {}, 'personal', { id: 'f:1' });
        expect(body).toMatchObject({ type: TOAST });
      }
      expect(bot.sent).toHaveLength(1);
    });

    it('that hit a fault of ours give a number and no detail, and the log has the same number', async () => {
      const broken = await TestBot.start({
        catalogue: {
          history: () => Promise.reject(new TypeError('CANARY in a message')),
          list: () => Promise.reject(new TypeError('CANARY in a message')),
          show: () => Promise.reject(new TypeError('CANARY in a message')),
        },
      });
      const person = broken.tenant.alex;
      const { body } = await broken.click(person, 'list/show', { scope: 'mine' });
      await broken.say(person, 'list');
      await broken.stop();
      const number = /\d{8}/.exec(body.value)?.[0] ?? 'none';
      expect(body.type).toBe(TOAST);
      expect(broken.logged.join()).toContain(number);
      expect(broken.sent[0]).toMatch(/my fault.*\d{8}/);
      expect(JSON.stringify(body) + broken.sent.join() + broken.logged.join()).not.toContain('CANARY');
    });

    it('that Teams has no name for are 501', async () => {
      expect((await bot.deliver(alex, { type: 'invoke', name: 'composeExtension/query', value: {} })).status).toBe(501);
    });
  });

  describe('typeaheads', () => {
    it.each(['', 'Pay'])('find applications for "%s"', async (queryText) => {
      const { body } = await bot.search(alex, {
        dataset: 'applications',
        queryText,
        queryOptions: { skip: 0, top: 15 },
      });
      expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse' });
      expect(body.value.results).toEqual([
        { title: expect.stringContaining('Payroll API'), value: bot.tenant.payroll.objectId },
      ]);
    });

    it('find no applications of other people, and people of the whole tenant', async () => {
      const applications = await bot.search(megan, { dataset: 'applications', queryText: 'Pay' });
      expect(applications.body.value.results).toEqual([]);
      const people = await bot.search(alex, { dataset: 'people', queryText: 'Meg' });
      expect(people.body.value.results).toEqual([{ title: expect.any(String), value: megan.objectId }]);
    });

    it.each<[string, Record<string, unknown>]>([
      ['another dataset', { dataset: 'secrets', queryText: 'x' }],
      ['no dataset', {}],
      ['a query that is no text', { dataset: 'people', queryText: { length: 1 } }],
    ])('find nothing for %s', async (_what, value) => {
      expect((await bot.search(alex, value)).body.value.results).toEqual([]);
    });

    it('say what went wrong when the directory is away', async () => {
      bot.tenant.directory.interruptions.fail('applicationsOwnedBy');
      const { status, body } = await bot.search(alex, { dataset: 'applications', queryText: '' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ statusCode: 500, type: 'application/vnd.microsoft.error' });
    });
  });

  describe('installations', () => {
    const added = { type: 'installationUpdate', action: 'add' };
    const joined = { type: 'conversationUpdate', membersAdded: [{ id: '28:1c5f2d6e-0b63-4f0a-9a0e-6f4b8f6f1a11' }] };
    const removed = { type: 'installationUpdate', action: 'remove' };

    it.each(['personal', 'groupChat', 'channel'] as const)(
      'are welcomed once (%s), for everybody to see',
      async (where) => {
        await bot.deliver(alex, joined, where);
        await bot.deliver(alex, added, where);
        await bot.deliver(alex, joined, where);
        expect(bot.sent).toHaveLength(1);
        expect(bot.sent[0]).toMatch(/create\/start/);
        expect(bot.sent[0]).not.toMatch(/isTargetedActivity|messageid/);
      },
    );

    it('are welcomed again after the bot was removed and came back', async () => {
      await bot.deliver(alex, added);
      await bot.deliver(alex, removed);
      await bot.deliver(alex, added);
      expect(bot.sent).toHaveLength(2);
    });

    it('whose welcome failed are delivered again by Teams, and welcomed then', async () => {
      bot.chat.connector.refuse = () => ({ status: 502 });
      expect((await bot.deliver(alex, added)).status).toBe(503);
      bot.chat.connector.refuse = () => undefined;
      expect((await bot.deliver(alex, added)).status).toBe(200);
      expect(bot.sent.at(-1)).toMatch(/create\/start/);
    });

    it('of other people are none of ours', async () => {
      await bot.deliver(alex, { type: 'conversationUpdate', membersAdded: [{ id: '29:megan' }] }, 'groupChat');
      await bot.deliver(alex, { type: 'conversationUpdate', membersAdded: 'x' }, 'groupChat');
      expect(bot.sent).toEqual([]);
    });
  });

  it('remembers where people can be written to', async () => {
    await bot.say(alex, 'help', 'groupChat');
    await bot.say(alex, 'help');
    await bot.say(alex, 'help', 'groupChat');
    const known = await bot.chat.references.person(bot.tenant.world.tenantId, alex.objectId);
    expect(known).toMatchObject({ teamsId: '29:alex', personalChatId: 'a:alex', timeZone: 'Europe/Berlin' });
  });

  it.each(['messageReaction', 'messageUpdate', 'typing', 'event', 'somethingNew'])(
    'does nothing for %s',
    async (type) => {
      expect((await bot.deliver(alex, { type })).status).toBe(200);
      expect(bot.sent).toEqual([]);
    },
  );
});
