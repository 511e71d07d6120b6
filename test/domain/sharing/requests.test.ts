import { DomainError } from '../../../src/domain/errors';
import type { RequestView } from '../../../src/domain/sharing/sharingViews';
import { actor, originOf, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

let bench: SharingBench;

beforeEach(() => {
  bench = new SharingBench();
});

describe('asking', () => {
  it('asks the owner, in their own chat, with everything they need to decide', async () => {
    const { lee, megan } = bench.world;
    const secret = await bench.secret();
    const view = await bench.ask(secret);
    const [card] = bench.world.chat.of(megan.objectId, 'request');
    expect(card).toMatchObject({
      role: 'approver',
      request: {
        requesterName: lee.displayName,
        requesterSignIn: lee.userPrincipalName,
        reason: 'Deploy is broken',
        wish: { kind: 'access', hours: 4 },
        needed: 1,
        holders: 0,
        decideBy: new Date(bench.world.clock.now().getTime() + 48 * HOUR),
      },
      state: { kind: 'open', approvedBy: [], youApproved: false },
    });
    expect(view).toMatchObject({ role: 'requester', state: { kind: 'open' } });
    expect(bench.card(bench.world.nora, view)).toBeUndefined();
  });

  it('shows the open request instead of making a second one', async () => {
    const secret = await bench.secret();
    const first = await bench.ask(secret);
    const second = await bench.ask(secret, { hours: '2' });
    expect(second.request).toEqual(first.request);
    expect((await bench.domain.requests.form(actor(bench.world.lee), secret.reference)).open?.request).toEqual(
      first.request,
    );
  });

  it('offers eight hours, or the location’s limit where that is less', async () => {
    const { lee } = bench.world;
    const secret = await bench.secret();
    expect(await bench.domain.requests.form(actor(lee), secret.name)).toMatchObject({ maxHours: 24, defaultHours: 8 });
    const strict = new SharingBench({ location: { maxGrantHours: 4 } });
    const form = await strict.domain.requests.form(actor(strict.world.lee), (await strict.secret()).reference);
    expect(form).toMatchObject({ maxHours: 4, defaultHours: 4 });
  });

  it.each([
    ['25', 'too_many_hours'],
    ['soon', 'not_a_duration'],
    ['0', 'not_a_duration'],
    ['1.5', 'not_a_duration'],
  ])('takes whole hours within the limit, not %s', async (hours, rule) => {
    const asked = bench.ask(await bench.secret(), { hours });
    expect(await failure(asked)).toMatchObject({
      details: { faults: [{ field: 'hours', rule, params: { max: 24 } }] },
    });
  });

  it('needs a reason', async () => {
    const { lee } = bench.world;
    const secret = await bench.secret();
    const asked = bench.domain.requests.ask(actor(lee), secret.reference, { reason: ' ' }, originOf(lee));
    expect(await failure(asked)).toMatchObject({ details: { faults: [{ field: 'reason', rule: 'required' }] } });
  });

  it('is only for secrets with sharing on', async () => {
    const secret = await bench.secret({ share: false });
    const asked = bench.ask(secret, { by: bench.world.megan });
    expect(await failure(asked)).toMatchObject({ details: { faults: [{ field: 'share', rule: 'not_shared' }] } });
    expect(await failure(bench.ask(secret))).toMatchObject({ code: 'not_found' });
  });

  it('is not for an owner who gets it without asking, nor for whoever can open it already', async () => {
    const preApproved = await bench.secret({ preApprove: true });
    expect(await failure(bench.ask(preApproved, { by: bench.world.megan }))).toMatchObject({ code: 'not_allowed' });
    const secret = await bench.secret();
    const { grant, view } = await bench.granted(secret);
    // The same click delivered again is answered with what became of it.
    expect(await bench.ask(secret)).toMatchObject({ request: { id: view.request.id }, state: { kind: 'approved' } });
    bench.world.clock.advance(2 * MINUTE);
    expect(await failure(bench.ask(secret))).toMatchObject({ code: 'not_allowed', details: { action: 'request' } });
    await bench.reveal(bench.world.lee, grant.ticketId);
    expect(await bench.ask(secret)).toMatchObject({ state: { kind: 'open' } });
  });

  it('an owner who is not pre-approved asks the location’s approvers', async () => {
    const view = await bench.ask(await bench.secret(), { by: bench.world.megan });
    expect(bench.card(bench.world.nora, view)).toMatchObject({ kind: 'open' });
    expect(bench.card(bench.priya, view)).toMatchObject({ kind: 'open' });
    expect(await failure(bench.approve(bench.world.megan, view))).toMatchObject({ code: 'not_allowed' });
  });

  it('a disabled owner is not asked', async () => {
    const secret = await bench.secret();
    bench.world.directory.addPerson({ ...bench.world.megan, enabled: false });
    const view = await bench.ask(secret);
    expect(bench.card(bench.world.megan, view)).toBeUndefined();
    expect(bench.card(bench.world.nora, view)).toMatchObject({ kind: 'open' });
  });

  it('says at once that too few people could decide', async () => {
    const lonely = new SharingBench({ location: { approvers: [], approvals: 2 } });
    const asked = lonely.ask(await lonely.secret());
    expect(await failure(asked)).toEqual({ code: 'too_few_approvers', details: { eligible: 1, needed: 2 } });
  });

  it('tells the requester which approver cannot be reached', async () => {
    const secret = await bench.secret();
    const error = new DomainError('unreachable', { person: bench.world.megan.objectId });
    bench.world.chat.interruptions.fail('tell', 'before', { error });
    const view = await bench.ask(secret);
    await bench.told();
    expect(view.state.kind).toBe('open');
    expect(bench.world.chat.of(bench.world.lee.objectId, 'approver_unreachable')).toEqual([
      expect.objectContaining({ approverName: 'Megan Osei' }),
    ]);
  });
});

describe('withdrawing', () => {
  it('ends the request on every card, and only its requester may', async () => {
    const view = await bench.ask(await bench.secret());
    const { lee, megan } = bench.world;
    expect(await failure(bench.domain.requests.withdraw(actor(megan), view.request.id))).toMatchObject({
      code: 'not_found',
    });
    await bench.domain.requests.withdraw(actor(lee), view.request.id);
    await bench.told();
    expect(bench.card(megan, view)).toEqual({ kind: 'withdrawn' });
    expect(await bench.approve(megan, view)).toMatchObject({ state: { kind: 'withdrawn' } });
    expect(await bench.store.records.grants.ofSecret(TENANT, view.secret.reference)).toEqual([]);
  });
});

describe('requests', () => {
  it('shows what waits for a person, what they asked for, and what they hold', async () => {
    const { lee, megan, nora } = bench.world;
    const secret = await bench.secret();
    const view = await bench.ask(secret);
    const ids = (views: readonly RequestView[]) => views.map(({ request }) => request.id);
    expect(ids((await bench.domain.requests.mine(actor(megan))).waiting)).toEqual([view.request.id]);
    expect(ids((await bench.domain.requests.mine(actor(lee))).made)).toEqual([view.request.id]);
    expect(await bench.domain.requests.mine(actor(nora))).toEqual({ waiting: [], made: [], grants: [] });
    await bench.approve(megan, view, '2');
    const { grants, made } = await bench.domain.requests.mine(actor(lee));
    expect(grants).toEqual([
      expect.objectContaining({ endsAt: new Date(bench.world.clock.now().getTime() + 2 * HOUR) }),
    ]);
    expect(made[0]?.state).toMatchObject({ kind: 'approved', byNames: ['Megan Osei'] });
  });

  it('are nobody else’s to look at', async () => {
    const view = await bench.ask(await bench.secret());
    const looked = bench.domain.requests.show(actor(bench.world.alex), view.request.id);
    expect(await failure(looked)).toEqual({ code: 'not_found', details: { what: 'request' } });
  });
});
