import type { CarrierState, Notice, RequestNoticeState, RequestSummary } from '../../../src/domain/notices/notice';
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

function request(state: RequestNoticeState): Notice {
  const summary: RequestSummary = {
    id: 'r1',
    requesterName: 'Lee Tanaka',
    requesterSignIn: 'lee.tanaka@contoso.example',
    reason: 'The release is stuck',
    wish: { kind: 'access', hours: 4 },
    decideBy: until,
    needed: 1,
    holders: 0,
  };
  return { kind: 'request', role: 'approver', request: summary, secret, state };
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

  it('forgets which message a subject had, once nothing is told under it any more', async () => {
    await world.chat.tell(alexIn('personal'), 'carrier:t1', carrier({ kind: 'ready', until }, true));
    await world.chat.forget(alexIn('personal'), 'carrier:t1');
    await world.chat.forget(alexIn('personal'), 'carrier:t1');
    const ref = await world.references.message({ tenantId: TENANT, personId: ALEX, subject: 'carrier:t1' });
    expect(ref).toBeUndefined();
    expect(world.connector.calls).toHaveLength(1);
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

  it('tells a request to everybody in their own chat and changes every copy, each by its person', async () => {
    const approvers = [ALEX, 'b1f7a3c2-6a51-4f0e-8d0c-2f1f5b7c9e10'].map((personId) => ({
      tenantId: TENANT,
      personId,
    }));
    const requester = alexIn('groupChat');
    for (const to of approvers) await world.chat.tell(to, 'request:r1', request({ kind: 'withdrawn' }));
    await world.chat.tell({ ...requester, personId: 'somebody' }, 'request:r1', request({ kind: 'withdrawn' }));
    for (const to of approvers) await world.chat.tell(to, 'request:r1', request({ kind: 'expired' }));
    expect(world.connector.calls.filter((call) => call.includes('/activities'))).toEqual([
      'POST /v3/conversations/a:opened/activities',
      'POST /v3/conversations/a:opened/activities',
      'POST /v3/conversations/19:crew@thread.v2/activities?isTargetedActivity=true',
      expect.stringMatching(/^PUT .*a:opened\/activities\/m2$/),
      expect.stringMatching(/^PUT .*a:opened\/activities\/m4$/),
    ]);
  });

  it('takes over the copy of a request that is clicked, and gives the other one the same last card', async () => {
    await world.chat.tell(alexIn('personal'), 'request:r1', request({ kind: 'withdrawn' }));
    const last = { type: 'AdaptiveCard', body: ['the outcome'] };
    expect(await world.chat.adopt(alexIn('personal'), 'request:r1', 'm1', last)).toBe(false);
    expect(await world.chat.adopt(alexIn('personal'), 'request:r1', 'copy', last)).toBe(true);
    expect(world.connector.calls.at(-1)).toBe('PUT /v3/conversations/a:alex/activities/m1');
    expect(sent().at(-1)).toContain('the outcome');
    await world.chat.adopt(alexIn('personal'), 'request:r1', 'third');
    expect(sent().at(-1)).toMatch(/out of date/);
    await world.chat.tell(alexIn('personal'), 'request:r1', request({ kind: 'expired' }));
    expect(world.connector.calls.at(-1)).toBe('PUT /v3/conversations/a:alex/activities/third');
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
