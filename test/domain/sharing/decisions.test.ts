import type { Reference } from '../../../src/domain/reference';
import { actor, TENANT } from '../support/domainWorld';
import { HOUR } from '../support/fixedClock';
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

it('nobody decides from the last instant on, also before the sweep has come by', async () => {
  const { lee, megan, clock } = bench.world;
  const view = await bench.ask(await bench.secret());
  clock.advance(48 * HOUR);
  expect(await bench.approve(megan, view)).toMatchObject({ state: { kind: 'expired' } });
  expect(bench.card(lee, view)).toEqual({ kind: 'expired' });
  expect(await grantsOf(view.secret.reference)).toEqual([]);
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
