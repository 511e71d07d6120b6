import type { MessageKey, MessageRef, PersonAddress } from '../../../src/adapters/teams/chatReferences';
import { ALEX, after, MEGAN, NOW, OTHER_TENANT, TENANT } from '../../contracts/store/storeBuilders';
import { describeEachEngine } from './eachEngine';
import type { AnyDatabase } from './temporaryDatabase';

const alex: PersonAddress = {
  tenantId: TENANT,
  personId: ALEX,
  teamsId: '29:alex',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  personalChatId: 'a:personal-alex',
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
};
const key: MessageKey = { tenantId: TENANT, personId: ALEX, subject: 'carrier:ticket-1' };
const sent: MessageRef = {
  serviceUrl: alex.serviceUrl,
  conversationId: '19:group@thread.v2',
  activityId: '1700000000000',
  targeted: true,
  expiresAt: after(60),
};

describeEachEngine('what the bot remembers of the chat', (open) => {
  let temporary: AnyDatabase;
  beforeEach(async () => {
    temporary = await open();
  });
  afterEach(() => temporary.remove());

  const references = () => temporary.database.chatReferences;

  it('knows where a person can be written to, also after a restart', async () => {
    const { personalChatId: _, ...megan } = { ...alex, personId: MEGAN, teamsId: '29:megan' };
    await references().rememberPerson(alex);
    await references().rememberPerson(megan);
    await temporary.restart();
    expect(await references().person(TENANT, ALEX)).toStrictEqual(alex);
    expect(await references().person(TENANT, MEGAN)).toStrictEqual(megan);
    expect(await references().person(OTHER_TENANT, ALEX)).toBeUndefined();
  });

  it('takes the newest address, and keeps a personal chat that it knows', async () => {
    const { personalChatId: _, ...inChannel } = {
      ...alex,
      locale: 'de-DE',
      serviceUrl: 'https://smba.trafficmanager.net/amer/',
    };
    await references().rememberPerson(alex);
    await references().rememberPerson(inChannel);
    expect(await references().person(TENANT, ALEX)).toStrictEqual({ ...alex, ...inChannel });
    await references().rememberPerson({ ...alex, personalChatId: 'a:another' });
    expect((await references().person(TENANT, ALEX))?.personalChatId).toBe('a:another');
  });

  it('forgets a personal chat and keeps the rest', async () => {
    await references().rememberPerson(alex);
    await references().forgetPersonalChat(TENANT, ALEX);
    await references().forgetPersonalChat(TENANT, MEGAN);
    const { personalChatId: _, ...rest } = alex;
    expect(await references().person(TENANT, ALEX)).toStrictEqual(rest);
  });

  it('knows the address that the tenant used last', async () => {
    expect(await references().latestServiceUrl(TENANT)).toBeUndefined();
    await references().rememberPerson({ ...alex, serviceUrl: 'https://one.example/' });
    temporary.clock.time = after(1);
    await references().rememberPerson({ ...alex, personId: MEGAN, serviceUrl: 'https://two.example/' });
    temporary.clock.time = after(2);
    await references().rememberPerson({ ...alex, tenantId: OTHER_TENANT, serviceUrl: 'https://three.example/' });
    expect(await references().latestServiceUrl(TENANT)).toBe('https://two.example/');
    temporary.clock.time = after(3);
    await references().rememberPerson({ ...alex, serviceUrl: 'https://one.example/' });
    expect(await references().latestServiceUrl(TENANT)).toBe('https://one.example/');
  });

  it('knows its own messages by person and subject', async () => {
    const { expiresAt: _, ...plain } = { ...sent, targeted: false };
    await references().rememberMessage(key, sent);
    await references().rememberMessage({ ...key, subject: 'wizard:w' }, plain);
    expect(await references().message(key)).toStrictEqual(sent);
    expect(await references().message({ ...key, subject: 'wizard:w' })).toStrictEqual(plain);
    expect(await references().message({ ...key, personId: MEGAN })).toBeUndefined();
    await references().rememberMessage(key, { ...plain, activityId: 'newer' });
    expect(await references().message(key)).toStrictEqual({ ...plain, activityId: 'newer' });
  });

  it('forgets a message, and does not mind an unknown one', async () => {
    await references().rememberMessage(key, sent);
    await references().forgetMessage(key);
    await references().forgetMessage(key);
    expect(await references().message(key)).toBeUndefined();
  });

  it('drops the messages that Teams has removed by itself, and no others', async () => {
    const { expiresAt: _, ...plain } = { ...sent, targeted: false };
    await references().rememberMessage(key, { ...sent, expiresAt: after(10) });
    await references().rememberMessage({ ...key, subject: 'wizard:later' }, { ...sent, expiresAt: after(12) });
    await references().rememberMessage({ ...key, subject: 'wizard:plain' }, plain);
    await references().claimOnce('activity/1', after(9), after(20));
    expect(await references().message(key)).toBeDefined();
    await references().claimOnce('activity/2', after(11), after(20));
    expect(await references().message(key)).toBeUndefined();
    expect(await references().message({ ...key, subject: 'wizard:later' })).toBeDefined();
    expect(await references().message({ ...key, subject: 'wizard:plain' })).toStrictEqual(plain);
  });

  it('gives a name to exactly one of fifty callers, until its moment', async () => {
    const claims = () =>
      Promise.all(Array.from({ length: 50 }, () => references().claimOnce('activity/1', NOW, after(1))));
    expect((await claims()).filter((claimed) => claimed)).toHaveLength(1);
    await temporary.restart();
    expect(await references().claimOnce('activity/1', new Date(after(1).getTime() - 1), after(2))).toBe(false);
    expect(await references().claimOnce('activity/2', NOW, after(1))).toBe(true);
    expect(await references().claimOnce('activity/1', after(1), after(2))).toBe(true);
  });

  it('gives a name again once it was given back', async () => {
    await references().claimOnce('welcome/1', NOW, after(1));
    await references().releaseOnce('welcome/1');
    await references().releaseOnce('welcome/1');
    expect(await references().claimOnce('welcome/1', NOW, after(1))).toBe(true);
  });
});
