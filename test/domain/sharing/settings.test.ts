import type { Person } from '../../../src/domain/actor';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { WantedSettings } from '../../../src/domain/sharing/sharingViews';
import { aPerson } from '../../support/memory/directoryBuilders';
import { actor, originOf, TENANT } from '../support/domainWorld';
import { HOUR } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

let bench: SharingBench;

beforeEach(() => {
  bench = new SharingBench();
});

async function change(by: Person, { reference }: Secret, wanted: WantedSettings, reason = 'On call now') {
  const outcome = await bench.domain.settings.change(actor(by), { reference, wanted, reason, origin: originOf(by) });
  await bench.told();
  return outcome;
}

const ticketsOf = ({ reference }: Secret) => bench.store.records.tickets.ofSecret(TENANT, reference);

describe('settings', () => {
  it('are changed by owner and administrators, and by nobody else', async () => {
    const { alex, lee, megan, nora } = bench.world;
    const secret = await bench.secret({ share: false });
    expect(await failure(change(alex, secret, { share: true }))).toMatchObject({ details: { action: 'share' } });
    expect(await failure(change(lee, secret, { share: true }))).toMatchObject({ code: 'not_found' });
    expect(await change(megan, secret, { share: true })).toMatchObject({ kind: 'changed', form: { sharing: true } });
    expect(await change(nora, secret, { share: false })).toMatchObject({ kind: 'changed', form: { sharing: false } });
    expect(bench.world.chat.of(megan.objectId, 'settings_changed')).toEqual([
      expect.objectContaining({ byName: 'Nora Lindqvist', sharing: false, you: 'owner' }),
    ]);
    expect((await bench.audit(secret)).filter((action) => action === 'settings.changed')).toHaveLength(2);
  });

  it('that are so already change nothing and tell nobody', async () => {
    const secret = await bench.secret();
    await change(bench.world.nora, secret, { share: true, preApprove: false, ownerId: secret.owner.objectId });
    expect(await bench.audit(secret)).not.toContain('settings.changed');
    expect(bench.world.chat.of(bench.world.megan.objectId, 'settings_changed')).toEqual([]);
  });

  it('allow neither sharing nor pre-approval without a vaulted value', async () => {
    const { alex, nora } = bench.world;
    const { id, reference } = await bench.world.submit(bench.world.draft({ vault: false }), bench.domain);
    await bench.domain.creates.fulfil(id);
    const secret = await bench.now({ reference });
    expect(await failure(change(nora, secret, { share: true, preApprove: true }))).toMatchObject({
      details: {
        faults: [
          { field: 'share', rule: 'needs_vaulting' },
          { field: 'preApprove', rule: 'needs_vaulting' },
        ],
      },
    });
    expect(await bench.domain.settings.form(actor(alex), reference)).toMatchObject({ vaulted: false });
  });

  it.each([
    ['unknown', undefined],
    ['disabled', aPerson({ displayName: 'Dana Petrov', enabled: false })],
    ['not_a_member', aPerson({ displayName: 'Gus Weber', kind: 'guest' })],
  ])('take no new owner who is %s', async (rule, person) => {
    if (person) bench.world.directory.addPerson(person);
    const ownerId = person?.objectId ?? 'c0de0000-0000-4000-8000-00000000dead';
    const changed = change(bench.world.megan, await bench.secret(), { ownerId });
    expect(await failure(changed)).toMatchObject({ details: { faults: [{ field: 'owner', rule }] } });
  });
});

describe('a change that would give its maker access', () => {
  it('waits for the location’s approvers, of whom the maker is none', async () => {
    const { megan, nora } = bench.world;
    const secret = await bench.secret();
    expect(await failure(change(megan, secret, { preApprove: true }, ''))).toMatchObject({
      details: { faults: [{ field: 'reason', rule: 'required' }] },
    });
    const outcome = await change(megan, secret, { preApprove: true });
    if (outcome.kind !== 'waits') throw new Error('did not wait');
    expect(await change(megan, secret, { preApprove: true })).toEqual(outcome);
    expect(await bench.now(secret)).toMatchObject({ preApproved: false });
    expect(await failure(bench.approve(megan, outcome.request))).toMatchObject({ code: 'not_allowed' });
    await bench.approve(nora, outcome.request);
    expect(await bench.now(secret)).toMatchObject({ preApproved: true });
    const [ticket] = (await ticketsOf(secret)).filter((each) => each.cause === 'pre_approval');
    expect(ticket).toMatchObject({ personId: megan.objectId, state: 'ready' });
    expect(bench.carrier(megan, ticket?.id ?? '')).toMatchObject({ kind: 'ready' });
    expect(bench.card(megan, outcome.request)).toEqual({ kind: 'approved', byNames: ['Nora Lindqvist'] });
  });

  it('an administrator who takes a secret decides nothing about it', async () => {
    const { megan, nora } = bench.world;
    const secret = await bench.secret();
    const outcome = await change(nora, secret, { ownerId: nora.objectId });
    if (outcome.kind !== 'waits') throw new Error('did not wait');
    expect(await failure(bench.approve(nora, outcome.request))).toMatchObject({ code: 'not_allowed' });
    expect(bench.card(megan, outcome.request)).toBeUndefined();
    await bench.approve(bench.priya, outcome.request);
    expect(await bench.now(secret)).toMatchObject({ owner: { objectId: nora.objectId } });
    expect(bench.world.chat.of(megan.objectId, 'settings_changed')).toEqual([
      expect.objectContaining({ you: 'former_owner', ownerName: 'Nora Lindqvist' }),
    ]);
  });

  it('that is denied changes nothing', async () => {
    const secret = await bench.secret();
    const outcome = await change(bench.world.megan, secret, { preApprove: true });
    if (outcome.kind !== 'waits') throw new Error('did not wait');
    await bench.domain.decisions.deny(actor(bench.priya), outcome.request.request.id, 'Not needed');
    expect(await bench.now(secret)).toMatchObject({ preApproved: false });
  });

  it('needs approvers', async () => {
    bench = new SharingBench({ location: { approvers: [bench.world.nora.objectId] } });
    const changed = change(bench.world.megan, await bench.secret(), { preApprove: true });
    expect(await failure(changed)).toMatchObject({ code: 'too_few_approvers', details: { eligible: 0, needed: 1 } });
  });
});

describe('a hand-over', () => {
  it('ends what the old owner has, cancels open requests, and gives a pre-approved new owner a ticket', async () => {
    const { lee, megan, nora } = bench.world;
    const secret = await bench.secret({ preApprove: true });
    const [old] = (await ticketsOf(secret)).filter((each) => each.cause === 'pre_approval');
    const open = await bench.ask(secret);
    expect(await change(megan, secret, { ownerId: nora.objectId })).toMatchObject({ kind: 'changed' });
    expect(bench.carrier(megan, old?.id ?? '')).toEqual({ kind: 'cancelled' });
    expect(await failure(bench.reveal(megan, old?.id ?? ''))).toMatchObject({ code: 'gone' });
    for (const person of [lee, megan]) {
      expect(bench.card(person, open)).toEqual({ kind: 'cancelled', reason: 'owner_changed' });
    }
    const [fresh] = (await ticketsOf(secret)).filter((each) => each.personId === nora.objectId);
    expect(fresh).toMatchObject({ cause: 'pre_approval', state: 'ready' });
    expect(bench.world.chat.of(nora.objectId, 'settings_changed')).toEqual([
      expect.objectContaining({ you: 'new_owner', byName: 'Megan Osei', preApproved: true }),
    ]);
    await bench.reveal(nora, fresh?.id ?? '');
  });

  it('leaves what was granted to others, and tells the new owner when the old one knows the value', async () => {
    const { megan, nora } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    const own = await bench.ask(secret, { by: megan });
    await bench.approve(nora, own);
    const mine = (await bench.store.records.grants.ofSecret(TENANT, secret.reference)).find(
      (each) => each.id !== grant.id,
    );
    await bench.reveal(megan, mine?.ticketId ?? '');
    await change(megan, secret, { ownerId: bench.priya.objectId });
    expect(await bench.store.records.grants.find(grant.id)).toMatchObject({ state: 'live' });
    expect(await bench.store.records.grants.find(mine?.id ?? '')).toMatchObject({ state: 'closed' });
    expect(bench.world.chat.of(bench.priya.objectId, 'knows_value')).toEqual([
      expect.objectContaining({ personName: 'Megan Osei' }),
    ]);
  });
});

describe('switching off', () => {
  it('sharing cancels open requests, closes grants and tells holders and owner', async () => {
    const { lee, megan, nora } = bench.world;
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    const open = await bench.ask(secret, { by: bench.priya });
    await change(nora, secret, { share: false });
    expect(bench.card(megan, open)).toEqual({ kind: 'cancelled', reason: 'sharing_off' });
    expect(await bench.approve(megan, open)).toMatchObject({ state: { kind: 'cancelled' } });
    expect(bench.carrier(lee, grant.ticketId)).toEqual({ kind: 'cancelled' });
    expect(bench.world.chat.of(lee.objectId, 'grant_revoked')).toHaveLength(1);
    await change(nora, secret, { share: true });
    expect(await failure(bench.reveal(lee, grant.ticketId))).toMatchObject({ code: 'gone' });
  });

  it('pre-approval ends the ticket it gave', async () => {
    const { megan } = bench.world;
    const secret = await bench.secret({ preApprove: true });
    const [ticket] = (await ticketsOf(secret)).filter((each) => each.cause === 'pre_approval');
    await change(megan, secret, { preApprove: false });
    expect(bench.carrier(megan, ticket?.id ?? '')).toEqual({ kind: 'cancelled' });
    expect(await bench.ask(secret, { by: megan })).toMatchObject({ state: { kind: 'open' } });
  });

  it('is possible during a freeze; giving somebody a ticket is not', async () => {
    const { megan, nora } = bench.world;
    const secret = await bench.secret();
    await bench.domain.freezes.freeze(actor(nora), 'incident');
    expect(await failure(change(nora, secret, { preApprove: true }))).toMatchObject({ code: 'frozen' });
    expect(await bench.now(secret)).toMatchObject({ preApproved: false });
    expect(await change(megan, secret, { share: false })).toMatchObject({ kind: 'changed' });
  });
});

it('a ticket by pre-approval lasts as long as a grant may', async () => {
  const secret = await bench.secret();
  await change(bench.world.nora, secret, { preApprove: true });
  const [ticket] = (await ticketsOf(secret)).filter((each) => each.cause === 'pre_approval');
  expect(ticket?.expiresAt).toEqual(new Date(bench.world.clock.now().getTime() + 24 * HOUR));
});
