import { actor } from '../domain/support/domainWorld';
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

it('a delete whose answer nobody took is told by a notice', async () => {
  const { bot, alex, secret, confirm } = await askedDelete();
  const value = {
    action: { type: 'Action.Execute', verb: 'delete/confirm', data: { ...confirm, typedName: 'CI deploy' } },
  };
  const activity = { ...bot.activity(alex, 'personal'), type: 'invoke', name: 'adaptiveCard/action', value };
  const cut = new AbortController();
  bot.tenant.directory.interruptions.during('removePassword', 'after', async () => {
    cut.abort();
    // By the time these are answered the server has seen the connection close.
    for (let n = 0; n < 3; n += 1) await (await fetch(new URL('/healthz', bot.url))).text();
  });
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${bot.issuer.token()}` };
  const body = JSON.stringify(activity);
  await expect(fetch(bot.url, { method: 'POST', headers, body, signal: cut.signal })).rejects.toThrow();
  await bot.http.drain();
  await bot.background.idle();
  bot.tenant.clock.advance(31_000);
  await bot.domain.outbox.deliverDue();
  expect(bot.sent.filter((line) => line.includes('A secret was deleted'))).toHaveLength(1);
  expect(await bot.store.records.secrets.find(secret.tenantId, secret.reference)).toMatchObject({ state: 'deleted' });
  await bot.stop();
});

describe('two clicks on one card, each on another replica', () => {
  /** A click that finds the delete in the hands of the other replica, which asks the directory for as long as this. */
  async function clicked(isRemoved: () => Promise<unknown>) {
    const { bot, alex, secret, confirm } = await askedDelete();
    const other = bot.tenant.restarted();
    const { interruptions } = bot.tenant.directory;
    let elsewhere: Promise<unknown> | undefined;
    interruptions.during('lastUse', 'after', async () => {
      const { id } = await other.deletes.confirm(actor(alex), { reference: secret.reference }, 'CI deploy');
      const reached = new Promise<void>((resolve) => {
        interruptions.during('removePassword', 'before', () => {
          resolve();
          return isRemoved();
        });
      });
      // Its own click is in time: it promises to answer with the outcome, and so nobody else is told.
      elsewhere = other.deletes.fulfil(id, () => true);
      await reached;
    });
    const data = { ...confirm, typedName: 'CI deploy' };
    const { text } = await bot.click(alex, 'delete/confirm', data, 'personal', { replyToId: CARD });
    await elsewhere;
    const shown = bot.sent.filter((line) => line.startsWith('PUT') && line.includes(CARD)).at(-1);
    await bot.stop();
    return { text, shown };
  }

  it('are both answered as deleted when the replica that works on it is done in time', async () => {
    const inTime = () => new Promise<void>((resolve) => setImmediate(resolve));
    expect((await clicked(inTime)).text).toMatch(/is deleted/);
  });

  it('end as deleted on the card when that replica takes longer', async () => {
    // Longer than the click's own patience, which is real time.
    const { text, shown } = await clicked(() => new Promise((resolve) => setTimeout(resolve, 2_500)));
    expect(text).toMatch(/Deleting/);
    expect(shown).toMatch(/is deleted/);
  });
});
