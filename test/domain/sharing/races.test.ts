import type { Location } from '../../../src/domain/vaulting/location';
import { describeEachEngine } from '../../adapters/storage/eachEngine';
import type { AnyDatabase } from '../../adapters/storage/temporaryDatabase';
import { aPerson } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { HOUR } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

const twenty = Array.from({ length: 20 }, (_, n) => aPerson({ displayName: `Approver ${n}` }));

/** One bench over memory, one over each real database: the same races, the same outcomes. */
describe('over memory', () => races(async () => undefined));
describeEachEngine('over a real database', races);

function races(openStore: () => Promise<AnyDatabase | undefined>): void {
  let bench: SharingBench;
  let temporary: AnyDatabase | undefined;

  async function open(location: Partial<Location> = {}): Promise<void> {
    const world = new DomainWorld();
    for (const person of twenty) world.directory.addPerson(person);
    temporary = await openStore();
    bench = new SharingBench({ location, ...(temporary && { store: temporary.database.store }) }, world);
  }

  afterEach(() => temporary?.remove());

  const grants = ({ reference }: { reference: Parameters<typeof bench.store.records.grants.ofSecret>[1] }) =>
    bench.store.records.grants.ofSecret(TENANT, reference);

  it.each([1, 2, 20])('twenty approvers at once, %s needed: one decision, one grant', async (approvals) => {
    await open({ approvers: twenty.map(({ objectId }) => objectId), approvals });
    const { megan } = bench.world;
    const secret = await bench.secret({ owner: approvals === 1 ? bench.world.lee : megan });
    const view = await bench.ask(secret, { by: approvals === 1 ? bench.world.lee : bench.world.alex });
    const clicks = [...twenty, ...twenty].map((person) =>
      bench.domain.decisions.approve(actor(person), view.request.id),
    );
    const outcomes = await Promise.all(clicks);
    await bench.told();
    const [grant, ...others] = await grants(secret);
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ state: 'live' });
    const request = await bench.store.records.requests.find(view.request.id);
    expect(request?.approvals).toHaveLength(approvals);
    expect(outcomes.some(({ state }) => state.kind === 'approved')).toBe(true);
    for (const person of twenty) expect(bench.card(person, view)).toMatchObject({ kind: 'approved' });
    const made = (await bench.audit(secret)).filter((action) => action === 'grant.made');
    expect(made).toHaveLength(1);
  });

  it('twenty approvers, half of whom deny: one outcome for all', async () => {
    await open({ approvers: twenty.map(({ objectId }) => objectId) });
    const { lee } = bench.world;
    const secret = await bench.secret({ owner: lee });
    const view = await bench.ask(secret, { by: lee });
    await Promise.all(
      twenty.map((person, n) =>
        n % 2 === 0
          ? bench.domain.decisions.deny(actor(person), view.request.id, 'no')
          : bench.domain.decisions.approve(actor(person), view.request.id),
      ),
    );
    await bench.told();
    const final = (await bench.store.records.requests.find(view.request.id))?.state;
    expect(await grants(secret)).toHaveLength(final === 'approved' ? 1 : 0);
    expect(['approved', 'denied']).toContain(final);
    for (const person of twenty) expect(bench.card(person, view)?.kind).toBe(final);
  });

  it('approve and expire in the same instant: it has expired', async () => {
    await open();
    const secret = await bench.secret();
    const view = await bench.ask(secret);
    bench.world.clock.advance(48 * HOUR);
    const [outcome] = await Promise.all([
      bench.domain.decisions.approve(actor(bench.world.megan), view.request.id),
      bench.domain.sweeper.sweep(),
      bench.domain.decisions.approve(actor(bench.world.megan), view.request.id),
    ]);
    await bench.told();
    expect(outcome.state).toEqual({ kind: 'expired' });
    expect(await grants(secret)).toEqual([]);
    expect((await bench.audit(secret)).filter((action) => action === 'request.expired')).toHaveLength(1);
    expect(bench.card(bench.world.lee, view)).toEqual({ kind: 'expired' });
  });

  it('the last instant before is in time', async () => {
    await open();
    const view = await bench.ask(await bench.secret());
    bench.world.clock.advance(48 * HOUR - 1);
    await Promise.all([bench.approve(bench.world.megan, view), bench.domain.sweeper.sweep()]);
    expect(bench.card(bench.world.lee, view)).toMatchObject({ kind: 'approved' });
  });

  it('a grant revoked while the vault is read shows nothing', async () => {
    await open();
    const { lee, megan, vault } = bench.world;
    const { grant } = await bench.granted(await bench.secret());
    vault.interruptions.during('get', 'after', () => bench.domain.grants.revoke(actor(megan), grant.id));
    expect(await failure(bench.reveal(lee, grant.ticketId))).toMatchObject({
      code: 'gone',
      details: { cause: 'grant' },
    });
    expect(await bench.store.records.tickets.find(grant.ticketId)).toMatchObject({ state: 'cancelled' });
  });

  it('a freeze while the vault is read shows nothing', async () => {
    await open();
    const { lee, nora, vault } = bench.world;
    const { grant } = await bench.granted(await bench.secret());
    vault.interruptions.during('get', 'after', () => bench.domain.freezes.freeze(actor(nora), 'incident'));
    expect(await failure(bench.reveal(lee, grant.ticketId))).toMatchObject({ code: 'frozen' });
  });

  it('revoke and ten reveals at once: at most one of them shows it, and then the owner knows', async () => {
    await open();
    const { lee, megan } = bench.world;
    const { grant } = await bench.granted(await bench.secret());
    const reveals = Array.from({ length: 10 }, () => bench.reveal(lee, grant.ticketId));
    const [revoked, ...shown] = await Promise.allSettled([
      bench.domain.grants.revoke(actor(megan), grant.id),
      ...reveals,
    ]);
    await bench.told();
    const times = shown.filter(({ status }) => status === 'fulfilled').length;
    expect(revoked?.status).toBe('fulfilled');
    expect(times).toBeLessThanOrEqual(1);
    expect(bench.world.chat.of(megan.objectId, 'knows_value')).toHaveLength(times);
  });

  it.each(['sharing off', 'handed over'])('%s while twenty approve: no live grant without its rights', async (what) => {
    await open({ approvers: twenty.map(({ objectId }) => objectId), approvals: 2 });
    const { alex, megan, nora } = bench.world;
    const secret = await bench.secret();
    const view = await bench.ask(secret, { by: alex });
    const wanted = what === 'sharing off' ? { share: false } : { ownerId: nora.objectId };
    const change = bench.domain.settings.change(actor(megan), {
      ...{ reference: secret.reference, wanted, reason: '', origin: originOf(megan) },
    });
    await Promise.all([
      ...twenty.slice(0, 10).map((person) => bench.domain.decisions.approve(actor(person), view.request.id)),
      change,
      ...twenty.slice(10).map((person) => bench.domain.decisions.approve(actor(person), view.request.id)),
    ]);
    await bench.told();
    const state = (await bench.store.records.requests.find(view.request.id))?.state;
    const made = await grants(secret);
    expect(made).toHaveLength(state === 'approved' ? 1 : 0);
    if (what === 'sharing off') expect(made.filter((grant) => grant.state === 'live')).toEqual([]);
    for (const person of [alex, megan, ...twenty]) expect(bench.card(person, view)?.kind).toBe(state);
  });

  it('each click twice at once changes nothing more', async () => {
    await open();
    const { lee, megan } = bench.world;
    const secret = await bench.secret();
    const asked = await Promise.all([bench.ask(secret), bench.ask(secret)]);
    const [view] = asked;
    expect(asked.map(({ request }) => request.id)).toEqual([view.request.id, view.request.id]);
    await Promise.all([bench.approve(megan, view), bench.approve(megan, view)]);
    const [grant, ...others] = await grants(secret);
    expect(others).toEqual([]);
    const revoke = () => bench.domain.grants.revoke(actor(lee), grant?.id ?? '');
    expect(await Promise.all([revoke(), revoke()])).toHaveLength(2);
    const audit = await bench.audit(secret);
    for (const action of ['request.made', 'request.approved', 'grant.made', 'grant.revoked']) {
      expect(audit.filter((each) => each === action)).toHaveLength(1);
    }
  });
}
