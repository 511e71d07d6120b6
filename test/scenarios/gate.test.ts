import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { channelIssuer } from '../../sandbox/world/world';
import { scenario } from '../support/scenario';

type Activity = Record<string, unknown>;

/** What must be refused, by status, with nothing done and nothing told. */
describe('nobody gets in who should not', () => {
  const world = scenario({ install: false });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

  const activity = (changes: Activity = {}): Activity => {
    const { world: contoso } = world.sandbox;
    const alex = contoso.person('alex');
    return {
      type: 'message',
      id: randomUUID(),
      text: 'list',
      channelId: 'msteams',
      serviceUrl: contoso.serviceUrl,
      from: { id: `29:${alex.objectId}`, name: alex.displayName, aadObjectId: alex.objectId },
      recipient: { id: contoso.bot.teamsId, name: contoso.bot.name },
      conversation: {
        id: world.personal('alex').conversationId,
        conversationType: 'personal',
        tenantId: contoso.tenant.id,
      },
      channelData: { tenant: { id: contoso.tenant.id } },
      ...changes,
    };
  };

  const token = (
    changes: { issuer?: string; audience?: string; serviceurl?: string; lifetimeSeconds?: number } = {},
  ): string =>
    world.sandbox.world.channelTokens.issue({
      issuer: changes.issuer ?? channelIssuer,
      audience: changes.audience ?? world.sandbox.world.bot.appId,
      claims: { serviceurl: changes.serviceurl ?? world.sandbox.world.serviceUrl },
      ...(changes.lifetimeSeconds !== undefined && { lifetimeSeconds: changes.lifetimeSeconds }),
    });

  const foreignClaims = (): Activity => ({ serviceurl: world.sandbox.world.serviceUrl });

  const post = async (body: string, authorization?: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(world.sandbox.bot.messagesUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  const nothingWasDone = (): void => {
    expect(world.personal('alex').messages()).toEqual([]);
  };

  it.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['a token that is none', () => 'Bearer nonsense'],
    ['a token for another bot', () => `Bearer ${token({ audience: randomUUID() })}`],
    ['a token of another issuer', () => `Bearer ${token({ issuer: 'https://login.example' })}`],
    ['an expired token', () => `Bearer ${token({ lifetimeSeconds: -900 })}`],
    [
      'a token for another service URL',
      () => `Bearer ${token({ serviceurl: 'https://smba.trafficmanager.net/other/' })}`,
    ],
    ['a tampered token', () => `Bearer ${tampered(token())}`],
    ['a token without a signature', () => `Bearer ${unsigned(world.sandbox.world.bot.appId, foreignClaims())}`],
  ])('refuses %s with 401', async (_name, authorization) => {
    const { status, text } = await post(JSON.stringify(activity()), authorization());
    expect(status).toBe(401);
    expect(text).not.toMatch(/stack|node_modules|jwt/i);
    nothingWasDone();
  });

  it('refuses a token signed with a key of our own making with 401', async () => {
    const forged = await new SignJWT(foreignClaims())
      .setProtectedHeader({ alg: 'RS256', kid: world.sandbox.world.channelTokens.publicKey().kid })
      .setIssuer(channelIssuer)
      .setAudience(world.sandbox.world.bot.appId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(stranger);
    expect((await post(JSON.stringify(activity()), `Bearer ${forged}`)).status).toBe(401);
    nothingWasDone();
  });

  it('refuses an activity without a service URL with 401', async () => {
    const { serviceUrl: _left, ...without } = activity();
    expect((await post(JSON.stringify(without), `Bearer ${token()}`)).status).toBe(401);
    nothingWasDone();
  });

  it.each<[string, () => Activity, () => string]>([
    [
      'a service URL outside the allow-list',
      () => activity({ serviceUrl: 'https://collector.example/' }),
      () => token({ serviceurl: 'https://collector.example/' }),
    ],
    ['another tenant', () => inTenant(activity(), randomUUID()), () => token()],
    ['no Entra object id', () => activity({ from: { id: '29:somebody', name: 'Somebody' } }), () => token()],
    [
      'an object id that is none',
      () => activity({ from: { id: '29:x', name: 'X', aadObjectId: "' or 1 eq 1" } }),
      () => token(),
    ],
    ['another channel', () => activity({ channelId: 'directline' }), () => token()],
  ])('refuses %s with 403', async (_name, body, bearer) => {
    expect((await post(JSON.stringify(body()), `Bearer ${bearer()}`)).status).toBe(403);
    nothingWasDone();
  });

  it('refuses a body over 256 KB with 413 and broken JSON with 400', async () => {
    const huge = JSON.stringify(activity({ text: 'x'.repeat(300_000) }));
    expect((await post(huge, `Bearer ${token()}`)).status).toBe(413);
    expect((await post('{"type": "message", ', `Bearer ${token()}`)).status).toBe(400);
    nothingWasDone();
  });

  it('does nothing for guests and disabled people', async () => {
    for (const key of ['gus', 'dana']) {
      const person = world.sandbox.world.person(key);
      const from = { id: `29:${person.objectId}`, name: person.displayName, aadObjectId: person.objectId };
      const { status } = await post(
        JSON.stringify(activity({ from, text: 'create Status Page' })),
        `Bearer ${token()}`,
      );
      expect(status).toBeLessThan(500);
    }
    expect(world.credentialsOn('Status Page')).toEqual([]);
  });

  it('lets the right one in', async () => {
    await world.sandbox.teams.simulator.install(world.personal('alex').conversationId, 'alex');
    expect((await post(JSON.stringify(activity()), `Bearer ${token()}`)).status).toBe(200);
    await world.personal('alex').sees("You don't have any secrets yet");
  });
});

function tampered(good: string): string {
  const [head = '', payload = '', signature = ''] = good.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}

function unsigned(audience: string, claims: Activity): string {
  return new UnsecuredJWT(claims).setIssuer(channelIssuer).setAudience(audience).setExpirationTime('1h').encode();
}

function inTenant(activity: Activity, id: string): Activity {
  const conversation = { ...(activity['conversation'] as object), tenantId: id };
  return { ...activity, conversation, channelData: { tenant: { id } } };
}
