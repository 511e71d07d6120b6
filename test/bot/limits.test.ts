import type { Person } from '../../src/domain/actor';
import { guessRule, limitTable } from '../../src/domain/limits/limitTable';
import { actor } from '../domain/support/domainWorld';
import { SECOND } from '../domain/support/fixedClock';
import { textOf } from '../support/cardText';
import { aPerson } from '../support/memory/directoryBuilders';
import { TestBot } from './testBot';

const CARD = 'application/vnd.microsoft.card.adaptive';
const TOAST = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';

/** What is said where somebody does too much, 20 seconds after they began. */
const WAIT = /Please wait 40 seconds and try again/;

/** Megan owns a shared secret of Alex's making. */
describe('whoever does too much at once', () => {
  let bot: TestBot;
  let alex: Person;
  let megan: Person;
  let lee: Person;
  let reference: string;

  beforeEach(async () => {
    bot = await TestBot.start({}, { limited: true });
    ({ alex, megan, lee } = bot.tenant);
    const { secret } = await bot.tenant.created(bot.tenant.draft({ share: true }, { ownerId: megan.objectId }));
    reference = secret.reference;
  });
  afterEach(() => bot.stop());

  /** Takes all that the person has of a limit, and lets a third of its minute pass; what was asked until then is forgotten. */
  async function useUp(limit: 'turn' | 'search' | 'reveal' | 'ask', person: Person): Promise<void> {
    for (let count = 0; count < limitTable[limit].most; count += 1) await bot.domain.limits[limit](actor(person));
    bot.tenant.clock.advance(20 * SECOND);
    bot.touched.length = 0;
    bot.chat.connector.received.length = 0;
  }

  /** What was touched but the row of the audit that says so. */
  const touched = () => bot.touched.filter((call) => call !== 'store.records.audit.append');
  const audited = () => bot.tenant.store.auditRows().filter(({ action }) => action === 'limit.reached');

  describe('in turns', () => {
    beforeEach(() => useUp('turn', lee));
    afterEach(() => {
      expect(touched()).toEqual([]);
      expect(audited()).toMatchObject([{ actorId: lee.objectId, detail: 'turn' }]);
    });

    it('is told in a toast when they click, and nothing is done', async () => {
      const { status, body } = await bot.click(lee, 'request/send', { reference, hours: '4', reason: 'the release' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ statusCode: 200, type: TOAST, value: expect.stringMatching(WAIT) });
      expect(bot.sent).toEqual([]);
    });

    it.each(['openDialog', 'submitDialog'] as const)('is told in the dialog: %s', async (how) => {
      const verb = how === 'openDialog' ? 'carrier/open' : 'carrier/show';
      const { status, body } = await bot[how](lee, { verb, ticket: 'any' });
      expect(status).toBe(200);
      expect(body).toEqual({ task: { type: 'message', value: expect.stringMatching(WAIT) } });
      expect(bot.sent).toEqual([]);
    });

    it.each(['personal', 'groupChat'] as const)('is told once when they type (%s), and then no more', async (where) => {
      for (const _time of [1, 2, 3]) await bot.say(lee, `show ${reference}`, where);
      expect(bot.sent).toEqual([expect.stringMatching(WAIT)]);
      expect(bot.openly).toEqual([]);
    });

    it('gets no welcome either', async () => {
      expect((await bot.deliver(lee, { type: 'installationUpdate', action: 'add' })).status).toBe(200);
      expect(bot.sent).toEqual([]);
      await bot.say(lee, 'help');
      expect(bot.sent).toEqual([]);
    });
  });

  it('in turns is counted by who they are, whatever name and chat they come with', async () => {
    await useUp('turn', lee);
    const disguised = { ...lee, displayName: 'Somebody Else' };
    expect((await bot.click(disguised, 'help/show', {}, 'channel')).text).toMatch(WAIT);
    expect((await bot.click({ ...lee, objectId: lee.objectId.toUpperCase() }, 'help/show')).text).toMatch(WAIT);
    expect((await bot.click(alex, 'help/show')).body).toMatchObject({ type: CARD });
  });

  it('in turns may go on when the minute is over', async () => {
    await useUp('turn', lee);
    expect((await bot.click(lee, 'help/show')).text).toMatch(WAIT);
    bot.tenant.clock.advance(40 * SECOND);
    expect((await bot.click(lee, 'help/show')).body).toMatchObject({ type: CARD });
  });

  it('costs the directory nothing when they are a stranger to it, who would be asked about anew each time', async () => {
    const stranger = aPerson({ displayName: 'Sam Stranger' });
    await bot.say(aPerson({ displayName: 'Another' }), 'help');
    expect(bot.touched).toContain('directory.person');
    await useUp('turn', stranger);
    for (const _time of [1, 2, 3]) await bot.say(stranger, 'help');
    expect((await bot.click(stranger, 'help/show')).text).toMatch(WAIT);
    expect(touched()).toEqual([]);
    expect(audited()).toMatchObject([{ actorId: stranger.objectId, detail: 'turn' }]);
  });

  it('in searches is told in the field, and may still click', async () => {
    await useUp('search', lee);
    const { status, body } = await bot.search(lee, { dataset: 'people', queryText: 'al' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 500, type: ERROR, value: { message: expect.stringMatching(WAIT) } });
    expect(touched()).toEqual([]);
    expect((await bot.click(lee, 'help/show')).body).toMatchObject({ type: CARD });
  });

  it('in reveals is told on a page with “Try again”, which then works: neither vault nor ticket was touched', async () => {
    await bot.say(lee, `request ${reference} for 4h because of the release`);
    await bot.click(megan, 'request/approve', { ...bot.buttonData('request/approve'), hours: '4' });
    const show = { ...bot.buttonData('carrier/open'), verb: 'carrier/show' };
    await useUp('reveal', lee);
    for (const page of [
      await bot.openDialog(lee, { ...show, verb: 'carrier/open' }),
      await bot.submitDialog(lee, show),
    ]) {
      const { card } = page.body.task.value;
      expect(textOf(card.content)).toMatch(WAIT);
      expect(textOf(card.content)).toMatch(/No value was shown/);
      expect(page.text).not.toContain('CANARY');
    }
    expect(bot.touched.filter((call) => /^vault|tickets/.test(call))).toEqual([]);
    bot.tenant.clock.advance(40 * SECOND);
    expect((await bot.submitDialog(lee, show)).text).toContain('CANARY');
  });

  it('in requests is told on the command and on the form, which stays; nobody is asked', async () => {
    await useUp('ask', lee);
    const wait = /Please wait 10 minutes and try again/;
    await bot.say(lee, `request ${reference} for 4h because of the release`);
    expect(bot.sent).toEqual([expect.stringMatching(wait)]);
    const { body } = await bot.click(lee, 'request/send', { reference, hours: '4', reason: 'the release' });
    expect(body).toMatchObject({ type: TOAST, value: expect.stringMatching(wait) });
    expect(bot.sent).toHaveLength(1);
  });

  it('in guesses is told in each place, also for what is there', async () => {
    for (let miss = 0; miss <= guessRule.missesFree; miss += 1) {
      await bot.click(lee, 'secret/show', { reference: `sb-000000${String(miss).padStart(2, '0')}` });
    }
    bot.tenant.clock.advance(10 * SECOND);
    bot.chat.connector.received.length = 0;
    const paused = /Nothing was found many times.*Please wait 20 seconds and try again/s;
    await bot.say(lee, `show ${reference}`);
    expect(bot.sent).toEqual([expect.stringMatching(paused)]);
    expect((await bot.click(lee, 'secret/show', { reference })).body).toMatchObject({
      type: TOAST,
      value: expect.stringMatching(paused),
    });
    const page = await bot.openDialog(lee, { verb: 'carrier/open', ticket: 'any' });
    expect(textOf(page.body.task.value.card.content)).toMatch(/Please wait 20 seconds/);
  });
});
