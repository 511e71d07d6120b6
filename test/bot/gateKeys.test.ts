import type { Person } from '../../src/domain/actor';
import { TestBot } from './testBot';
import { TokenIssuer } from './tokenIssuer';

const MINUTE = 60_000;

/** What becomes of tokens while time passes and the channel changes its keys. */
describe('the gate', () => {
  let bot: TestBot;
  let alex: Person;

  beforeEach(async () => {
    bot = await TestBot.start();
    ({ alex } = bot.tenant);
  });
  afterEach(() => bot.stop());

  async function statusOf(token: string): Promise<number> {
    const body = JSON.stringify({ ...bot.activity(alex), type: 'message', text: 'help' });
    return (await bot.post(body, { Authorization: `Bearer ${token}` })).status;
  }

  it('takes a token of a new key at once', async () => {
    expect(await statusOf(bot.issuer.token())).toBe(200);
    const key = bot.issuer.publish('new');
    expect(await statusOf(bot.issuer.token({ header: { kid: 'new' }, key }))).toBe(200);
  });

  it('refuses a key that was taken back within five minutes, also in a token that it remembers', async () => {
    const token = bot.issuer.token();
    expect(await statusOf(token)).toBe(200);
    bot.issuer.withdraw('teams');
    bot.gateSkippedMs = 2 * MINUTE;
    expect(await statusOf(token)).toBe(200);
    bot.gateSkippedMs = 5 * MINUTE;
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(bot.issuer.token())).toBe(401);
  });

  it('counts the five minutes from when the keys were fetched, not from when the token came', async () => {
    expect(await statusOf(bot.issuer.token())).toBe(200);
    bot.issuer.withdraw('teams');
    bot.issuer.failWith = 503;
    bot.gateSkippedMs = 4 * MINUTE;
    const later = bot.issuer.token({ claims: { jti: 'later' } });
    expect(await statusOf(later)).toBe(200);
    bot.issuer.failWith = undefined;
    bot.gateSkippedMs = 5 * MINUTE;
    expect(await statusOf(later)).toBe(401);
  });

  it('remembers no token past its end: after that each is checked anew, and not for longer than clocks differ', async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = bot.issuer.token({ claims: { exp: now + 60 } });
    expect(await statusOf(token)).toBe(200);
    bot.gateSkippedMs = 4 * MINUTE;
    expect(await statusOf(token)).toBe(200);
    bot.gateSkippedMs = 6.5 * MINUTE;
    expect(await statusOf(token)).toBe(401);
  });

  it('answers 503 while the keys cannot be fetched, and lets in again afterwards', async () => {
    bot.issuer.failWith = 503;
    expect(await statusOf(bot.issuer.token())).toBe(503);
    expect([bot.touched, bot.sent]).toEqual([[], []]);
    bot.issuer.failWith = undefined;
    expect(await statusOf(bot.issuer.token())).toBe(200);
  });

  it('answers 503 when an unknown key cannot be looked for', async () => {
    expect(await statusOf(bot.issuer.token())).toBe(200);
    bot.issuer.failWith = 500;
    expect(await statusOf(bot.issuer.token({ header: { kid: 'unknown' } }))).toBe(503);
  });

  it('fetches the keys anew in the background before they are too old, so that no turn waits or fails', async () => {
    expect(await statusOf(bot.issuer.token())).toBe(200);
    bot.gateSkippedMs = 3 * MINUTE;
    expect(await statusOf(bot.issuer.token({ claims: { jti: 'second' } }))).toBe(200);
    while (bot.issuer.fetches < 2) await new Promise((resolve) => setImmediate(resolve));
  });

  it('is not made to fetch without end by keys that do not exist', async () => {
    for (let count = 0; count < 30; count += 1) {
      expect(await statusOf(bot.issuer.token({ header: { kid: `made-up-${count}` } }))).toBe(401);
    }
    expect(bot.issuer.fetches).toBeLessThanOrEqual(10);
    expect(await statusOf(bot.issuer.token())).toBe(200);
    bot.gateSkippedMs = MINUTE;
    const key = bot.issuer.publish('new');
    expect(await statusOf(bot.issuer.token({ header: { kid: 'new' }, key }))).toBe(200);
  });

  it('passes over a listed key that is none', async () => {
    bot.issuer.keys = [{ kid: 'odd', kty: 'RSA', n: '', e: '', endorsements: ['msteams'] }, ...bot.issuer.keys];
    expect(await statusOf(bot.issuer.token())).toBe(200);
    expect(await statusOf(bot.issuer.token({ header: { kid: 'odd' } }))).toBe(401);
  });

  it('answers 503 when nobody listens where the keys are', async () => {
    const issuer = await TokenIssuer.start();
    const token = issuer.token();
    await bot.issuer.stop();
    expect(await statusOf(token)).toBe(503);
    await issuer.stop();
  });
});
