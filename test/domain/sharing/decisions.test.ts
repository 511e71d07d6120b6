import type { Reference } from '../../../src/domain/reference';
import { actor, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

let bench: SharingBench;

beforeEach(() => {
  bench = new SharingBench();
});

const grantsOf = (reference: Reference) => bench.store.records.grants.ofSecret(TENANT, reference);

describe('approving', () => {
  it('gives a grant and its one ticket, and tells everybody at once', async () => {
    const { lee, megan, clock } = bench.world;
    const secret = await bench.secret();
    const { grant, view } = await bench.granted(secret);
    const until = new Date(clock.now().getTime() + 4 * HOUR);
    expect(grant).toMatchObject({ state: 'live', endsAt: until, person: { objectId: lee.objectId } });
    expect(await bench.store.records.tickets.find(grant.ticketId)).toMatchObject({
      cause: 'grant',
      state: 'ready',
      personId: lee.objectId,
      expiresAt: until,
      sealed: false,
    });
    const approved = { kind: 'approved', byNames: ['Megan Osei'], until };
    expect(bench.card(megan, view)).toEqual(approved);
    expect(bench.card(lee, view)).toEqual(approved);
    expect(bench.carrier(lee, grant.ticketId)).toEqual({ kind: 'ready', until });
    expect(await bench.audit(secret)).toEqual(
      expect.arrayContaining(['request.made', 'request.approved', 'grant.made', 'ticket.issued']),
    );
    await bench.reveal(lee, grant.ticketId);
    expect(await failure(bench.reveal(lee, grant.ticketId))).toMatchObject({ details: { reason: 'already_shown' } });
  });

  it('may be for less than was asked, never for more', async () => {
    const view = await bench.ask(await bench.secret(), { hours: '4' });
    const { megan, clock } = bench.world;
    expect(await failure(bench.approve(megan, view, '5'))).toMatchObject({
      details: { faults: [{ field: 'hours', rule: 'too_many_hours', params: { max: 4 } }] },
    });
    await bench.approve(megan, view, '1');
    const [grant] = await grantsOf(view.secret.reference);
    expect(grant?.endsAt).toEqual(new Date(clock.now().getTime() + HOUR));
  });

  it('a second click, and one that comes too late, get the outcome and change nothing', async () => {
    const view = await bench.ask(await bench.secret());
    const first = await bench.approve(bench.world.megan, view);
    expect(await bench.approve(bench.world.megan, view, '1')).toEqual({ ...first, request: { ...first.request } });
    expect(await bench.domain.decisions.deny(actor(bench.world.megan), view.request.id, 'no')).toMatchObject({
      state: { kind: 'approved' },
    });
    expect(await grantsOf(view.secret.reference)).toHaveLength(1);
  });

  it('is for those who were asked, and never for the requester', async () => {
    const view = await bench.ask(await bench.secret());
    expect(await failure(bench.approve(bench.world.lee, view))).toMatchObject({ code: 'not_allowed' });
    expect(await failure(bench.approve(bench.world.nora, view))).toMatchObject({ code: 'not_found' });
    expect(await failure(bench.approve(bench.world.alex, view))).toMatchObject({ code: 'not_found' });
  });

  it('asks the directory again: an approver who is disabled meanwhile decides nothing', async () => {
    const view = await bench.ask(await bench.secret());
    bench.world.directory.addPerson({ ...bench.world.megan, enabled: false });
    expect(await failure(bench.approve(bench.world.megan, view))).toMatchObject({ code: 'not_found' });
    expect(await grantsOf(view.secret.reference)).toEqual([]);
  });

  it('gives nothing to a requester who is gone', async () => {
    const view = await bench.ask(await bench.secret());
    bench.world.directory.removePerson(bench.world.lee.objectId);
    const cancelled = { kind: 'cancelled', reason: 'requester_gone' };
    expect(await bench.approve(bench.world.megan, view)).toMatchObject({ state: cancelled });
    expect(bench.card(bench.world.megan, view)).toEqual(cancelled);
    expect(await grantsOf(view.secret.reference)).toEqual([]);
  });
});

describe('denying', () => {
  it('is final, with the reason on every card', async () => {
    const { lee, megan } = bench.world;
    const view = await bench.ask(await bench.secret());
    expect(await failure(bench.domain.decisions.deny(actor(megan), view.request.id, ''))).toMatchObject({
      details: { faults: [{ field: 'reason', rule: 'required' }] },
    });
    await bench.domain.decisions.deny(actor(megan), view.request.id, 'Use staging');
    await bench.told();
    const denied = { kind: 'denied', byName: 'Megan Osei', reason: 'Use staging' };
    expect(bench.card(lee, view)).toEqual(denied);
    expect(bench.card(megan, view)).toEqual(denied);
    expect(await bench.approve(megan, view)).toMatchObject({ state: denied });
  });
});

describe('where two must agree', () => {
  beforeEach(() => {
    bench = new SharingBench({ location: { approvals: 2 } });
  });

  it('owner and approvers decide together; the shortest time counts', async () => {
    const { lee, megan, nora, clock } = bench.world;
    const view = await bench.ask(await bench.secret());
    expect(await bench.approve(megan, view, '3')).toMatchObject({
      state: { kind: 'open', approvedBy: ['Megan Osei'], youApproved: true },
    });
    expect(bench.card(nora, view)).toEqual({ kind: 'open', approvedBy: ['Megan Osei'], youApproved: false });
    expect(bench.card(lee, view)).toEqual({ kind: 'open', approvedBy: ['Megan Osei'], youApproved: false });
    await bench.approve(nora, view);
    const [grant] = await grantsOf(view.secret.reference);
    expect(grant?.endsAt).toEqual(new Date(clock.now().getTime() + 3 * HOUR));
    expect(bench.card(megan, view)).toMatchObject({ kind: 'approved', byNames: ['Megan Osei', 'Nora Lindqvist'] });
  });

  it('one person is one person, however often they click', async () => {
    const view = await bench.ask(await bench.secret());
    await bench.approve(bench.world.megan, view);
    expect(await bench.approve(bench.world.megan, view)).toMatchObject({ state: { kind: 'open' } });
    expect(await grantsOf(view.secret.reference)).toEqual([]);
  });

  it('a yes counts only while whoever said it may decide', async () => {
    const { megan, nora, directory } = bench.world;
    const view = await bench.ask(await bench.secret());
    await bench.approve(megan, view);
    directory.addPerson({ ...megan, enabled: false });
    expect(await bench.approve(nora, view)).toMatchObject({ state: { kind: 'open', approvedBy: ['Nora Lindqvist'] } });
    expect(await grantsOf(view.secret.reference)).toEqual([]);
  });

  it('one no is enough', async () => {
    const view = await bench.ask(await bench.secret());
    await bench.approve(bench.world.megan, view);
    const denied = await bench.domain.decisions.deny(actor(bench.world.nora), view.request.id, 'not today');
    expect(denied).toMatchObject({ state: { kind: 'denied', byName: 'Nora Lindqvist' } });
  });
});

describe('a grant', () => {
  it('can be revoked by owner, administrator and holder, and by nobody else', async () => {
    const { alex, lee, megan, nora } = bench.world;
    for (const by of [megan, nora, lee]) {
      const secret = await bench.secret();
      const { grant } = await bench.granted(secret);
      expect(await failure(bench.domain.grants.revoke(actor(alex), grant.id))).toMatchObject({ code: 'not_allowed' });
      const outcome = await bench.domain.grants.revoke(actor(by), grant.id);
      await bench.told();
      expect(outcome).toEqual({ personName: 'Lee Tanaka', yours: by === lee, seen: false });
      expect(bench.carrier(lee, grant.ticketId)).toEqual({ kind: 'cancelled' });
      expect(await failure(bench.reveal(lee, grant.ticketId))).toEqual({
        code: 'gone',
        details: { reason: 'deleted', cause: 'grant' },
      });
      expect(await bench.domain.grants.revoke(actor(by), grant.id)).toEqual(outcome);
    }
    expect(bench.world.chat.of(lee.objectId, 'grant_revoked')).toHaveLength(2);
    expect(bench.world.chat.of(megan.objectId, 'knows_value')).toEqual([]);
  });

  it('whose value was seen leaves the owner with the knowledge that somebody knows it', async () => {
    const { lee, megan } = bench.world;
    const { grant } = await bench.granted(await bench.secret());
    await bench.reveal(lee, grant.ticketId);
    expect(await bench.domain.grants.revoke(actor(lee), grant.id)).toMatchObject({ seen: true });
    await bench.told();
    expect(bench.world.chat.of(megan.objectId, 'knows_value')).toEqual([
      expect.objectContaining({ personName: 'Lee Tanaka', why: 'revoked' }),
    ]);
    expect(bench.carrier(lee, grant.ticketId)).toMatchObject({ kind: 'shown' });
  });

  it('gives one ticket: “I didn’t see it” gives no other, not even to the creator', async () => {
    const { alex, megan } = bench.world;
    const secret = await bench.secret();
    await bench.approve(megan, await bench.ask(secret, { by: alex }));
    const [grant] = await grantsOf(secret.reference);
    if (!grant) throw new Error('no grant');
    await bench.reveal(alex, grant.ticketId);
    expect(await bench.domain.reveals.open(actor(alex), grant.ticketId)).not.toHaveProperty('remedy');
    const origin = (await bench.store.records.requests.find(grant.requestId))?.origin;
    if (!origin) throw new Error('no origin');
    expect(await failure(bench.domain.reveals.notSeen(actor(alex), grant.ticketId, origin))).toMatchObject({
      code: 'not_allowed',
    });
  });

  it('shows to the owner who holds it and when its value was seen', async () => {
    const { lee, megan, clock } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    clock.advance(MINUTE);
    await bench.reveal(lee, grant.ticketId);
    const view = await bench.domain.catalogue.show(actor(megan), secret.reference);
    expect(view).toMatchObject({ access: [{ grant: { id: grant.id }, seenAt: clock.now(), canRevoke: true }] });
  });

  it('ends with the secret, and so do open requests', async () => {
    const { alex, lee, megan } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    const other = await bench.ask(secret, { by: megan });
    const intent = await bench.domain.deletes.confirm(actor(alex), { reference: secret.reference }, secret.name);
    await bench.domain.deletes.fulfil(intent.id);
    await bench.told();
    expect(await bench.store.records.grants.find(grant.id)).toMatchObject({ state: 'closed' });
    expect(bench.carrier(lee, grant.ticketId)).toEqual({ kind: 'cancelled' });
    expect(bench.card(bench.priya, other)).toEqual({ kind: 'cancelled', reason: 'deleted' });
  });
});

describe('a freeze', () => {
  it('stops asking, deciding and opening at once, until it is thawed; only administrators may', async () => {
    const { lee, megan, nora } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    const open = await bench.ask(secret, { by: bench.priya });
    expect(await failure(bench.domain.freezes.freeze(actor(lee), ''))).toMatchObject({ code: 'not_allowed' });
    expect(await bench.domain.freezes.freeze(actor(nora), 'incident')).toMatchObject({ already: false });
    expect(await bench.domain.freezes.freeze(actor(nora), 'again')).toMatchObject({
      already: true,
      freeze: { reason: 'incident' },
    });
    const frozen = { code: 'frozen', details: { byName: 'Nora Lindqvist' } };
    expect(await failure(bench.reveal(lee, grant.ticketId))).toMatchObject(frozen);
    expect(await failure(bench.domain.reveals.open(actor(lee), grant.ticketId))).toMatchObject(frozen);
    expect(await failure(bench.approve(megan, open))).toMatchObject(frozen);
    expect(await failure(bench.ask(secret, { by: megan }))).toMatchObject(frozen);
    expect(await bench.domain.freezes.thaw(actor(nora))).toEqual({ already: false });
    await bench.reveal(lee, grant.ticketId);
    expect(await bench.approve(megan, open)).toMatchObject({ state: { kind: 'approved' } });
  });
});
