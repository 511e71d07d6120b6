import type { Reference } from '../../../src/domain/reference';
import { actor, TENANT } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

let bench: SharingBench;

beforeEach(() => {
  bench = new SharingBench();
});

const grantsOf = (reference: Reference) => bench.store.records.grants.ofSecret(TENANT, reference);

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
