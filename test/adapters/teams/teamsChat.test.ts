import type { CarrierState, Notice } from '../../../src/domain/notices/notice';
import type { Reference } from '../../../src/domain/reference';
import { Sensitive } from '../../../src/domain/sensitive';
import { ALEX, alexIn, ChatWorld, TENANT } from './chatWorld';

const secret = {
  reference: 'sb-7Q3F9K2M' as Reference,
  name: 'CI deploy',
  applicationName: 'Payroll API',
  expiresAt: new Date('2027-05-22T22:00:00Z'),
};
const until = new Date('2026-11-24T10:15:00Z');
const key = new Sensitive('the-ticket-key');

function carrier(state: CarrierState, vaulted = false): Notice {
  return { kind: 'carrier', ticketId: 't1', secret, clientId: 'client-id', vaulted, cause: 'creation', state };
}

describe('telling in Teams', () => {
  let world: ChatWorld;

  beforeEach(async () => {
    world = await ChatWorld.start();
  });
  afterEach(() => world.stop());

  const sent = () => world.connector.received.map(({ body }) => JSON.stringify(body));

  it('sends a new notice, and updates its message when there is news', async () => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'preparing' }), key);
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'ready', until }), key);
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'shown', at: world.now }));
    expect(world.connector.calls).toEqual([
      'POST /v3/conversations/19:crew@thread.v2/activities?isTargetedActivity=true',
      'PUT /v3/conversations/19:crew@thread.v2/activities/m1?isTargetedActivity=true',
      'PUT /v3/conversations/19:crew@thread.v2/activities/m1?isTargetedActivity=true',
    ]);
  });

  it('puts a ticket key into the button and keeps it nowhere', async () => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'ready', until }), key);
    expect(sent()[0]).toContain('the-ticket-key');
    const ref = await world.references.message({ tenantId: TENANT, personId: ALEX, subject: 'carrier:t1' });
    expect(JSON.stringify(ref)).not.toContain('the-ticket-key');
  });

  it('leaves an unvaulted carrier alone when it is told without its key, which only the card has', async () => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'preparing' }), key);
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'ready', until }));
    expect(world.connector.received).toHaveLength(1);
  });

  it('tells a vaulted carrier without a key', async () => {
    await world.chat.tell(alexIn('personal'), 'carrier:t1', carrier({ kind: 'ready', until }, true));
    expect(world.connector.calls).toEqual(['POST /v3/conversations/a:alex/activities']);
  });

  it.each([
    { status: 404, code: 'ActivityNotFoundInConversation' },
    { status: 403, code: 'MessageWritesBlocked' },
  ])('sends anew when the message can no longer be changed ($code)', async (refusal) => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'preparing' }), key);
    world.connector.refuse = ({ method }) => (method === 'PUT' ? refusal : undefined);
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'cancelled' }));
    expect(world.connector.received.map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST']);
    world.connector.refuse = () => undefined;
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'replaced' }));
    expect(world.connector.calls.at(-1)).toContain('/activities/m3?');
  });

  it('does not try to change a targeted message that Teams has removed after a day', async () => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'preparing' }), key);
    world.now = new Date('2026-11-25T10:00:01Z');
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'cancelled' }));
    expect(world.connector.received.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('sends no second message when it is unclear whether the first was changed', async () => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'preparing' }), key);
    world.connector.refuse = () => ({ status: 502 });
    const again = world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'cancelled' }));
    await expect(again).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.connector.received.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });

  it('writes a wizard result into the message whose button was pressed', async () => {
    await world.chat.adopt(alexIn('channel'), 'wizard:w1', 'pressed');
    await world.chat.tell(alexIn('channel'), 'wizard:w1', { kind: 'creating', secret });
    expect(world.connector.calls).toEqual([
      'PUT /v3/conversations/19:crew@thread.v2/activities/pressed?isTargetedActivity=true',
    ]);
  });

  it('moves a carrier to the personal chat, key and all, and changes it there from then on', async () => {
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'ready', until }), key);
    await world.chat.moveCarrier(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'ready', until }), key);
    await world.chat.tell(alexIn('groupChat'), 'carrier:t1', carrier({ kind: 'shown', at: world.now }));
    const [first, opened, moved, left, shown] = world.connector.calls;
    expect(first).toContain('isTargetedActivity');
    expect(opened).toBe('POST /v3/conversations');
    expect(moved).toBe('POST /v3/conversations/a:opened/activities');
    expect(left).toBe('PUT /v3/conversations/19:crew@thread.v2/activities/m1?isTargetedActivity=true');
    expect(shown).toBe('PUT /v3/conversations/a:opened/activities/m3');
    expect(sent()[2]).toContain('the-ticket-key');
    expect(sent()[3]).not.toContain('the-ticket-key');
  });
});
