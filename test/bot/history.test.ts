import type { Person } from '../../src/domain/actor';
import { MINUTE } from '../domain/support/fixedClock';
import { buttonDataIn, TestBot } from './testBot';

/** Megan owns a shared secret of Alex's; Lee asks for access again and again. */
describe('the history that the bot shows', () => {
  let bot: TestBot;
  let megan: Person;
  let lee: Person;
  let reference: string;

  beforeEach(async () => {
    bot = await TestBot.start();
    ({ megan, lee } = bot.tenant);
    const { secret } = await bot.tenant.created(bot.tenant.draft({ share: true }, { ownerId: megan.objectId }));
    reference = secret.reference;
  });
  afterEach(() => bot.stop());

  async function ask(): Promise<void> {
    await bot.say(lee, `request ${reference} for 4h because of the release`);
    await bot.click(lee, 'request/withdraw', { request: String(bot.buttonData('request/withdraw')?.['request']) });
  }

  it('says for whom access is, and goes on page by page to those who may see it', async () => {
    for (let number = 0; number < 5; number += 1) await ask();
    const shown = await bot.click(megan, 'secret/show', { reference });
    expect(shown.text).toContain('Lee Tanaka made a request');
    expect(shown.text).not.toContain('may look at the value once');
    const more = buttonDataIn(shown.body, 'history/show');
    const page = await bot.click(megan, 'history/show', more);
    expect(page.text).toMatch(/History of CI deploy/);
    expect(page.text).toContain('Alex Rivera may look at the value once');
    expect(buttonDataIn(page.body, 'secret/show')).toEqual({ reference });
    const foreign = await bot.click(lee, 'history/show', more);
    expect(foreign.text).not.toContain('Alex');
    expect(foreign.text).not.toContain('History');
  });

  it('answers a page that is none with the latest', async () => {
    const page = await bot.click(megan, 'history/show', { reference, after: 'x' });
    expect(page.text).toContain('Alex Rivera may look at the value once');
  });

  it('names nobody while the directory is away, and is shown all the same', async () => {
    await ask();
    bot.tenant.clock.advance(6 * MINUTE);
    await bot.click(megan, 'secret/show', { reference: 'sb-00000000' });
    bot.tenant.directory.interruptions.fail('person', 'before', { times: 20 });
    const shown = await bot.click(megan, 'secret/show', { reference });
    expect(shown.text).toContain('somebody made a request');
    expect(shown.text).toContain('Alex Rivera may look at the value once');
  });
});
