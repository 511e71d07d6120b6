import { buttonDataIn, TestBot } from './testBot';

const CARD = '1700000009999';

/** A secret of Alex's, and the button that deletes it. */
async function askedDelete() {
  const bot = await TestBot.start();
  const { alex } = bot.tenant;
  const { secret } = await bot.tenant.created();
  const asked = await bot.say(alex, `delete ${secret.reference}`);
  const confirm = buttonDataIn(asked.body ?? bot.chat.connector.received.at(-1)?.body, 'delete/confirm');
  return { bot, alex, secret, confirm };
}

it('a delete that takes longer than the click waits changes the clicked card in the end', async () => {
  const { bot, alex, confirm } = await askedDelete();
  // Longer than the click's own patience, which is real time.
  const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 2_500));
  bot.tenant.directory.interruptions.during('removePassword', 'before', slowly);
  const data = { ...confirm, typedName: 'CI deploy' };
  const answered = await bot.click(alex, 'delete/confirm', data, 'personal', { replyToId: CARD });
  expect(answered.text).toMatch(/Deleting/);
  await bot.domain.outbox.deliverDue();
  expect(bot.sent.filter((line) => line.startsWith('PUT') && line.includes(CARD)).at(-1)).toMatch(
    /A secret was deleted/,
  );
  await bot.stop();
});

it('a delete that is done in time is told in the answer and by no other message', async () => {
  const { bot, alex, confirm } = await askedDelete();
  const before = bot.sent.length;
  const data = { ...confirm, typedName: 'CI deploy' };
  const answered = await bot.click(alex, 'delete/confirm', data, 'personal', { replyToId: CARD });
  expect(answered.text).toMatch(/is deleted/);
  await bot.domain.outbox.deliverDue();
  expect(bot.sent.slice(before).filter((line) => line.includes('A secret was deleted'))).toEqual([]);
  await bot.stop();
});
