import type { Person } from '../../src/domain/actor';
import { buttonDataIn, TestBot } from './testBot';

const TOAST = 'application/vnd.microsoft.activity.message';

describe('the card that opens a value', () => {
  let bot: TestBot;
  let alex: Person;

  beforeEach(async () => {
    bot = await TestBot.start();
    ({ alex } = bot.tenant);
  });
  afterEach(() => bot.stop());

  async function create(vault: boolean) {
    await bot.say(alex, 'create Payroll API', 'groupChat');
    const details = { name: 'CI deploy', description: 'Deploys', expiration: '2026-08-31', location: 'prod' };
    const first = { ...bot.buttonData('wizard/next'), ...details, vault: String(vault), share: 'false' };
    const owner = await bot.click(alex, 'wizard/next', first, 'groupChat');
    const second = { ...buttonDataIn(owner.body, 'wizard/next'), owner: alex.objectId, preApprove: 'false' };
    const summary = await bot.click(alex, 'wizard/next', second, 'groupChat');
    await bot.click(alex, 'wizard/submit', buttonDataIn(summary.body, 'wizard/submit'), 'groupChat');
    return bot.buttonData('carrier/open') ?? {};
  }

  it('says that the value is no longer there when its entry was removed from the vault', async () => {
    const carrier = await create(true);
    const { production, vault } = bot.tenant;
    for (const name of vault.names(production)) await vault.remove(production, name);
    const { text } = await bot.submitDialog(alex, { ...carrier, verb: 'carrier/show' });
    expect(text).toMatch(/no longer there/);
    expect(text).not.toMatch(/nothing for you/);
  });

  it('is not moved without its key, which would be lost', async () => {
    const { ticket, key } = await create(false);
    const sentBefore = bot.sent.length;
    const refused = await bot.click(alex, 'carrier/move', { ticket }, 'groupChat');
    expect(refused.body).toMatchObject({ type: TOAST });
    expect(bot.sent).toHaveLength(sentBefore);
    const moved = await bot.click(alex, 'carrier/move', { ticket, key }, 'groupChat');
    expect(moved.text).toMatch(/our own chat/);
    const shown = await bot.submitDialog(alex, { ...bot.buttonData('carrier/open'), verb: 'carrier/show' });
    expect(shown.text).toContain('CANARY');
  });

  it('is moved without a key where the value is in the vault', async () => {
    const { ticket, key } = await create(true);
    expect(key).toBeUndefined();
    expect((await bot.click(alex, 'carrier/move', { ticket }, 'groupChat')).text).toMatch(/our own chat/);
  });
});
