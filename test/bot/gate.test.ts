import type { TurnContext } from 'botbuilder';
import { BackgroundWork } from '../../src/bot/backgroundWork';
import { Endpoint } from '../../src/bot/endpoint';
import { FaultLog } from '../../src/bot/faultLog';
import { type BotRegistration, Gate } from '../../src/bot/gate';
import { TeamsAdapter } from '../../src/bot/teamsAdapter';
import { BotServer } from '../../src/server';
import { anActivity, TENANT_ID } from './activities';
import { APP_ID, rsaKeys, SERVICE_URL, type TokenChanges, TokenIssuer, tampered } from './tokenIssuer';

const registration: BotRegistration = {
  MicrosoftAppId: APP_ID,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT_ID,
  MicrosoftAppPassword: 'not-a-real-password',
};

const clock = { now: () => new Date() };

class RecordingBot {
  readonly turns: string[] = [];

  async run(context: TurnContext): Promise<void> {
    this.turns.push(context.activity.type);
  }
}

class RecordingLogger {
  readonly lines: string[] = [];
  readonly warn = (fields: object) => void this.lines.push(JSON.stringify(fields));
  readonly error = this.warn;
  readonly info = this.warn;
}

describe('the gate', () => {
  let issuer: TokenIssuer;
  let server: BotServer;
  let bot: RecordingBot;
  let logger: RecordingLogger;
  let address: string;
  let printed: readonly jest.SpyInstance[];

  beforeAll(async () => {
    // What is refused is nowhere printed: the SDK would.
    printed = [jest.spyOn(console, 'error'), jest.spyOn(process.stderr, 'write')];
    issuer = await TokenIssuer.start();
  });

  beforeEach(async () => {
    bot = new RecordingBot();
    logger = new RecordingLogger();
    server = serverFor(issuer, bot, logger);
    address = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/messages`;
  });

  afterEach(() => server.close());
  afterAll(async () => {
    await issuer.stop();
    jest.restoreAllMocks();
  });

  async function post(activity: Record<string, unknown>, authorization?: string) {
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (authorization !== undefined) headers['Authorization'] = authorization;
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(activity) });
    return { status: response.status, text: await response.text() };
  }

  async function postWith(changes: TokenChanges, activity = anActivity()) {
    return post(activity, `Bearer ${issuer.token(changes)}`);
  }

  it('lets in a Teams activity of our tenant with a token of the channel', async () => {
    const answer = await postWith({});
    expect(answer.status).toBe(200);
    expect(bot.turns).toEqual(['message']);
  });

  it('compares what a token says at every request, also when its signature was checked a moment ago', async () => {
    const authorization = `Bearer ${issuer.token()}`;
    const elsewhere = 'https://smba.trafficmanager.net/amer/';
    const first = await post(anActivity(), authorization);
    const otherUrl = await post(anActivity({ serviceUrl: elsewhere }), authorization);
    const otherTenant = await post(anActivity({ channelData: { tenant: { id: APP_ID } } }), authorization);
    const last = await post(anActivity(), authorization);
    expect([first, otherUrl, otherTenant, last].map(({ status }) => status)).toEqual([200, 401, 403, 200]);
  });

  it('takes a tenant and a person in any case of letters', async () => {
    const activity = anActivity({ conversation: { id: 'a:alex', tenantId: TENANT_ID.toUpperCase() } });
    expect((await postWith({}, activity)).status).toBe(200);
  });

  const soon = Math.floor(Date.now() / 1000) + 3600;
  const long = Math.floor(Date.now() / 1000) - 3600;

  describe.each<{ fault: string; request: () => Promise<{ status: number; text: string }> }>([
    { fault: 'no token', request: () => post(anActivity()) },
    { fault: 'an empty token', request: () => post(anActivity(), 'Bearer ') },
    { fault: 'another scheme', request: () => post(anActivity(), 'Basic YWxleDp4') },
    { fault: 'a token that is no token', request: () => post(anActivity(), 'Bearer abc.def.ghi') },
    {
      fault: 'a signature of another key',
      request: () => postWith({ key: rsaKeys().privateKey }),
    },
    {
      fault: 'a tampered payload',
      request: async () => post(anActivity(), `Bearer ${tampered(issuer.token())}`),
    },
    { fault: 'alg none', request: () => post(anActivity(), `Bearer ${issuer.unsignedToken()}`) },
    {
      fault: 'alg none without the last dot',
      request: () => post(anActivity(), `Bearer ${issuer.unsignedToken().slice(0, -1)}`),
    },
    { fault: 'HS256', request: () => post(anActivity(), `Bearer ${issuer.hs256Token()}`) },
    { fault: 'a future nbf', request: () => postWith({ claims: { nbf: soon, exp: soon + 60 } }) },
    { fault: 'an expired token', request: () => postWith({ claims: { nbf: long - 60, exp: long } }) },
    { fault: 'another issuer', request: () => postWith({ claims: { iss: 'https://issuer.example' } }) },
    { fault: 'another audience', request: () => postWith({ claims: { aud: TENANT_ID } }) },
    { fault: 'several audiences', request: () => postWith({ claims: { aud: [APP_ID, TENANT_ID] } }) },
    { fault: 'no audience', request: () => postWith({ claims: { aud: undefined } }) },
    {
      fault: 'another service URL',
      request: () => postWith({ claims: { serviceurl: 'https://smba.trafficmanager.net/amer/' } }),
    },
    { fault: 'no service URL claim', request: () => postWith({ claims: { serviceurl: undefined } }) },
    { fault: 'no service URL', request: () => postWith({}, anActivity({ serviceUrl: undefined })) },
    {
      fault: 'a key of another channel',
      request: () => postWith({ header: { kid: 'other' }, key: issuer.keyOfOtherChannel }),
    },
    {
      fault: 'a key without endorsements',
      request: () => postWith({ header: { kid: 'bare' }, key: issuer.keyWithoutEndorsements }),
    },
    { fault: 'another RSA algorithm', request: () => post(anActivity(), `Bearer ${issuer.rs512Token()}`) },
    { fault: 'a token without an end', request: () => postWith({ claims: { exp: undefined } }) },
    { fault: 'an unknown key', request: () => postWith({ header: { kid: 'unknown' } }) },
    { fault: 'a token of the emulator', request: () => postWith({ claims: emulatorClaims() }) },
    {
      fault: 'a token of a skill',
      request: () => postWith({ claims: { ver: '1.0', appid: TENANT_ID, iss: stsIssuer() } }),
    },
  ])('for $fault', ({ request }) => {
    it('answers 401, does nothing, and says and logs nothing of the token', async () => {
      expect(await request()).toEqual({ status: 401, text: '' });
      expect(bot.turns).toEqual([]);
      expect(logger.lines.join()).not.toMatch(/eyJ/);
      for (const output of printed) expect(output).not.toHaveBeenCalled();
    });
  });

  describe.each<{ fault: string; activity: Record<string, unknown>; claims?: Record<string, unknown> }>([
    {
      fault: 'a service URL outside the allow-list, even with a token that names it',
      activity: { serviceUrl: 'https://evil.example/' },
      claims: { serviceurl: 'https://evil.example/' },
    },
    {
      fault: 'a service URL that only looks like one of Teams',
      activity: { serviceUrl: 'https://smba.trafficmanager.net.evil.example/' },
      claims: { serviceurl: 'https://smba.trafficmanager.net.evil.example/' },
    },
    {
      fault: 'a service URL without TLS',
      activity: { serviceUrl: 'http://smba.trafficmanager.net/' },
      claims: { serviceurl: 'http://smba.trafficmanager.net/' },
    },
    { fault: 'another channel', activity: { channelId: 'webchat' } },
    { fault: 'another tenant', activity: { conversation: { id: 'a:x', tenantId: APP_ID } } },
    { fault: 'two different tenants', activity: { channelData: { tenant: { id: APP_ID } } } },
    { fault: 'no tenant', activity: { conversation: { id: 'a:x' }, channelData: {} } },
    { fault: 'no object id', activity: { from: { id: '29:alex' } } },
    { fault: 'an object id that is no GUID', activity: { from: { id: '29:alex', aadObjectId: 'alex' } } },
    { fault: 'a sender who is no person of Teams', activity: { from: { id: '28:bot', aadObjectId: TENANT_ID } } },
    { fault: 'no conversation', activity: { conversation: { tenantId: TENANT_ID } } },
  ])('for $fault', ({ activity, claims }) => {
    it('answers 403 and does nothing', async () => {
      expect(await postWith({ ...(claims && { claims }) }, anActivity(activity))).toEqual({ status: 403, text: '' });
      expect(bot.turns).toEqual([]);
    });
  });

  it('answers 503 when the signing keys cannot be fetched, so that Teams tries again', async () => {
    const broken = await TokenIssuer.start();
    broken.failWith = 500;
    const other = serverFor(broken, bot, logger);
    address = `http://127.0.0.1:${await other.listen(0, '127.0.0.1')}/api/messages`;
    const failed = await post(anActivity(), `Bearer ${broken.token()}`);
    broken.failWith = undefined;
    const worked = await post(anActivity(), `Bearer ${broken.token()}`);
    await Promise.all([other.close(), broken.stop()]);
    expect([failed.status, worked.status]).toEqual([503, 200]);
    expect(bot.turns).toHaveLength(1);
  });

  it('answers 503 when nobody listens where the keys are', async () => {
    const gone = await TokenIssuer.start();
    const token = gone.token();
    const other = serverFor(gone, bot, logger);
    await gone.stop();
    address = `http://127.0.0.1:${await other.listen(0, '127.0.0.1')}/api/messages`;
    const { status } = await post(anActivity(), `Bearer ${token}`);
    await other.close();
    expect(status).toBe(503);
    expect(bot.turns).toEqual([]);
  });

  it.each(['', 'secretbot'])(
    'does not start with %j for an app id: the SDK would let everybody in',
    (MicrosoftAppId) => {
      expect(() => new Gate({ ...registration, MicrosoftAppId }, clock)).toThrow();
    },
  );
});

function serverFor(issuer: TokenIssuer, bot: RecordingBot, logger: RecordingLogger): BotServer {
  const faults = new FaultLog({ logger });
  const adapter = new TeamsAdapter(new Gate(registration, clock, issuer.source));
  const endpoint = new Endpoint({ adapter, bot, background: new BackgroundWork({ faults }), faults, logger, clock });
  return new BotServer({ endpoint, ready: async () => true, waitingNotices: async () => 0 });
}

function stsIssuer(): string {
  return `https://sts.windows.net/${TENANT_ID}/`;
}

function emulatorClaims() {
  return { iss: stsIssuer(), appid: APP_ID, tid: TENANT_ID, ver: '1.0', serviceurl: SERVICE_URL };
}
