import { request as httpRequest } from 'node:http';
import { Gate } from '../../src/bot/gate';
import type { Person } from '../../src/domain/actor';
import { aLocation } from '../support/memory/directoryBuilders';
import { activityCases } from './gateActivityCases';
import { claims, type GateCase } from './gateCase';
import { tokenCases } from './gateTokenCases';
import { botCredentials, CHANNEL, TestBot } from './testBot';
import { APP_ID } from './tokenIssuer';

type Json = Record<string, unknown>;

/** What somebody might ask for who should not be in. */
const attempts: readonly Json[] = [
  { type: 'message', text: 'create Payroll API' },
  { type: 'invoke', name: 'task/submit', value: { data: { verb: 'carrier/show', ticket: 'a-ticket' } } },
  { type: 'installationUpdate', action: 'add' },
];

describe('the gate', () => {
  let bot: TestBot;
  let alex: Person;
  let printed: readonly jest.SpyInstance[];

  beforeAll(async () => {
    // What is refused is nowhere printed: the SDK would.
    printed = [jest.spyOn(console, 'error'), jest.spyOn(process.stderr, 'write')];
    bot = await TestBot.start();
    ({ alex } = bot.tenant);
  });
  afterAll(async () => {
    await bot.stop();
    jest.restoreAllMocks();
  });
  beforeEach(() => {
    bot.logged.length = 0;
    bot.touched.length = 0;
    bot.chat.connector.received.length = 0;
  });

  function send(attempt: Json, { authorization, activity = {}, sender = {} }: Omit<GateCase, 'status' | 'fault'>) {
    const base = bot.activity(alex);
    const from = { ...(base['from'] as Json), ...sender };
    const header = authorization ? authorization(bot.issuer) : `Bearer ${bot.issuer.token()}`;
    const body = JSON.stringify({ ...base, from, ...attempt, ...activity });
    return bot.post(body, header === undefined ? {} : { Authorization: header });
  }

  describe.each([...tokenCases, ...activityCases])('for $fault', ({ status, ...request }) => {
    it(`answers ${status}, does nothing, keeps nothing, tells nobody, and says and logs nothing of it`, async () => {
      for (const attempt of attempts) {
        const answer = await send(attempt, request);
        expect(answer).toMatchObject({ status, text: '' });
      }
      expect(bot.touched).toEqual([]);
      expect(bot.sent).toEqual([]);
      expect(bot.logged.join()).not.toMatch(/eyJ|evil|collector|29:/);
      for (const output of printed) expect(output).not.toHaveBeenCalled();
    });
  });

  const soon = Math.floor(Date.now() / 1000);
  it.each<Omit<GateCase, 'status'>>([
    { fault: 'nothing unusual' },
    { fault: 'a beginning in four minutes: clocks may differ by five', authorization: claims({ nbf: soon + 240 }) },
    { fault: 'an end four minutes ago', authorization: claims({ nbf: soon - 3_600, exp: soon - 240 }) },
    {
      fault: 'spaces at the end of the header, which HTTP does not count',
      authorization: (issuer) => `Bearer ${issuer.token()}  `,
    },
    { fault: 'a claim more than usual', authorization: claims({ more: { than: 'usual' } }) },
    { fault: 'a person in capital letters', sender: { aadObjectId: 'ALEX' } },
    { fault: 'a sender who says to be a user', sender: { role: 'user' } },
  ])('lets in $fault', async ({ sender, ...request }) => {
    const isUpper = sender?.['aadObjectId'] === 'ALEX';
    const from = isUpper ? { aadObjectId: alex.objectId.toUpperCase() } : (sender ?? {});
    const answer = await send({ type: 'message', text: 'help' }, { ...request, sender: from });
    expect(answer.status).toBe(200);
    expect(bot.sent.join()).toContain('What SecretBot can do');
  });

  it('takes no turn from a request with two Authorization headers', async () => {
    const body = JSON.stringify({ ...bot.activity(alex), ...attempts[0] });
    const token = `Bearer ${bot.issuer.token()}`;
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(bot.url, { method: 'POST' }, (response) => resolve(response.statusCode));
      sent.setHeader('Content-Type', 'application/json');
      sent.setHeader('Authorization', [token, token]);
      sent.once('error', reject).end(body);
    });
    expect(status).toBe(401);
    expect(bot.touched).toEqual([]);
  });

  it('compares what a token says at every request, also when its signature was checked a moment ago', async () => {
    const token = `Bearer ${bot.issuer.token()}`;
    const authorization = () => token;
    const help = { type: 'message', text: 'help' };
    const elsewhere = { serviceUrl: 'https://smba.trafficmanager.net/amer/' };
    const statuses = [
      await send(help, { authorization }),
      await send(help, { authorization, activity: elsewhere }),
      await send(help, { authorization, activity: { channelId: 'webchat' } }),
      await send(help, { authorization, activity: { channelData: { tenant: { id: APP_ID } } } }),
      await send(help, { authorization }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 401, 403, 403, 200]);
  });

  describe('for people whom the directory', () => {
    const guest = () => bot.tenant.directory.addPerson({ ...alex, objectId: id(1), kind: 'guest' });
    const disabled = () => bot.tenant.directory.addPerson({ ...alex, objectId: id(2), enabled: false });

    it.each([
      ['does not know, as those of federated organisations', () => ({ ...alex, objectId: id(3) })],
      ['has disabled', disabled],
      ['has as guests, where no location allows them', guest],
    ])('%s, asks nothing but who they are, keeps nothing, and tells them alone', async (_who, person) => {
      const stranger = person();
      for (const attempt of attempts) expect((await bot.deliver(stranger, attempt)).text).not.toContain('wizard');
      await bot.say(stranger, 'help', 'groupChat');
      expect(new Set(bot.touched)).toEqual(new Set(['directory.person']));
      expect(bot.sent).toEqual([
        expect.stringMatching(/a%3Aalex.*cannot work for this account/),
        expect.stringMatching(/isTargetedActivity=true.*cannot work for this account/),
      ]);
      expect(bot.openly).toEqual([]);
    });

    it('has as guests, where a location allows them, lets them in', async () => {
      const open = bot.tenant.restarted({ locations: [aLocation({ id: 'open', allowGuests: true })] });
      const other = await TestBot.start({ people: open.people });
      await other.say(guest(), 'help');
      await other.stop();
      expect(other.sent.join()).toContain('What SecretBot can do');
    });
  });

  it.each(['', 'secretbot'])('does not start with %j for an app id: the SDK would let everybody in', (appId) => {
    const deps = { tenantId: APP_ID, channel: CHANNEL, clock: { now: () => new Date() } };
    expect(() => new Gate({ ...deps, appId, credentials: botCredentials(appId) })).toThrow(/MicrosoftAppId/);
  });
});

function id(number: number): string {
  return `0badc0de-0000-4000-8000-00000000000${number}`;
}
