import type { PersonAddress } from '../../../src/adapters/teams/chatReferences';
import type { AccessRequest } from '../../../src/domain/sharing/accessRequest';
import type { Grant } from '../../../src/domain/sharing/grant';
import { aGrant, aRequest } from '../../contracts/store/sharingBuilders';
import {
  ALEX,
  aCreate,
  aDelete,
  anEvent,
  anItem,
  aSecret,
  aTicket,
  MEGAN,
  ORIGIN,
  ref,
  TENANT,
} from '../../contracts/store/storeBuilders';
import { describeEachEngine } from './eachEngine';
import type { AnyDatabase } from './temporaryDatabase';

const NAMES = { alex: 'Alex Rivera', megan: 'Megan Osei' };
const alex = { objectId: ALEX, displayName: NAMES.alex };
const megan = { objectId: MEGAN, displayName: NAMES.megan };

describeEachEngine('erasing a person', (open) => {
  let world: AnyDatabase;
  const records = () => world.database.store.records;

  beforeEach(async () => {
    world = await open();
  });
  afterEach(() => world.remove());

  const known = (personId: string): PersonAddress => ({
    tenantId: TENANT,
    personId,
    teamsId: `29:of-${personId}`,
    serviceUrl: ORIGIN.serviceUrl,
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    personalChatId: `chat-of-${personId}`,
  });

  /** Everything that may be kept of Alex once nothing needs them. */
  async function setUp(): Promise<{ request: AccessRequest; grant: Grant }> {
    const { chatReferences, botStorage } = world.database;
    for (const personId of [ALEX, MEGAN]) await chatReferences.rememberPerson(known(personId));
    await records().secrets.add(aSecret({ creator: alex, owner: megan }));
    await records().secrets.add(
      aSecret({ reference: ref(2), name: 'old', creator: megan, owner: alex, state: 'deleted' }),
    );
    await records().outbox.add(anItem({ to: { tenantId: TENANT, personId: ALEX } }));
    await botStorage.write({ [`wizard/${TENANT}/${ALEX}/chat`]: { record: { typed: 'something' } } });
    const request = aRequest({
      requester: { ...alex, signInName: 'alex@contoso.example' },
      origin: { ...ORIGIN, personId: ALEX, teamsId: '29:of-alex' },
      reason: 'I, Alex, need it',
      state: 'denied',
      denial: { approver: megan, reason: 'not today' },
    });
    const grant = aGrant({ person: alex, state: 'ended' });
    await records().requests.add(request);
    await records().grants.add(grant);
    await records().intents.addCreate(aCreate({ step: 'done' }));
    await records().audit.append(anEvent({ actorId: ALEX }));
    return { request, grant };
  }

  it('takes away every name, chat and text of theirs; others and the audit stay as they are', async () => {
    const { request, grant } = await setUp();
    const audited = await records().audit.ofSecret(TENANT, ref(1), 10);
    const report = await world.database.erasePerson(ALEX);
    expect(report).toEqual({ erased: { chats: 1, messages: 0, waiting: 1, wizards: 1, names: 5 } });
    expect(await world.database.chatReferences.person(TENANT, ALEX)).toBeUndefined();
    expect(await world.database.chatReferences.person(TENANT, MEGAN)).toBeDefined();
    expect(await records().secrets.find(TENANT, ref(1))).toMatchObject({
      creator: { objectId: ALEX, displayName: '(erased)' },
      owner: megan,
    });
    const kept = await records().requests.find(request.id);
    expect(kept).toMatchObject({
      requester: { objectId: ALEX, displayName: '(erased)', signInName: '(erased)' },
      reason: '',
      denial: { approver: megan, reason: 'not today' },
    });
    expect((await records().grants.find(grant.id))?.person).toEqual({ objectId: ALEX, displayName: '(erased)' });
    expect(await records().intents.findCreate('create-1')).toMatchObject({
      actor: { objectId: ALEX, displayName: '(erased)' },
      ownerName: '(erased)',
      expiresAt: aCreate().expiresAt,
    });
    expect(JSON.stringify(kept)).not.toMatch(/Alex|alex@|29:of-alex/);
    expect(await records().audit.ofSecret(TENANT, ref(1), 10)).toEqual(audited);
    expect(kept?.createdAt).toEqual(request.createdAt);
  });

  async function erasures(): Promise<object[]> {
    const rows: { action?: string }[] = [];
    for await (const row of world.database.auditLog.rows({ from: 1 })) rows.push(row);
    return rows.filter(({ action }) => action === 'person.erased');
  }

  it('leaves one row in the audit that says so by the pseudonym only, and fits the chain', async () => {
    await setUp();
    await world.database.erasePerson(ALEX);
    await world.database.erasePerson(ALEX);
    const rows = await erasures();
    expect(rows).toMatchObject([{ tenant_id: TENANT, actor_id: 'operator', detail: ALEX, reference: null }]);
    expect(JSON.stringify(rows)).not.toContain('Alex');
    expect((await world.database.auditLog.verify([])).faults).toEqual([]);
  });

  it('leaves none where something still needs the person, or where nothing was known of them', async () => {
    await records().secrets.add(aSecret({ owner: alex }));
    await world.database.erasePerson(ALEX);
    await world.database.erasePerson(MEGAN);
    expect(await erasures()).toEqual([]);
  });

  it('may be repeated', async () => {
    await setUp();
    await world.database.erasePerson(ALEX);
    const again = await world.database.erasePerson(ALEX);
    expect(again).toEqual({ erased: { chats: 0, messages: 0, waiting: 0, wizards: 0, names: 0 } });
  });

  it.each([
    ['a live secret of theirs', () => records().secrets.add(aSecret({ owner: alex })), { secrets: [ref(1)] }],
    ['a ticket', () => records().tickets.add(aTicket({ personId: ALEX, state: 'ready' })), { tickets: 1 }],
    ['a grant', () => records().grants.add(aGrant({ person: alex })), { grants: 1 }],
    ['a create under way', () => records().intents.addCreate(aCreate()), { underWay: 1 }],
    ['a delete under way', () => records().intents.addDelete(aDelete()), { underWay: 1 }],
  ])('changes nothing while %s needs them', async (_, add, needed) => {
    await world.database.chatReferences.rememberPerson(known(ALEX));
    await add();
    expect(await world.database.erasePerson(ALEX)).toMatchObject({ needed });
    expect(await world.database.chatReferences.person(TENANT, ALEX)).toBeDefined();
  });

  it('changes nothing while an open request is theirs or waits for them', async () => {
    await records().requests.add(aRequest({ requester: { ...alex, signInName: 'alex' }, approverIds: [MEGAN] }));
    expect(await world.database.erasePerson(ALEX)).toMatchObject({ needed: { requests: 1 } });
    expect(await world.database.erasePerson(MEGAN)).toMatchObject({ needed: { requests: 1 } });
  });
});
