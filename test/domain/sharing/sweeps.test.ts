import { actor, TENANT } from '../support/domainWorld';
import { DAY, HOUR, MINUTE } from '../support/fixedClock';
import { SharingBench } from '../support/sharingBench';

let bench: SharingBench;

beforeEach(() => {
  bench = new SharingBench();
});

async function pass(ms: number): Promise<void> {
  bench.world.clock.advance(ms);
  await bench.domain.sweeper.sweep();
}

describe('an approver who is away', () => {
  it('is reminded, then the location’s approvers are asked too, then the request expires', async () => {
    const { lee, megan, nora, chat } = bench.world;
    const secret = await bench.secret();
    const view = await bench.ask(secret);
    await pass(4 * HOUR - MINUTE);
    expect(chat.of(megan.objectId, 'request_reminder')).toHaveLength(0);
    await pass(MINUTE);
    await pass(MINUTE);
    expect(chat.of(megan.objectId, 'request_reminder')).toHaveLength(1);
    expect(bench.card(nora, view)).toBeUndefined();
    await pass(4 * HOUR);
    await pass(MINUTE);
    expect(bench.card(nora, view)).toMatchObject({ kind: 'open' });
    expect(bench.card(bench.priya, view)).toMatchObject({ kind: 'open' });
    expect(chat.of(megan.objectId, 'request_reminder')).toHaveLength(1);
    await pass(41 * HOUR);
    for (const person of [lee, megan, nora, bench.priya]) expect(bench.card(person, view)).toEqual({ kind: 'expired' });
    expect(await bench.approve(megan, view)).toMatchObject({ state: { kind: 'expired' } });
    const audit = await bench.audit(secret);
    expect(audit.filter((action) => action.startsWith('request.'))).toEqual([
      'request.made',
      'request.escalated',
      'request.expired',
    ]);
  });

  it('is no obstacle: whoever is asked later may decide', async () => {
    const view = await bench.ask(await bench.secret());
    await pass(8 * HOUR);
    expect(await bench.approve(bench.priya, view)).toMatchObject({ state: { kind: 'approved' } });
    expect(bench.card(bench.world.megan, view)).toMatchObject({ kind: 'approved', byNames: ['Priya Nair'] });
  });

  it('after a long stop of the process the request expires without more ado', async () => {
    const view = await bench.ask(await bench.secret());
    await pass(3 * DAY);
    expect(bench.card(bench.world.megan, view)).toEqual({ kind: 'expired' });
    expect(bench.world.chat.of(bench.world.megan.objectId, 'request_reminder')).toEqual([]);
  });

  it('a requester who has left is noticed at the next look', async () => {
    const view = await bench.ask(await bench.secret());
    bench.world.directory.addPerson({ ...bench.world.lee, enabled: false });
    await pass(4 * HOUR);
    expect(bench.card(bench.world.megan, view)).toEqual({ kind: 'cancelled', reason: 'requester_gone' });
  });

  it('one request that fails does not keep the others waiting', async () => {
    const views = [await bench.ask(await bench.secret()), await bench.ask(await bench.secret())];
    bench.world.clock.advance(4 * HOUR);
    bench.world.directory.interruptions.fail('person');
    await expect(bench.domain.sweeper.sweep()).rejects.toThrow(AggregateError);
    expect(bench.world.chat.of(bench.world.megan.objectId, 'request_reminder')).toHaveLength(1);
    await bench.domain.sweeper.sweep();
    expect(bench.world.chat.of(bench.world.megan.objectId, 'request_reminder')).toHaveLength(views.length);
  });
});

describe('a grant whose time is over', () => {
  it('ends by itself with its card', async () => {
    const { lee } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret, '2');
    await pass(2 * HOUR);
    expect(await bench.store.records.grants.find(grant.id)).toMatchObject({ state: 'ended' });
    expect(bench.carrier(lee, grant.ticketId)).toEqual({ kind: 'expired', at: grant.endsAt });
    await expect(bench.reveal(lee, grant.ticketId)).rejects.toMatchObject({
      details: { reason: 'expired', cause: 'grant' },
    });
    expect(bench.world.chat.of(bench.world.megan.objectId, 'knows_value')).toEqual([]);
  });

  it('opens nothing even before the sweep has come by', async () => {
    const { grant } = await bench.granted(await bench.secret(), '2');
    bench.world.clock.advance(2 * HOUR);
    await expect(bench.reveal(bench.world.lee, grant.ticketId)).rejects.toMatchObject({ code: 'gone' });
  });

  it('stays shown where the value was seen', async () => {
    const { grant } = await bench.granted(await bench.secret(), '2');
    await bench.reveal(bench.world.lee, grant.ticketId);
    await pass(2 * HOUR);
    expect(bench.carrier(bench.world.lee, grant.ticketId)).toMatchObject({ kind: 'shown' });
  });
});

describe('people who have seen a value', () => {
  it.each([
    ['disabled', 'disabled', 'Lee Tanaka'],
    ['gone', 'left', 'Lee Tanaka'],
  ] as const)('and are %s: the owner is told once', async (how, why, personName) => {
    const { lee, megan, directory } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    await bench.reveal(lee, grant.ticketId);
    await pass(MINUTE);
    if (how === 'gone') directory.removePerson(lee.objectId);
    else directory.addPerson({ ...lee, enabled: false });
    for (let day = 0; day < 3; day += 1) await pass(DAY);
    expect(bench.world.chat.of(megan.objectId, 'knows_value')).toEqual([
      expect.objectContaining({ personName, why, secret: expect.objectContaining({ reference: secret.reference }) }),
    ]);
    expect((await bench.audit(secret)).filter((action) => action === 'knower.left')).toHaveLength(1);
  });

  it('where the owner is the one who left, the administrators are told', async () => {
    const { megan, nora, directory } = bench.world;
    const secret = await bench.secret({ preApprove: true });
    const [ticket] = (await bench.store.records.tickets.ofSecret(TENANT, secret.reference)).filter(
      (each) => each.personId === megan.objectId,
    );
    await bench.domain.reveals.reveal(actor(megan), ticket?.id ?? '', undefined, bench.world.clock.now());
    directory.addPerson({ ...megan, enabled: false });
    await pass(DAY);
    expect(bench.world.chat.of(nora.objectId, 'knows_value')).toEqual([
      expect.objectContaining({ personName: 'Megan Osei', why: 'disabled' }),
    ]);
  });
});
