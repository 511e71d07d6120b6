import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { channelIssuer } from '../../sandbox/world/world';
import { scenario } from '../support/scenario';

type Activity = Record<string, unknown>;

/** In everything that only the refused requests say: found anywhere later, something was kept of them. */
const MARK = 'markofthestranger';

/**
 * What must be refused by the production process, by status, with nothing done, nothing kept and nothing told. The whole
 * table is in test/bot/gate.test.ts.
 */
describe('nobody gets in who should not', () => {
  const world = scenario({ install: false });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const asked: string[] = [];

  beforeAll(() => {
    world.sandbox.world.journal.observe(({ direction, host, method, path }) => {
      if (direction === 'fromBot' && !host.includes('botframework.com')) asked.push(`${method} ${host}${path}`);
    });
  });
  // The sweep that runs at start may ask the directory for something.
  beforeEach(() => void asked.splice(0));

  const activity = (changes: Activity = {}): Activity => {
    const { world: contoso } = world.sandbox;
    const alex = contoso.person('alex');
    return {
      type: 'message',
      id: randomUUID(),
      text: `create Status Page ${MARK}`,
      channelId: 'msteams',
      serviceUrl: contoso.serviceUrl,
      from: { id: `29:${MARK}`, name: MARK, aadObjectId: alex.objectId },
      recipient: { id: contoso.bot.teamsId, name: contoso.bot.name },
      conversation: { id: `a:${MARK}`, conversationType: 'personal', tenantId: contoso.tenant.id },
      channelData: { tenant: { id: contoso.tenant.id } },
      ...changes,
    };
  };

  const token = (
    changes: { issuer?: string; audience?: string; claims?: Activity; lifetimeSeconds?: number } = {},
  ): string =>
    world.sandbox.world.channelTokens.issue({
      issuer: changes.issuer ?? channelIssuer,
      audience: changes.audience ?? world.sandbox.world.bot.appId,
      claims: { serviceurl: world.sandbox.world.serviceUrl, ...changes.claims },
      ...(changes.lifetimeSeconds !== undefined && { lifetimeSeconds: changes.lifetimeSeconds }),
    });

  const signed = (alg: string, key: KeyObject | Uint8Array, header: Activity = {}): Promise<string> =>
    new SignJWT({ serviceurl: world.sandbox.world.serviceUrl })
      .setProtectedHeader({ alg, kid: world.sandbox.world.channelTokens.publicKey().kid, ...header })
      .setIssuer(channelIssuer)
      .setAudience(world.sandbox.world.bot.appId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);

  const unsigned = (): string =>
    new UnsecuredJWT({ serviceurl: world.sandbox.world.serviceUrl })
      .setIssuer(channelIssuer)
      .setAudience(world.sandbox.world.bot.appId)
      .setExpirationTime('1h')
      .encode();

  const post = async (body: string, token?: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(world.sandbox.bot.messagesUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  const kept = (): string[] => {
    const { dataDir, logFile } = world.sandbox.bot;
    const files = readdirSync(dataDir, { withFileTypes: true, recursive: true }).filter((file) => file.isFile());
    const paths = [...files.map((file) => join(file.parentPath, file.name)), logFile];
    return paths.filter((path) => readFileSync(path, 'latin1').includes(MARK));
  };

  const nothingWasDone = (): void => {
    expect(asked).toEqual([]);
    expect(kept()).toEqual([]);
    expect(world.personal('alex').messages()).toEqual([]);
    expect(readFileSync(world.sandbox.bot.logFile, 'utf8')).not.toMatch(/eyJ/);
  };

  const seconds = (): number => Math.floor(world.sandbox.world.clock.now().getTime() / 1_000);

  it.each<[string, () => string | undefined | Promise<string>]>([
    ['no token', () => undefined],
    ['a token that is none', () => 'nonsense'],
    ['a token for another bot', () => token({ audience: randomUUID() })],
    ['a token of another issuer', () => token({ issuer: 'https://login.example' })],
    ["the emulator's token", () => token({ issuer: `https://sts.windows.net/${world.sandbox.world.tenant.id}/` })],
    ['an expired token', () => token({ lifetimeSeconds: -900 })],
    ['a token that begins later', () => token({ claims: { nbf: seconds() + 900 } })],
    ['a token without an end', () => token({ claims: { exp: undefined } })],
    ['a token for another service URL', () => token({ claims: { serviceurl: 'https://smba.trafficmanager.net/x/' } })],
    ['a token without a service URL', () => token({ claims: { serviceurl: undefined } })],
    ['a tampered payload', () => tampered(token())],
    ['a tampered header', () => retyped(token(), { x: 1 })],
    ['a token without a signature', unsigned],
    ['alg none over a good signature', () => retyped(token(), { alg: 'none' })],
    ['a key of our own making', () => signed('RS256', stranger.privateKey)],
    [
      'such a key, brought along',
      async () => signed('RS256', stranger.privateKey, { jwk: stranger.publicKey.export({ format: 'jwk' }) }),
    ],
    [
      'HS256 with the public key',
      () => signed('HS256', Buffer.from(JSON.stringify(world.sandbox.world.channelTokens.publicKey()))),
    ],
    ['an unknown key', () => signed('RS256', stranger.privateKey, { kid: '../../keys' })],
  ])('refuses %s with 401', async (_name, make) => {
    expect(await post(JSON.stringify(activity()), await make())).toEqual({ status: 401, text: '' });
    nothingWasDone();
  });

  it('refuses an activity without a service URL with 401', async () => {
    const { serviceUrl: _left, ...without } = activity();
    expect((await post(JSON.stringify(without), token())).status).toBe(401);
    nothingWasDone();
  });

  it.each<[string, () => Activity, string | undefined]>([
    ['a service URL outside the allow-list', () => activity(), 'https://collector.example/'],
    ['one that only begins like ours', () => activity(), 'https://smba.trafficmanager.net.evil.example/'],
    ['one without TLS', () => activity(), 'http://smba.trafficmanager.net/teams/'],
    ['another tenant', () => inTenant(activity(), randomUUID()), undefined],
    ['two tenants', () => activity({ channelData: { tenant: { id: randomUUID() } } }), undefined],
    ['no Entra object id', () => activity({ from: { id: `29:${MARK}`, name: 'Somebody' } }), undefined],
    [
      'an object id that is none',
      () => activity({ from: { id: `29:${MARK}`, aadObjectId: "' or 1 eq 1" } }),
      undefined,
    ],
    ['a bot', () => activity({ from: { ...(activity()['from'] as Activity), id: `28:${MARK}` } }), undefined],
    ['another channel', () => activity({ channelId: 'directline' }), undefined],
  ])('refuses %s with 403', async (_name, body, url) => {
    const sent = { ...body(), ...(url && { serviceUrl: url }) };
    const bearer = token(url ? { claims: { serviceurl: url } } : {});
    expect(await post(JSON.stringify(sent), bearer)).toEqual({ status: 403, text: '' });
    nothingWasDone();
  });

  it('reads no body without a token; with one refuses more than 256 KB with 413 and broken JSON with 400', async () => {
    const huge = JSON.stringify(activity({ text: 'x'.repeat(300_000) }));
    expect((await post(huge)).status).toBe(401);
    expect((await post('{"type": "message", ')).status).toBe(401);
    expect((await post(huge, token())).status).toBe(413);
    expect((await post('{"type": "message", ', token())).status).toBe(400);
    nothingWasDone();
  });

  it.each(['gus', 'dana', 'nobody'])('asks only who %s is, and does and keeps nothing', async (key) => {
    const aadObjectId = key === 'nobody' ? randomUUID() : world.sandbox.world.person(key).objectId;
    const from = { id: `29:${MARK}`, name: MARK, aadObjectId };
    expect((await post(JSON.stringify(activity({ from })), token())).status).toBe(200);
    const refused = asked.filter(
      (request) => !request.includes('/oauth2/') && !request.includes(`/users/${aadObjectId}`),
    );
    expect(refused.filter((request) => !request.includes(`/conversations/a%3A${MARK}/`))).toEqual([]);
    expect(kept()).toEqual([]);
    expect(world.credentialsOn('Status Page')).toEqual([]);
  });

  it('answers 503 while the signing keys cannot be had, and lets in again afterwards', async () => {
    const { faults, clock } = world.sandbox.world;
    const fault = faults.switchOn({
      service: 'entra',
      route: 'openidconfiguration',
      fault: { kind: 'status', status: 503 },
    });
    await clock.skip(6 * 60_000);
    expect((await post(JSON.stringify(activity()), token())).status).toBe(503);
    nothingWasDone();
    faults.switchOff(fault);
    expect((await post(JSON.stringify(activity({ channelId: 'webchat' })), token())).status).toBe(403);
  });

  it('lets the right one in', async () => {
    const alex = world.personal('alex');
    await world.sandbox.teams.simulator.install(alex.conversationId, 'alex');
    const { objectId, teamsId, displayName } = world.sandbox.world.person('alex');
    const from = { id: teamsId, name: displayName, aadObjectId: objectId };
    const conversation = { ...(activity()['conversation'] as Activity), id: alex.conversationId };
    const { status } = await post(JSON.stringify(activity({ from, conversation, text: 'list' })), token());
    expect(status).toBe(200);
    await alex.sees("You don't have any secrets yet");
  });
});

function tampered(good: string): string {
  const [head = '', payload = '', signature = ''] = good.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}

function retyped(good: string, changes: Activity): string {
  const [head = '', ...rest] = good.split('.');
  const header = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), ...changes };
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
}

function inTenant(activity: Activity, id: string): Activity {
  const conversation = { ...(activity['conversation'] as object), tenantId: id };
  return { ...activity, conversation, channelData: { tenant: { id } } };
}
