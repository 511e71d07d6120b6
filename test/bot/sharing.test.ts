import type { Person } from '../../src/domain/actor';
import { buttonDataIn, TestBot } from './testBot';

const CARD = 'application/vnd.microsoft.card.adaptive';
const TOAST = 'application/vnd.microsoft.activity.message';

/** Megan owns a shared secret of Alex's; Lee asks. */
describe('the bot and what is shared', () => {
  let bot: TestBot;
  let megan: Person;
  let lee: Person;
  let nora: Person;
  let reference: string;

  beforeEach(async () => {
    bot = await TestBot.start();
    ({ megan, lee, nora } = bot.tenant);
    const { secret } = await bot.tenant.created(bot.tenant.draft({ share: true }, { ownerId: megan.objectId }));
    reference = secret.reference;
  });
  afterEach(() => bot.stop());

  /** New messages; opening a chat is none. */
  const cards = () => bot.posted.filter((line) => line.includes('/activities'));
  const puts = () => bot.sent.filter((line) => line.startsWith('PUT'));
  /** The id that the connector gave to the newest message which holds the words. */
  const idOf = (words: RegExp) => `m${bot.posted.findLastIndex((line) => words.test(line)) + 1}`;
  const ask = (where: 'personal' | 'groupChat' = 'personal') =>
    bot.say(lee, `request ${reference} for 4h because of the release`, where);
  const requestId = () => String(bot.buttonData('request/approve')?.['request']);

  describe('typed', () => {
    it.each(['request', 'share'])('%s asks which secret when none is named', async (command) => {
      await bot.say(lee, command);
      expect(bot.sent[0]).toMatch(/Which secret/);
    });

    it.each([
      'request {}',
      'request {} because I need it',
      'requests',
      'share {}',
      'freeze',
      'thaw',
      'request nothing',
    ])('"%s" is answered in a group chat so that only the person sees it', async (text) => {
      await bot.say(lee, text.replace('{}', reference), 'groupChat');
      expect(bot.sent[0]).toContain('isTargetedActivity=true');
      expect(bot.openly).toEqual([]);
    });

    it('request asks for what was not said, with what was said in place', async () => {
      await bot.say(lee, `request ${reference} for 2d`);
      expect(bot.sent).toHaveLength(1);
      expect(bot.sent[0]).toMatch(/request\/send/);
      expect(bot.sent[0]).toMatch(/48/);
    });

    it('request with a reason asks those who decide, in their own chat, and shows where it stands here', async () => {
      await ask('groupChat');
      expect(cards()).toEqual([
        expect.stringMatching(/isTargetedActivity.*waits for a decision/),
        expect.stringMatching(/conversations\/a%3Aopened.*request\/approve/),
      ]);
    });

    it('request that Teams delivers twice asks once', async () => {
      for (const _delivery of [1, 2]) {
        await bot.say(lee, `request ${reference} because of the release`, 'personal', { id: '1700000000001' });
      }
      expect(cards()).toHaveLength(2);
    });

    it('freeze and thaw are for administrators', async () => {
      await bot.say(megan, 'freeze because I can');
      expect(bot.sent.at(-1)).toMatch(/Only administrators/);
      await bot.say(nora, 'freeze because a laptop was lost');
      expect(bot.sent.at(-1)).toMatch(/Everything is stopped/);
      await bot.say(nora, 'freeze');
      expect(bot.sent.at(-1)).toMatch(/stopped it before you/);
      await bot.say(nora, 'thaw');
      expect(bot.sent.at(-1)).toMatch(/Everything goes on/);
      await bot.say(nora, 'thaw');
      expect(bot.sent.at(-1)).toMatch(/Nothing was stopped/);
    });
  });

  describe('a request', () => {
    it('is made by the form, which comes back with what does not fit', async () => {
      const form = await bot.click(lee, 'request/ask', { reference });
      const data = buttonDataIn(form.body, 'request/send');
      const again = await bot.click(lee, 'request/send', { ...data, hours: '400', reason: '' });
      expect(again.body).toMatchObject({ statusCode: 200, type: CARD });
      expect(buttonDataIn(again.body, 'request/send')).toEqual(data);
      expect(bot.sent).toEqual([]);
      const sent = await bot.click(lee, 'request/send', { ...data, hours: '4', reason: 'the release' });
      expect(sent.text).toMatch(/waits for a decision/);
    });

    it('is shown by the message whose button was pressed, from then on', async () => {
      const typed = { reference, hours: '4', reason: 'the release' };
      await bot.click(lee, 'request/send', typed, 'groupChat', { replyToId: 'pressed' });
      expect(puts()).toEqual([expect.stringMatching(/activities\/pressed\?isTargetedActivity=true .*waits for/)]);
      await bot.click(megan, 'request/approve', { request: requestId(), hours: '4' });
      expect(puts()).toContainEqual(
        expect.stringMatching(/activities\/pressed\?isTargetedActivity=true .*approved your request/),
      );
      expect(bot.posted.at(-1)).toMatch(/isTargetedActivity.*carrier\/open/);
      expect(bot.openly).toEqual([]);
    });

    it('is refused as if there were no secret to those who may not know of it', async () => {
      const { secret } = await bot.tenant.created(bot.tenant.draft({ name: 'Hidden' }));
      const hidden = await bot.click(lee, 'request/ask', { reference: secret.reference });
      const nothing = await bot.click(lee, 'request/ask', { reference: 'sb-00000000' });
      expect(hidden.text.replaceAll(secret.reference, '')).toBe(nothing.text.replaceAll('sb-00000000', ''));
    });
  });

  describe('a decision', () => {
    it('updates the card of the approver, and the one of the requester', async () => {
      await ask();
      const card = idOf(/request\/approve/);
      const answer = await bot.click(megan, 'request/approve', { request: requestId(), hours: '2' });
      expect(answer.body).toMatchObject({ statusCode: 200, type: CARD });
      expect(answer.text).toMatch(/Approved/);
      expect(answer.text).not.toMatch(/request\//);
      expect(puts()).toContainEqual(expect.stringMatching(/activities\/m1 .*approved your request/));
      expect(puts()).toContainEqual(expect.stringMatching(new RegExp(`activities/${card} .*Approved`)));
      expect(puts().join()).not.toMatch(/request\/(approve|withdraw)/);
      expect(bot.posted.at(-1)).toMatch(/carrier\/open/);
    });

    it('on a second copy of the card takes the buttons of the first, too', async () => {
      await ask();
      const approve = { request: requestId(), hours: '2' };
      const known = idOf(/request\/approve/);
      await bot.click(megan, 'request/approve', approve, 'personal', { replyToId: 'copy' });
      const written = (id: string) => puts().filter((line) => line.includes(`activities/${id} `));
      for (const id of [known, 'copy']) {
        expect(written(id).at(-1)).toMatch(/Approved/);
        expect(written(id).at(-1)).not.toMatch(/request\/approve/);
      }
      const before = bot.sent.length;
      await bot.click(megan, 'request/approve', approve, 'personal', { replyToId: 'copy' });
      expect(bot.sent).toHaveLength(before);
    });

    it('that does not fit brings the card back with what was typed', async () => {
      await ask();
      const request = requestId();
      const denied = await bot.click(megan, 'request/deny', { request, hours: '2', reason: ' ' });
      expect(denied.text).toMatch(/request\/deny/);
      expect(denied.text).toMatch(/Say why/);
      const approved = await bot.click(megan, 'request/approve', { request, hours: '500', reason: 'typed before' });
      expect(approved.text).toMatch(/typed before/);
      expect(cards()).toHaveLength(2);
    });

    it('is the same for every further click, and gives one ticket', async () => {
      await ask();
      const data = { request: requestId(), hours: '2' };
      const clicks = Array.from({ length: 20 }, () => bot.click(megan, 'request/approve', data));
      const answers = await Promise.all(clicks);
      expect(new Set(answers.map(({ text }) => /until [^.]*/.exec(text)?.[0])).size).toBe(1);
      expect(bot.posted.filter((line) => line.includes('carrier/open'))).toHaveLength(1);
    });

    it('is not for whoever asked, nor for somebody who has only the card', async () => {
      await ask();
      const data = { request: requestId(), hours: '2', approver: megan.objectId };
      for (const person of [lee, nora, bot.tenant.alex]) {
        const { text } = await bot.click(person, 'request/approve', data);
        expect(text).not.toMatch(/Approved/);
      }
      expect(bot.posted.filter((line) => line.includes('carrier/open'))).toEqual([]);
    });

    it('waits while everything is stopped: the card stays as it is', async () => {
      await ask();
      await bot.say(nora, 'freeze');
      const { body } = await bot.click(megan, 'request/approve', { request: requestId(), hours: '2' });
      expect(body).toMatchObject({ type: TOAST, value: expect.stringMatching(/Everything is stopped/) });
    });

    it('leads to one look at the value, for the requester alone, unless everything is stopped', async () => {
      await ask();
      await bot.click(megan, 'request/approve', { request: requestId(), hours: '2' });
      const carrier = { ...bot.buttonData('carrier/open'), verb: 'carrier/show' };
      expect((await bot.submitDialog(megan, carrier)).text).toMatch(/nothing for you/);
      await bot.say(nora, 'freeze');
      expect((await bot.submitDialog(lee, carrier)).text).toMatch(/Everything is stopped/);
      await bot.say(nora, 'thaw');
      expect((await bot.submitDialog(lee, carrier)).text).toContain('CANARY');
      expect((await bot.submitDialog(lee, carrier)).text).toMatch(/Already shown/);
      expect(bot.sent.join() + bot.logged.join()).not.toContain('CANARY');
    });
  });

  describe('what was given', () => {
    it('can be taken back from the secret’s own card; then the dialog says that it is over', async () => {
      await ask();
      await bot.click(megan, 'request/approve', { request: requestId(), hours: '2' });
      const carrier = { ...bot.buttonData('carrier/open'), verb: 'carrier/show' };
      const shown = await bot.click(megan, 'secret/show', { reference });
      const revoke = buttonDataIn(shown.body, 'grant/revoke');
      expect((await bot.click(bot.tenant.alex, 'grant/revoke', revoke)).text).not.toMatch(/Access ended/);
      expect((await bot.click(megan, 'grant/revoke', revoke)).text).toMatch(/Access ended/);
      expect((await bot.click(megan, 'grant/revoke', revoke)).text).toMatch(/Access ended/);
      expect((await bot.submitDialog(lee, carrier)).text).toMatch(/Your access has ended/);
      const open = await bot.openDialog(lee, { ...carrier, verb: 'carrier/open' });
      expect(open.text).toMatch(/Your access has ended/);
    });
  });

  describe('settings', () => {
    it('are changed by their card, which comes back with what does not fit', async () => {
      const form = await bot.click(megan, 'share/ask', { reference });
      const data = buttonDataIn(form.body, 'share/save');
      const wrong = await bot.click(megan, 'share/save', { ...data, owner: 'nobody' });
      expect(buttonDataIn(wrong.body, 'share/save')).toEqual(data);
      const saved = await bot.click(megan, 'share/save', { ...data, share: 'false', owner: lee.objectId });
      expect(saved.text).toMatch(/Saved.*Lee Tanaka/);
      expect(bot.posted.at(-1)).toMatch(/made you the owner/);
    });

    it('are no business of others', async () => {
      for (const person of [lee, bot.tenant.alex]) {
        const { text } = await bot.click(person, 'share/save', { reference, share: 'false' });
        expect(text).not.toMatch(/Saved/);
      }
    });
  });

  it.each<[string, unknown]>([
    ['request/approve', {}],
    ['request/approve', { request: { $ne: '' } }],
    ['request/deny', { request: 'x'.repeat(100) }],
    ['grant/revoke', { grant: 7 }],
    ['share/save', { reference: ['sb-00000000'] }],
  ])('%s with %j is out of date, and nothing is done', async (verb, data) => {
    const { body, text } = await bot.click(lee, verb, data);
    expect(body).toMatchObject({ statusCode: 200, type: CARD });
    expect(text).toMatch(/out of date/);
    expect(bot.sent).toEqual([]);
  });

  it.each(['request/show', 'request/withdraw', 'request/approve', 'request/deny'])(
    '%s of a request that is not there, or of others, is answered alike',
    async (verb) => {
      await ask();
      const request = requestId();
      const none = await bot.click(nora, verb, { request: 'nothing', reason: 'x' });
      const others = await bot.click(nora, verb, { request, reason: 'x' });
      expect(others.text).toBe(none.text);
    },
  );
});
