import { ConnectorFailure } from '../../../src/adapters/teams/connectorFailure';
import { TeamsMessages } from '../../../src/adapters/teams/teamsMessages';
import { HeardCalls } from '../../support/heardCalls';
import { LocalConnector, type Refusal } from './localConnector';

const now = new Date('2026-11-24T10:00:00Z');
const card = { type: 'AdaptiveCard', version: '1.5', body: [], speak: 'A card', 'x-unknown': { kept: true } };
const conversationId = '19:abc@thread.tacv2;messageid=1700000000000';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const encoded = '19%3Aabc%40thread.tacv2%3Bmessageid%3D1700000000000';
const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];

describe('messages on the wire', () => {
  let connector: LocalConnector;
  let messages: TeamsMessages;
  let logged: string[];

  beforeEach(async () => {
    connector = await LocalConnector.start();
    logged = [];
    const logger = { warn: (fields: object) => void logged.push(JSON.stringify(fields)) };
    messages = new TeamsMessages({
      connector: connector.connector(),
      botAppId: 'the-bot',
      clock: { now: () => now },
      logger,
    });
  });

  afterEach(() => connector.stop());

  it('sends a targeted message with the flag and its one recipient', async () => {
    const ref = await messages.send({ serviceUrl, conversationId, onlyFor: '29:alex' }, card);
    const expiresAt = new Date('2026-11-25T10:00:00Z');
    expect(ref).toEqual({ serviceUrl, conversationId, activityId: 'm1', targeted: true, expiresAt });
    expect(connector.received).toEqual([
      {
        method: 'POST',
        url: `/v3/conversations/${encoded}/activities?isTargetedActivity=true`,
        authorization: 'Bearer the-bots-own-token',
        body: {
          type: 'message',
          from: { id: '28:the-bot' },
          recipient: { id: '29:alex' },
          conversation: { id: conversationId },
          attachments,
          summary: 'A card',
        },
      },
    ]);
  });

  it('sends a plain message without flag and recipient', async () => {
    const ref = await messages.send({ serviceUrl, conversationId: 'a:alex' }, card);
    expect(ref).toEqual({ serviceUrl, conversationId: 'a:alex', activityId: 'm1', targeted: false });
    expect(connector.received[0]?.url).toBe('/v3/conversations/a%3Aalex/activities');
    expect(connector.received[0]?.body).not.toHaveProperty('recipient');
  });

  it.each([
    [true, `/v3/conversations/${encoded}/activities/m7?isTargetedActivity=true`],
    [false, `/v3/conversations/${encoded}/activities/m7`],
  ])('updates a message (targeted: %s) without a recipient', async (targeted, url) => {
    await messages.update({ serviceUrl, conversationId, activityId: 'm7', targeted }, card);
    expect(connector.received).toMatchObject([
      { method: 'PUT', url, body: { type: 'message', id: 'm7', attachments } },
    ]);
    expect(connector.received[0]?.body).not.toHaveProperty('recipient');
  });

  it('opens a personal chat by object id and tenant', async () => {
    expect(await messages.openPersonalChat(serviceUrl, 'tenant', 'person')).toBe('a:opened');
    expect(connector.received).toMatchObject([
      {
        method: 'POST',
        url: '/v3/conversations',
        body: {
          bot: { id: '28:the-bot' },
          members: [{ id: 'person' }],
          channelData: { tenant: { id: 'tenant' } },
          tenantId: 'tenant',
          isGroup: false,
        },
      },
    ]);
  });

  it('says of each request what it was and how it ended, without any id', async () => {
    const calls = new HeardCalls();
    const watched = new TeamsMessages({ ...messages.deps, calls });
    const place = { serviceUrl, conversationId };
    await watched.send(place, card);
    connector.refuse = () => ({ status: 429 });
    await expect(watched.send(place, card)).rejects.toThrow();
    connector.refuse = () => ({ status: 0, cutOff: true });
    await expect(watched.openPersonalChat(serviceUrl, 'tenant', 'person')).rejects.toThrow();
    expect(calls.all).toEqual([
      'teams POST v3/conversations/{conversationId}/activities ok',
      'teams POST v3/conversations/{conversationId}/activities throttled',
      'teams POST v3/conversations no_answer',
    ]);
  });

  it('sends nothing to an address outside the allow-list', async () => {
    const allowing = connector.connector((url) => url.startsWith('https://smba.'));
    const guarded = new TeamsMessages({ ...messages.deps, connector: allowing });
    await expect(
      guarded.send({ serviceUrl: 'https://evil.example/', conversationId: 'a:x' }, card),
    ).rejects.toMatchObject({
      kind: 'blocked',
    });
    expect(connector.received).toEqual([]);
  });

  it.each<{ answer: Refusal; kind: string; retryAfterSeconds?: number }>([
    { answer: { status: 400, code: 'BadArgument' }, kind: 'rejected' },
    { answer: { status: 401 }, kind: 'later' },
    { answer: { status: 403, code: 'BotNotInConversationRoster' }, kind: 'blocked' },
    { answer: { status: 403, code: 'MessageWritesBlocked' }, kind: 'blocked' },
    { answer: { status: 404, code: 'ActivityNotFoundInConversation' }, kind: 'gone' },
    { answer: { status: 404, code: 'ConversationNotFound' }, kind: 'blocked' },
    { answer: { status: 412 }, kind: 'later' },
    { answer: { status: 413, code: 'MessageSizeTooBig' }, kind: 'rejected' },
    { answer: { status: 429, headers: { 'Retry-After': '7' } }, kind: 'later', retryAfterSeconds: 7 },
    {
      answer: { status: 503, headers: { 'Retry-After': 'Tue, 24 Nov 2026 10:00:30 GMT' } },
      kind: 'later',
      retryAfterSeconds: 30,
    },
    { answer: { status: 500 }, kind: 'later' },
    { answer: { status: 502 }, kind: 'later' },
    { answer: { status: 504 }, kind: 'later' },
    { answer: { status: 0, cutOff: true }, kind: 'later' },
  ])('asks once and takes $answer.status $answer.code for "$kind"', async ({ answer, kind, retryAfterSeconds }) => {
    connector.refuse = () => answer;
    const failure = await messages
      .send({ serviceUrl, conversationId, onlyFor: '29:alex' }, card)
      .catch((error) => error);
    expect(failure).toBeInstanceOf(ConnectorFailure);
    expect(failure).toMatchObject({ kind, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
    expect(connector.received).toHaveLength(1);
  });

  it('keeps nothing of the message in the failure and the log', async () => {
    connector.refuse = () => ({ status: 500, code: 'Error' });
    const secret = { ...card, body: [{ type: 'TextBlock', text: 'CANARY' }] };
    const failure = await messages.send({ serviceUrl, conversationId }, secret).catch((error) => error);
    expect(failure.cause).toBeUndefined();
    expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toContain('CANARY');
    expect(logged.join()).not.toContain('CANARY');
    expect(logged).toHaveLength(1);
  });
});
