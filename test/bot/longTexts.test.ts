import { type Card, LARGEST_CARD_BYTES } from '../../src/cards/renderCard';
import { buttonDataIn, TestBot } from './testBot';

/** Texts as long as a body may hold, of characters that take the most room in a card. */
describe.each([
  ['of letters', 'x'],
  ['of Chinese', '漢'],
  ['of control characters', '\u0001'],
  ['of emoji', '\u{1F600}'],
  ['of quotes', '"'],
  ['of what markdown means something by', '*'],
  ['of bindings', ['$', '{x}'].join('')],
])('a text without end, %s', (_what, part) => {
  const endless = part.repeat(Math.floor(10_000 / part.length));
  let bot: TestBot;

  beforeEach(async () => {
    bot = await TestBot.start();
  });
  afterEach(() => bot.stop());

  function wholeCard({ body }: { body: { value: Card } }): void {
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard' } });
    expect(Buffer.byteLength(JSON.stringify(body.value))).toBeLessThan(LARGEST_CARD_BYTES);
    expect(bot.thrown).toEqual([]);
  }

  it('in every field of the wizard brings the card back with the faults under the fields', async () => {
    const { alex } = bot.tenant;
    await bot.say(alex, 'create Payroll API');
    const typed = { name: endless, description: endless, expiration: endless, location: endless };
    const details = await bot.click(alex, 'wizard/next', { ...bot.buttonData('wizard/next'), ...typed });
    wholeCard(details);
    expect(JSON.stringify(details.body)).toMatch(/step 1 of 3/);
    const fitting = { name: 'CI', description: 'Deploys', expiration: '2026-08-31', location: 'prod' };
    const owner = await bot.click(alex, 'wizard/next', { ...buttonDataIn(details.body, 'wizard/next'), ...fitting });
    wholeCard(await bot.click(alex, 'wizard/next', { ...buttonDataIn(owner.body, 'wizard/next'), owner: endless }));
  });

  it('as the application brings the question back', async () => {
    const { alex } = bot.tenant;
    await bot.say(alex, 'create');
    wholeCard(await bot.click(alex, 'wizard/next', { ...bot.buttonData('wizard/next'), application: endless }));
  });

  it('where a name must be typed, hours or a reason, brings the card back', async () => {
    const { alex } = bot.tenant;
    const { secret } = await bot.tenant.created(
      bot.tenant.draft({ share: true }, { ownerId: bot.tenant.megan.objectId }),
    );
    const { reference } = secret;
    wholeCard(await bot.click(alex, 'delete/confirm', { reference, typedName: endless }));
    wholeCard(await bot.click(bot.tenant.lee, 'request/send', { reference, hours: endless, reason: endless }));
    wholeCard(await bot.click(alex, 'share/save', { reference, owner: endless, reason: endless }));
  });

  it('in a command is answered', async () => {
    for (const command of ['', 'create ', 'list ', 'list app ', 'show ', 'delete ', 'request ', 'share ', 'freeze ']) {
      const { status } = await bot.say(bot.tenant.alex, `${command}${endless}`);
      expect(status).toBe(200);
    }
    expect(bot.thrown).toEqual([]);
    expect(bot.posted.length).toBeGreaterThanOrEqual(8);
  });
});
