import { audiences } from '../../../sandbox/world/world';
import { startTeamsBench, type TeamsBench } from './teamsBench';

let bench: TeamsBench;
let group: string;
let personal: string;

beforeEach(async () => {
  bench = await startTeamsBench();
  await bench.teams.installEverywhere();
  group = bench.teams.simulator.groupChat();
  personal = bench.teams.simulator.personalChat('alex');
});

afterEach(() => bench.stop());

const activities = (conversationId: string, rest = ''): string =>
  `conversations/${encodeURIComponent(conversationId)}/activities${rest}`;

const hello = { type: 'message', text: 'hello' };

function textsOf(personKey: string, conversationId: string): readonly string[] {
  return bench.teams.simulator.messagesFor(personKey, conversationId).map(({ text }) => text);
}

describe('tokens', () => {
  it.each([
    ['no token', () => ''],
    ['a token for another audience', () => tokenFor(audiences.graph, bench.world.bot.appId)],
    ['a token of another application', () => tokenFor(audiences.connector, 'somebody-else')],
    ['a token that has ended', () => tokenFor(audiences.connector, bench.world.bot.appId, -1)],
    ['a token that the Bot Framework signed', () => channelToken()],
  ])('refuses %s and does nothing', async (_, token) => {
    const answer = await bench.call('POST', activities(personal), hello, token());
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } });
    expect(textsOf('alex', personal)).toEqual([]);
  });

  function tokenFor(audience: string, appid: string, lifetimeSeconds = 60): string {
    return bench.world.tokens.issue({
      issuer: bench.world.entraIssuer,
      audience,
      claims: { appid },
      lifetimeSeconds,
    });
  }

  function channelToken(): string {
    const { channelTokens, entraIssuer, bot } = bench.world;
    return channelTokens.issue({
      issuer: entraIssuer,
      audience: audiences.connector,
      claims: { appid: bot.appId },
    });
  }
});

describe('messages', () => {
  it('shows a message of the bot to every member, and to nobody else', async () => {
    const sent = await bench.call('POST', activities(group), hello);
    expect(sent).toEqual({ status: 201, body: { id: expect.stringMatching(/^\d+$/) } });
    expect(textsOf('alex', group)).toEqual(['hello']);
    expect(textsOf('megan', group)).toEqual(['hello']);
    expect(textsOf('gus', group)).toEqual([]);
    expect(textsOf('megan', personal)).toEqual([]);
  });

  it('takes a reply to anything, in the thread that the conversation id names', async () => {
    const channel = bench.teams.simulator.channel('Deployments');
    const root = await bench.call('POST', activities(channel), hello);
    const thread = `${channel};messageid=${root.body['id']}`;
    await bench.call('POST', activities(thread, '/no-such-message'), { ...hello, text: 'answer' });
    const [first, second] = bench.teams.simulator.messagesFor('lee', channel);
    expect(first).not.toHaveProperty('threadId');
    expect(second).toMatchObject({ text: 'answer', threadId: root.body['id'] });
  });

  it('edits and deletes messages of the bot', async () => {
    const { body } = await bench.call('POST', activities(group), hello);
    const edited = await bench.call('PUT', activities(group, `/${body['id']}`), { ...hello, text: 'changed' });
    expect(edited).toEqual({ status: 200, body: { id: body['id'] } });
    expect(textsOf('alex', group)).toEqual(['changed']);
    expect((await bench.call('DELETE', activities(group, `/${body['id']}`))).status).toBe(200);
    expect(textsOf('alex', group)).toEqual([]);
    const again = await bench.call('DELETE', activities(group, `/${body['id']}`));
    expect(again).toMatchObject({ status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } });
  });

  it('lets the bot change no message of a person', async () => {
    const id = await bench.teams.simulator.say('alex', group, 'mine', { mention: false });
    const edited = await bench.call('PUT', activities(group, `/${id}`), hello);
    expect(edited).toMatchObject({ status: 403, body: { error: { code: 'NotEnoughPermissions' } } });
    expect(textsOf('alex', group)).toEqual(['mine']);
  });

  it('finds no message through another conversation', async () => {
    const { body } = await bench.call('POST', activities(group), hello);
    expect((await bench.call('PUT', activities(personal, `/${body['id']}`), hello)).status).toBe(404);
  });

  it('refuses what is too big, broken or of a type that Teams does not take', async () => {
    const big = await bench.call('POST', activities(group), { ...hello, text: 'x'.repeat(60_000) });
    expect(big).toMatchObject({ status: 413, body: { error: { code: 'MessageSizeTooBig' } } });
    expect((await bench.call('POST', activities(group), { type: 'trace' })).status).toBe(400);
    expect((await bench.call('POST', activities('19:nowhere@thread.v2'), hello)).status).toBe(404);
  });

  it('answers a typing indicator with 202 and keeps nothing', async () => {
    expect((await bench.call('POST', activities(group), { type: 'typing' })).status).toBe(202);
    expect(textsOf('alex', group)).toEqual([]);
  });
});

describe('targeted messages', () => {
  const targeted = (rest = ''): string => activities(group, `${rest}?isTargetedActivity=true`);
  const toAlex = (): unknown => ({ ...hello, recipient: { id: bench.world.person('alex').teamsId } });

  it('are seen by one person only', async () => {
    const { body } = await bench.call('POST', targeted(), toAlex());
    const [seen] = bench.teams.simulator.messagesFor('alex', group);
    expect(seen).toMatchObject({ id: body['id'], targeted: true, text: 'hello' });
    expect(textsOf('megan', group)).toEqual([]);
  });

  it('need a recipient who is a member, and a conversation of several people', async () => {
    const gus = { ...hello, recipient: { id: bench.world.person('gus').teamsId } };
    for (const [path, body] of [
      [targeted(), hello],
      [targeted(), gus],
      [activities(personal, '?isTargetedActivity=true'), toAlex()],
    ] as const) {
      const answer = await bench.call('POST', path, body);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
    }
    expect(textsOf('alex', group)).toEqual([]);
  });

  it('are edited and deleted with the flag and without a recipient', async () => {
    const { body } = await bench.call('POST', targeted(), toAlex());
    const rest = `/${body['id']}`;
    expect((await bench.call('PUT', targeted(rest), toAlex())).status).toBe(400);
    expect((await bench.call('PUT', targeted(rest), { ...hello, text: 'changed' })).status).toBe(200);
    expect(textsOf('alex', group)).toEqual(['changed']);
    expect(textsOf('megan', group)).toEqual([]);
    expect((await bench.call('DELETE', targeted(rest))).status).toBe(200);
    expect(textsOf('alex', group)).toEqual([]);
  });

  it('cannot be changed without the flag, nor others with it', async () => {
    const secret = await bench.call('POST', targeted(), toAlex());
    const open = await bench.call('POST', activities(group), hello);
    const answers = [
      await bench.call('PUT', activities(group, `/${secret.body['id']}`), hello),
      await bench.call('DELETE', activities(group, `/${secret.body['id']}`)),
      await bench.call('PUT', targeted(`/${open.body['id']}`), hello),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it('are gone after 24 hours', async () => {
    const { body } = await bench.call('POST', targeted(), toAlex());
    await bench.world.clock.skip(25 * 60 * 60 * 1_000);
    expect(textsOf('alex', group)).toEqual([]);
    const edited = await bench.call('PUT', targeted(`/${body['id']}`), hello);
    expect(edited).toMatchObject({ status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } });
  });
});

describe('the roster', () => {
  const conversation = (): string => `conversations/${encodeURIComponent(group)}`;

  it('lists the members, whole and in pages', async () => {
    const { body } = await bench.call('GET', `${conversation()}/pagedmembers?pageSize=50`);
    expect(body['members']).toHaveLength(4);
    expect(body).not.toHaveProperty('continuationToken');
    const all = await bench.call('GET', `${conversation()}/members`);
    expect(all.body).toEqual(body['members']);
  });

  it('finds a member by Teams id, object id and sign-in name', async () => {
    const { teamsId, objectId, userPrincipalName } = bench.world.person('megan');
    for (const id of [teamsId, objectId, userPrincipalName]) {
      const { body } = await bench.call('GET', `${conversation()}/members/${encodeURIComponent(id)}`);
      expect(body).toMatchObject({ id: teamsId, aadObjectId: objectId, name: 'Megan Osei', userRole: 'user' });
    }
    expect((await bench.call('GET', `${conversation()}/members/29:nobody`)).status).toBe(404);
  });

  it('knows the team and its channels', async () => {
    const { id } = bench.world.conversations.team;
    const team = await bench.call('GET', `teams/${encodeURIComponent(id)}`);
    expect(team.body).toMatchObject({ id, name: 'Contoso Platform', channelCount: 2 });
    const { body } = await bench.call('GET', `teams/${encodeURIComponent(id)}/conversations`);
    expect(body['conversations']).toEqual([{ id }, { id: expect.any(String), name: 'Deployments' }]);
  });
});

describe('opening conversations', () => {
  const withPerson = (id: string): unknown => ({
    isGroup: false,
    bot: { id: bench.world.bot.teamsId },
    members: [{ id }],
    tenantId: bench.world.tenant.id,
    channelData: { tenant: { id: bench.world.tenant.id } },
  });

  it('gives the same personal chat every time, by Teams id and by object id', async () => {
    const { teamsId, objectId } = bench.world.person('megan');
    const first = await bench.call('POST', 'conversations', withPerson(objectId));
    const second = await bench.call('POST', 'conversations', withPerson(teamsId));
    expect(first).toEqual({ status: 201, body: { id: bench.teams.simulator.personalChat('megan') } });
    expect(second).toEqual(first);
  });

  it('refuses strangers, people without the app, sign-in names and other tenants', async () => {
    const { objectId, userPrincipalName } = bench.world.person('megan');
    const refused = [
      withPerson('00000000-0000-4000-8000-000000000000'),
      withPerson(bench.world.person('gus').objectId),
      withPerson(userPrincipalName),
      { ...Object(withPerson(objectId)), tenantId: 'another' },
    ];
    const answers = await Promise.all(refused.map((body) => bench.call('POST', 'conversations', body)));
    expect(answers.map(({ status }) => status)).toEqual([404, 403, 400, 400]);
  });

  it('starts a thread in a channel', async () => {
    const id = bench.teams.simulator.channel('General');
    const body = { isGroup: true, channelData: { channel: { id } }, activity: hello };
    const created = await bench.call('POST', 'conversations', body);
    expect(created).toMatchObject({ status: 201, body: { id: `${id};messageid=${created.body['activityId']}` } });
    expect(textsOf('nora', id)).toEqual(['hello']);
  });
});

describe('where the app is not', () => {
  it('refuses to write, with the code of the place', async () => {
    await bench.teams.simulator.uninstall(personal);
    await bench.teams.simulator.uninstall(group);
    const chat = await bench.call('POST', activities(personal), hello);
    expect(chat).toMatchObject({ status: 403, body: { error: { code: 'MessageWritesBlocked' } } });
    const crew = await bench.call('POST', activities(group), hello);
    expect(crew).toMatchObject({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
  });

  it('opens the chat of a team member who never installed the app', async () => {
    const other = await startTeamsBench();
    const body = { members: [{ id: other.world.person('alex').objectId }] };
    expect((await other.call('POST', 'conversations', body)).status).toBe(403);
    await other.teams.simulator.install(other.teams.simulator.channel('General'));
    const { status, body: created } = await other.call('POST', 'conversations', body);
    expect(status).toBe(201);
    expect((await other.call('POST', activities(String(created['id'])), hello)).status).toBe(201);
    await other.stop();
  });

  it('opens the chat of a newcomer only once the app is installed for her, and the bot hears of that', async () => {
    const { world, teams } = bench;
    const body = { members: [{ id: world.person('priya').objectId }] };
    await teams.installEverywhere();
    expect(world.installations.has('priya')).toBe(false);
    const refused = await bench.call('POST', 'conversations', body);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'ForbiddenOperationException' } } });
    expect(world.installations.install('priya')).toBe(true);
    expect((await bench.call('POST', 'conversations', body)).status).toBe(201);
    const chat = teams.simulator.personalChat('priya');
    await teams.simulator.waitFor(() =>
      bench.received.some(({ type, conversation }) => type === 'installationUpdate' && conversation.id === chat),
    );
    expect(world.installations.install('gus')).toBe(false);
  });
});
