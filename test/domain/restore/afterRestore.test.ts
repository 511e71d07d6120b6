import type { Store } from '../../../src/domain/records';
import type { MemoryStore } from '../../support/memory/memoryStore';
import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE, SECOND } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

const WIZARD = 'wizard-backup';
const REASON = /^Restored from a backup of /;

/** The same store; after each of its calls `then` is called with the call's number. */
function watched(store: Store, then: (call: number) => void): Store {
  let calls = 0;
  const after = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    calls += 1;
    then(calls);
    return result;
  };
  const table = <T extends object>(records: T): T =>
    new Proxy(records, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (...args: unknown[]) => after(member.apply(target, args)) : member;
      },
    });
  const names = Object.keys(store.records) as (keyof typeof store.records)[];
  const records = Object.fromEntries(names.map((name) => [name, table(store.records[name])]));
  return { records: records as never, transaction: (work) => after(store.transaction(work)) };
}

/** Alex creates and sees a value, while a backup is made after the n-th call to the store. */
async function createdWithBackupAt(n: number, vault: boolean) {
  const world = new DomainWorld();
  let backup: MemoryStore | undefined;
  const store = watched(world.store, (call) => {
    if (call === n) backup = world.store.copy();
  });
  const domain = world.restarted({ store });
  const context = { wizardId: WIZARD, origin: originOf(world.alex) };
  await domain.creates.submit(actor(world.alex), world.draft({ vault }), context);
  await domain.creates.fulfil(WIZARD);
  await domain.outbox.deliverDue();
  await domain.reveals.reveal(actor(world.alex), WIZARD, world.chat.keyOf(WIZARD), world.clock.now());
  await domain.outbox.deliverDue();
  return { world, backup };
}

/** A process that starts on the backup, and everything it does by itself. */
async function restored(world: DomainWorld, backup: MemoryStore) {
  await backup.records.backupMarks.add(world.clock.now());
  const domain = world.restarted({ store: backup });
  await domain.afterRestore.settle();
  return domain;
}

describe.each([
  ['vaulted', true],
  ['unvaulted', false],
])('a backup made at any moment of a create whose %s value was then shown', (_what, vault) => {
  it('leaves the credential alone after a restore, makes no second one, shows no value, and tells the person', async () => {
    let moments = 0;
    for (let n = 1; ; n += 1) {
      const { world, backup } = await createdWithBackupAt(n, vault);
      if (!backup) break;
      moments += 1;
      const before = { credentials: world.ownCredentials(), told: world.chat.told.length };
      const domain = await restored(world, backup);
      await domain.sweeper.sweep();
      await world.sweepFor(26 * HOUR, 30 * MINUTE, domain);

      expect(world.ownCredentials()).toEqual(before.credentials);
      expect(before.credentials).toHaveLength(1);
      const intent = await backup.records.intents.findCreate(WIZARD);
      expect(intent?.step ?? 'done').toMatch(/^(done|unclear)$/);
      const ticket = await backup.records.tickets.find(WIZARD);
      expect(ticket?.state ?? 'shown').toMatch(/^(shown|cancelled)$/);
      const told = world.chat.told.slice(before.told).filter((one) => one.to.personId === world.alex.objectId);
      const kinds = told.map((one) => one.notice.kind);
      if (intent?.step === 'unclear') expect(kinds).toContain('create_unclear');
      else if (ticket?.state === 'cancelled') expect(kinds).toContain('carrier');
      if (intent?.step === 'done' && ticket?.state === 'cancelled' && !vault) expect(kinds).toContain('value_unknown');
    }
    expect(moments).toBeGreaterThan(10);
  });
});

describe('a restored database', () => {
  let bench: SharingBench;
  let world: DomainWorld;

  beforeEach(() => {
    bench = new SharingBench();
    world = bench.world;
  });

  it('gives nobody the right to see a value again: what was granted has ended, and holders are told', async () => {
    const { grant } = await bench.granted(await bench.secret());
    const backup = world.store.copy();
    await bench.reveal(world.lee, grant.ticketId);
    const domain = await restored(world, backup);

    await domain.freezes.thaw(actor(world.nora));
    const reveal = domain.reveals.reveal(actor(world.lee), grant.ticketId, undefined, world.clock.now());
    expect(await failure(reveal)).toMatchObject({ code: 'gone' });
    expect((await backup.records.grants.find(grant.id))?.state).toBe('closed');
    await domain.outbox.deliverDue();
    expect(bench.carrier(world.lee, grant.ticketId)).toEqual({ kind: 'cancelled' });
  });

  it('does not let somebody whose access was revoked after the backup see the value', async () => {
    const secret = await bench.secret();
    const { grant } = await bench.granted(secret);
    const backup = world.store.copy();
    await bench.domain.grants.revoke(actor(world.megan), grant.id);
    const domain = await restored(world, backup);
    await domain.freezes.thaw(actor(world.nora));
    const reveal = domain.reveals.reveal(actor(world.lee), grant.ticketId, undefined, world.clock.now());
    expect(await failure(reveal)).toMatchObject({ code: 'gone' });
  });

  it('stands still until an administrator lets it go on, and says since when and why', async () => {
    const secret = await bench.secret({ owner: world.megan, preApprove: true });
    const domain = await restored(world, world.store.copy());
    const look = () => domain.looks.take(actor(world.megan), secret.reference, originOf(world.megan));
    expect(await failure(look())).toMatchObject({ code: 'frozen', details: { byName: 'SecretBot' } });
    expect((await domain.freezes.current())?.reason).toMatch(REASON);
    await domain.freezes.thaw(actor(world.nora));
    expect(await look()).toBeDefined();
  });

  it('goes on without an administrator where there are none', async () => {
    const backup = world.store.copy();
    await backup.records.backupMarks.add(world.clock.now());
    const domain = world.restarted({ store: backup, adminGroupId: undefined });
    await domain.afterRestore.settle();
    expect(await domain.freezes.current()).toBeUndefined();
  });

  it('keeps requests open: nobody gets anything without a decision made now', async () => {
    const view = await bench.ask(await bench.secret());
    const backup = world.store.copy();
    await bench.approve(world.megan, view);
    const domain = await restored(world, backup);
    await domain.freezes.thaw(actor(world.nora));
    expect(await backup.records.grants.liveOf(TENANT, world.lee.objectId, 10)).toEqual([]);
    await domain.decisions.approve(actor(world.megan), view.request.id);
    expect(await backup.records.grants.liveOf(TENANT, world.lee.objectId, 10)).toHaveLength(1);
  });

  it('goes on with a confirmed delete', async () => {
    const secret = await bench.secret();
    await bench.domain.deletes.confirm(actor(world.megan), { reference: secret.reference }, secret.name);
    const domain = await restored(world, world.store.copy());
    await world.sweepFor(MINUTE, 15 * SECOND, domain);
    expect(world.ownCredentials()).toEqual([]);
  });

  it('tells each administrator once, as soon as the directory says who they are', async () => {
    const backup = world.store.copy();
    const domain = await restored(world, backup);
    world.directory.interruptions.fail('groupMembers');
    await domain.sweeper.sweep();
    expect(world.chat.of(world.nora.objectId, 'restored')).toEqual([]);
    await world.sweepFor(MINUTE, 15 * SECOND, domain);
    expect(world.chat.of(world.nora.objectId, 'restored')).toMatchObject([{ frozen: true }]);
    expect(await backup.records.backupMarks.current()).toBeUndefined();
  });

  it('is settled once, also when the next start comes before anybody was told', async () => {
    const backup = world.store.copy();
    await restored(world, backup);
    const domain = world.restarted({ store: backup });
    await domain.freezes.thaw(actor(world.nora));
    expect(await domain.afterRestore.settle()).toBeUndefined();
    expect(await domain.freezes.current()).toBeUndefined();
  });

  it('is not what a database is that was only restarted', async () => {
    const { grant } = await bench.granted(await bench.secret());
    expect(await bench.domain.afterRestore.settle()).toBeUndefined();
    expect(await bench.reveal(world.lee, grant.ticketId)).toBeDefined();
    expect(await bench.domain.freezes.current()).toBeUndefined();
  });
});
