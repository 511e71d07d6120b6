import type { AppInstaller, Installation } from '../../../src/adapters/teams/appInstaller';
import { PrivateDelivery } from '../../../src/adapters/teams/privateDelivery';
import { DomainError } from '../../../src/domain/errors';
import { ALEX, alexIn, ChatWorld, SERVICE_URL, TENANT } from './chatWorld';
import type { Received } from './localConnector';

const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'private' }] };
const group = 'POST /v3/conversations/19:crew@thread.v2/activities';
const isTargeted = ({ url }: Received) => url.includes('isTargetedActivity');
const isPersonal = ({ url }: Received) => url.startsWith('/v3/conversations/a%3A');

describe('private delivery', () => {
  let world: ChatWorld;

  beforeEach(async () => {
    world = await ChatWorld.start();
  });
  afterEach(() => world.stop());

  /** What everybody in the group can see. */
  const openly = () =>
    world.connector.received.filter((request) => !isTargeted(request) && request.url.includes('19%3A'));

  it('is a plain message in the personal chat', async () => {
    await world.delivery.deliver(alexIn('personal'), { card });
    expect(world.connector.calls).toEqual(['POST /v3/conversations/a:alex/activities']);
  });

  it.each(['groupChat', 'channel'] as const)('is a targeted message in a %s, with nothing in public', async (kind) => {
    await world.delivery.deliver(alexIn(kind), { card });
    expect(world.connector.calls).toEqual([`${group}?isTargetedActivity=true`]);
    expect(openly()).toEqual([]);
  });

  it('remembers a message that has a subject', async () => {
    await world.delivery.deliver(alexIn('groupChat'), { card, subject: 'wizard:w1' });
    expect(await world.references.message({ tenantId: TENANT, personId: ALEX, subject: 'wizard:w1' })).toMatchObject({
      conversationId: '19:crew@thread.v2',
      activityId: 'm1',
      targeted: true,
    });
  });

  it.each([
    { status: 400, code: 'BadArgument' },
    { status: 403, code: 'BotNotInConversationRoster' },
  ])(
    'goes to the personal chat where targeting is refused ($status), with a pointer that tells nothing',
    async (refusal) => {
      world.connector.refuse = (request) => (isTargeted(request) ? refusal : undefined);
      const where = await world.delivery.deliver(alexIn('groupChat'), { card }, 'Alex');
      expect(where).toMatchObject({ kind: 'personal', conversationId: 'a:opened' });
      expect(world.connector.calls).toEqual([
        `${group}?isTargetedActivity=true`,
        'POST /v3/conversations',
        'POST /v3/conversations/a:opened/activities',
        group,
      ]);
      expect(JSON.stringify(openly())).toMatch(/Alex/);
      expect(JSON.stringify(openly())).not.toMatch(/private"/);
    },
  );

  it('opens no chat that is known', async () => {
    await remember('a:alex');
    await world.delivery.deliver({ tenantId: TENANT, personId: ALEX }, { card });
    expect(world.connector.calls).toEqual(['POST /v3/conversations/a:alex/activities']);
  });

  it('opens the chat of a person who never wrote, where the tenant was last', async () => {
    await world.delivery.deliver({ tenantId: TENANT, personId: ALEX }, { card });
    expect(world.connector.calls).toEqual(['POST /v3/conversations', 'POST /v3/conversations/a:opened/activities']);
  });

  it('opens a chat anew when the one it knew has ended, and forgets it', async () => {
    await remember('a:ended');
    world.connector.refuse = ({ url }) =>
      url.includes('a%3Aended') ? { status: 404, code: 'ConversationNotFound' } : undefined;
    await world.delivery.deliver({ tenantId: TENANT, personId: ALEX }, { card });
    expect(world.connector.calls.at(-1)).toBe('POST /v3/conversations/a:opened/activities');
    expect((await world.references.person(TENANT, ALEX))?.personalChatId).toBeUndefined();
  });

  it('leaves an "Add SecretBot" link where there is no private way at all, and says so', async () => {
    world.connector.refuse = (request) =>
      isTargeted(request) || request.url === '/v3/conversations' ? { status: 403, code: 'Forbidden' } : undefined;
    const failure = await world.delivery.deliver(alexIn('groupChat'), { card }).catch((error) => error);
    expect(failure).toMatchObject({ code: 'unreachable' });
    expect(openly()).toHaveLength(1);
    expect(JSON.stringify(openly())).toMatch(/https:\/\/teams\.microsoft\.com\/l\/app\//);
    expect(JSON.stringify(openly())).not.toMatch(/private"/);
  });

  it('says unreachable where the person has blocked the bot', async () => {
    world.connector.refuse = (request) =>
      isPersonal(request) ? { status: 403, code: 'MessageWritesBlocked' } : undefined;
    const to = { tenantId: TENANT, personId: ALEX };
    await expect(world.delivery.deliver(to, { card })).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('says unavailable, and tries no other way, where it may work later', async () => {
    world.connector.refuse = () => ({ status: 429, headers: { 'Retry-After': '3' } });
    const failure = await world.delivery.deliver(alexIn('groupChat'), { card }).catch((error) => error);
    expect(failure).toMatchObject({ code: 'unavailable', details: { service: 'teams', retryAfterSeconds: 3 } });
    expect(world.connector.received).toHaveLength(1);
  });

  describe('to a person who has no chat with the bot, where it may install itself', () => {
    const to = { tenantId: TENANT, personId: ALEX };
    const opening = 'POST /v3/conversations';
    const deliver = (outcome: Installation | DomainError, opensAfter = true) => {
      const asked: string[] = [];
      let isInstalled = false;
      world.connector.refuse = ({ url }) =>
        url === '/v3/conversations' && !(isInstalled && opensAfter) ? { status: 403, code: 'Forbidden' } : undefined;
      const installer: AppInstaller = {
        install: async (personId) => {
          asked.push(personId);
          if (outcome instanceof DomainError) throw outcome;
          isInstalled = outcome === 'ready';
          return outcome;
        },
      };
      const delivery = new PrivateDelivery({ ...world.delivery.deps, installer });
      return { asked, delivered: delivery.deliver(to, { card }) };
    };

    it('installs the app, opens the chat and sends', async () => {
      const { asked, delivered } = deliver('ready');
      expect(await delivered).toMatchObject({ kind: 'personal', conversationId: 'a:opened' });
      expect(asked).toEqual([ALEX]);
      expect(world.connector.calls).toEqual([opening, opening, 'POST /v3/conversations/a:opened/activities']);
    });

    it('says unavailable while the chat is still being made', async () => {
      const failure = await deliver('under_way').delivered.catch((error) => error);
      expect(failure).toMatchObject({ code: 'unavailable', details: { service: 'teams', retryAfterSeconds: 5 } });
      expect(world.connector.calls).toEqual([opening]);
    });

    it('says unreachable where the organisation refuses, and where the chat stays closed', async () => {
      await expect(deliver('refused').delivered).rejects.toMatchObject({ code: 'unreachable' });
      expect(world.connector.calls).toEqual([opening]);
      await expect(deliver('ready', false).delivered).rejects.toMatchObject({ code: 'unreachable' });
      expect(world.connector.calls).toEqual([opening, opening, opening]);
    });

    it('passes on that it may work later', async () => {
      const later = new DomainError('unavailable', { service: 'graph', retryAfterSeconds: 7 });
      await expect(deliver(later).delivered).rejects.toBe(later);
    });

    it('leaves people alone who can be reached, or who took the bot away', async () => {
      const asked: string[] = [];
      world.connector.refuse = (request) =>
        isPersonal(request) ? { status: 403, code: 'MessageWritesBlocked' } : undefined;
      const installer: AppInstaller = {
        install: async (personId) => {
          asked.push(personId);
          return 'ready';
        },
      };
      const delivery = new PrivateDelivery({ ...world.delivery.deps, installer });
      await expect(delivery.deliver(to, { card })).rejects.toMatchObject({ code: 'unreachable' });
      world.connector.refuse = () => undefined;
      await delivery.deliver(to, { card });
      expect(asked).toEqual([]);
    });
  });

  function remember(personalChatId: string) {
    return world.references.rememberPerson({
      tenantId: TENANT,
      personId: ALEX,
      teamsId: '29:alex',
      serviceUrl: SERVICE_URL,
      personalChatId,
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
    });
  }
});
