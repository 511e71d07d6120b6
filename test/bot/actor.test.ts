import type { Activity } from 'botbuilder';
import { actorOf, originOf, saysLocalTime } from '../../src/bot/actor';
import { isTeamsServiceUrl } from '../../src/bot/serviceUrls';
import { cloudOf } from '../../src/config/clouds';
import { ALEX, anActivity, TENANT_ID } from './activities';
import { SERVICE_URL } from './tokenIssuer';

const activity = (changes: Record<string, unknown> = {}) => anActivity(changes) as unknown as Activity;

describe('who acts', () => {
  it('comes from the sender of the activity, in lower case', () => {
    const from = { id: ALEX.teamsId, name: ALEX.name, aadObjectId: ALEX.objectId.toUpperCase() };
    const expected = { tenantId: TENANT_ID, objectId: ALEX.objectId, displayName: ALEX.name, clickId: 'f:17' };
    expect(actorOf(activity({ from, id: 'f:17' }))).toEqual(expected);
  });

  it.each([undefined, '', 17, 'two words', 'ü', 'x'.repeat(201), { id: 'f:17' }])(
    'acts by no known click when its id is %p',
    (id) => {
      expect(actorOf(activity({ id }))).not.toHaveProperty('clickId');
    },
  );

  it('is never what a card says', () => {
    const value = { action: { data: { actor: 'megan', from: { aadObjectId: TENANT_ID } } } };
    expect(actorOf(activity({ value })).objectId).toBe(ALEX.objectId);
  });

  it('may have no name', () => {
    expect(actorOf(activity({ from: { id: '29:x', aadObjectId: ALEX.objectId } })).displayName).toBe('');
  });
});

describe('where they are', () => {
  it('is the conversation, with language and time zone', () => {
    expect(originOf(activity())).toEqual({
      kind: 'personal',
      conversationId: 'a:alex',
      serviceUrl: SERVICE_URL,
      personId: ALEX.objectId,
      teamsId: ALEX.teamsId,
      locale: 'en-GB',
      timeZone: 'Europe/Berlin',
    });
  });

  it.each([
    ['personal', 'personal'],
    ['channel', 'channel'],
    ['groupChat', 'groupChat'],
    [undefined, 'groupChat'],
    ['somethingNew', 'groupChat'],
  ])('%s is answered as %s', (conversationType, kind) => {
    const conversation = { id: '19:x@thread.v2', tenantId: TENANT_ID, ...(conversationType && { conversationType }) };
    expect(originOf(activity({ conversation })).kind).toBe(kind);
  });

  it('takes the time zone of the client where the activity has none of its own', () => {
    const entities = [{ type: 'clientInfo', locale: 'de-DE', timezone: 'America/New_York' }];
    const { locale, timeZone } = originOf(activity({ locale: undefined, localTimezone: undefined, entities }));
    expect([locale, timeZone]).toEqual(['de-DE', 'America/New_York']);
  });

  it('knows a time zone by its one canonical name, however it is spelt', () => {
    expect(originOf(activity({ localTimezone: 'europe/BERLIN' })).timeZone).toBe('Europe/Berlin');
  });

  it('falls back to what was known, then to English and UTC', () => {
    const silent = activity({ locale: 'x'.repeat(99), localTimezone: 'Mars/Olympus', entities: 'none' });
    expect(saysLocalTime(silent)).toBe(false);
    expect(originOf(silent, { locale: 'fr-FR', timeZone: 'Europe/Paris' })).toMatchObject({
      locale: 'fr-FR',
      timeZone: 'Europe/Paris',
    });
    expect(originOf(silent)).toMatchObject({ locale: 'en-US', timeZone: 'UTC' });
  });
});

describe('the allow-list of service URLs', () => {
  const { serviceHosts } = cloudOf('Public').channel;

  it.each([
    SERVICE_URL,
    'https://smba.trafficmanager.net/teams/',
    'https://SMBA.trafficmanager.net/de/6d1f3a8e/',
    'https://smba.infra.gcc.teams.microsoft.com/gcc/',
    'https://msteams.botframework.com/',
  ])('has %s', (url) => {
    expect(isTeamsServiceUrl(url, serviceHosts)).toBe(true);
  });

  it.each([
    'http://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://evil.example/smba.trafficmanager.net',
    'https://xsmba.trafficmanager.net/',
    'https://other.trafficmanager.net/',
    'https://smba.infra.gov.teams.microsoft.us/teams/',
    'https://frontend.botapi.msg.infra.teams.microsoftonline.cn/',
    'https://botframework.com.evil.example/',
    'https://evilbotframework.com/',
    'https://127.0.0.1/',
    'smba.trafficmanager.net',
    '',
  ])('has no %s', (url) => {
    expect(isTeamsServiceUrl(url, serviceHosts)).toBe(false);
  });
});
