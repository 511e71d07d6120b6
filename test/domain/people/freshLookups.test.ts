import type { Person } from '../../../src/domain/actor';
import type { Secret } from '../../../src/domain/secrets/secret';
import { ADMIN_GROUP, actor, originOf, TENANT } from '../support/domainWorld';
import { SharingBench } from '../support/sharingBench';

/** What somebody is about to do, once everything is there that they need for it. */
interface Prepared {
  readonly who: Person;
  readonly act: () => Promise<unknown>;
}

type Prepare = (bench: SharingBench, secret: Secret) => Promise<Prepared>;

const reason = 'Deploy is broken';

async function holder(bench: SharingBench, secret: Secret) {
  const { grant } = await bench.granted(secret);
  return { who: bench.world.lee, ticketId: grant.ticketId, grantId: grant.id };
}

/** Everything that shows, gives, takes away, changes or decides, by somebody who may. */
const actions: readonly (readonly [string, Prepare])[] = [
  [
    'opens the dialog of a value',
    async (bench, secret) => {
      const { who, ticketId } = await holder(bench, secret);
      return { who, act: () => bench.domain.reveals.open(actor(who), ticketId) };
    },
  ],
  [
    'has a value shown',
    async (bench, secret) => {
      const { who, ticketId } = await holder(bench, secret);
      return { who, act: () => bench.reveal(who, ticketId) };
    },
  ],
  [
    'says not to have seen it',
    async (bench) => {
      const { world, domain } = bench;
      const { id } = await world.submit(world.draft({ name: 'seen' }), domain);
      await domain.creates.fulfil(id);
      await bench.reveal(world.alex, id);
      return { who: world.alex, act: () => domain.reveals.notSeen(actor(world.alex), id, originOf(world.alex)) };
    },
  ],
  [
    'approves',
    async (bench, secret) => {
      const { request } = await bench.ask(secret);
      return {
        who: bench.world.megan,
        act: () => bench.domain.decisions.approve(actor(bench.world.megan), request.id),
      };
    },
  ],
  [
    'denies',
    async (bench, secret) => {
      const { request } = await bench.ask(secret);
      const { megan } = bench.world;
      return { who: megan, act: () => bench.domain.decisions.deny(actor(megan), request.id, reason) };
    },
  ],
  [
    'asks what deleting would mean',
    async ({ world, domain }, { reference }) => ({
      who: world.megan,
      act: () => domain.deletes.ask(actor(world.megan), { reference }),
    }),
  ],
  [
    'deletes',
    async ({ world, domain }, secret) => ({
      who: world.megan,
      act: () => domain.deletes.confirm(actor(world.megan), { reference: secret.reference }, secret.name),
    }),
  ],
  [
    'asks for access',
    async ({ world, domain }, { reference }) => ({
      who: world.lee,
      act: () => domain.requests.ask(actor(world.lee), reference, { reason }, originOf(world.lee)),
    }),
  ],
  [
    'looks again as a pre-approved owner',
    async (bench) => {
      const { reference } = await bench.secret({ preApprove: true });
      const { megan } = bench.world;
      return { who: megan, act: () => bench.domain.looks.take(actor(megan), reference, originOf(megan)) };
    },
  ],
  [
    'takes access back',
    async (bench, secret) => {
      const { grantId } = await holder(bench, secret);
      return { who: bench.world.megan, act: () => bench.domain.grants.revoke(actor(bench.world.megan), grantId) };
    },
  ],
  [
    'changes sharing',
    async ({ world, domain }, { reference }) => {
      const wish = { reference, wanted: { share: false }, reason: '', origin: originOf(world.megan) };
      return { who: world.megan, act: () => domain.settings.change(actor(world.megan), wish) };
    },
  ],
  [
    'creates',
    async ({ world, domain }) => ({ who: world.alex, act: () => world.submit(world.draft({ name: 'new' }), domain) }),
  ],
  [
    'freezes',
    async ({ world, domain }) => ({ who: world.nora, act: () => domain.freezes.freeze(actor(world.nora), reason) }),
  ],
  ['thaws', async ({ world, domain }) => ({ who: world.nora, act: () => domain.freezes.thaw(actor(world.nora)) })],
];

/** What an administrator may do only by being one. */
const asAdministrator: readonly (readonly [string, Prepare])[] = [
  [
    'deletes',
    async ({ world, domain }, secret) => ({
      who: world.nora,
      act: () => domain.deletes.confirm(actor(world.nora), { reference: secret.reference }, secret.name),
    }),
  ],
  [
    'asks what deleting would mean',
    async ({ world, domain }, { reference }) => ({
      who: world.nora,
      act: () => domain.deletes.ask(actor(world.nora), { reference }),
    }),
  ],
  [
    'takes access back',
    async (bench, secret) => {
      const { grantId } = await holder(bench, secret);
      return { who: bench.world.nora, act: () => bench.domain.grants.revoke(actor(bench.world.nora), grantId) };
    },
  ],
  [
    'changes sharing',
    async ({ world, domain }, { reference }) => {
      const wish = { reference, wanted: { share: false }, reason: '', origin: originOf(world.nora) };
      return { who: world.nora, act: () => domain.settings.change(actor(world.nora), wish) };
    },
  ],
  [
    'creates',
    async ({ world, domain }) => {
      const draft = world.draft({ name: 'new' });
      const context = { wizardId: 'wizard-of-nora', origin: originOf(world.nora) };
      return { who: world.nora, act: () => domain.creates.submit(actor(world.nora), draft, context) };
    },
  ],
  [
    'freezes',
    async ({ world, domain }) => ({ who: world.nora, act: () => domain.freezes.freeze(actor(world.nora), reason) }),
  ],
];

async function bench() {
  const made = new SharingBench();
  const secret = await made.secret();
  return { made, secret };
}

/** Everything that is stored, but for the audit of refused attempts; and what Entra has. */
async function stateOf({ world, store }: SharingBench, { reference }: Secret) {
  const { secrets, tickets, grants, requests, freezes, outbox, intents } = store.records;
  return {
    secret: await secrets.find(TENANT, reference),
    tickets: await tickets.ofSecret(TENANT, reference),
    grants: await grants.ofSecret(TENANT, reference),
    requests: await Promise.all([world.lee, world.megan].map(({ objectId }) => requests.madeBy(TENANT, objectId, 9))),
    freeze: await freezes.current(TENANT),
    waiting: await outbox.depth(),
    creates: await intents.openCreates(TENANT, world.payroll.objectId),
    credentials: world.directory.truth(world.payroll.objectId).length,
  };
}

describe.each(actions)('somebody who %s', (_what, prepare) => {
  it('may, as long as the directory knows them as enabled', async () => {
    const { made, secret } = await bench();
    const { act } = await prepare(made, secret);
    await expect(act()).resolves.toBeDefined();
  });

  it('gets nothing once disabled, also right after they were known, and nothing is done', async () => {
    const { made, secret } = await bench();
    const { who, act } = await prepare(made, secret);
    await made.domain.people.verify(actor(who));
    const before = await stateOf(made, secret);
    made.world.directory.addPerson({ ...who, enabled: false });
    await expect(act()).rejects.toMatchObject({ code: expect.stringMatching(/^not_found$|^not_allowed$/) });
    const after = await stateOf(made, secret);
    // A refused Show value is told to the owner: the only thing that comes of any of these.
    expect({ ...after, waiting: 0 }).toEqual({ ...before, waiting: 0 });
  });
});

describe.each(asAdministrator)('an administrator who %s', (_what, prepare) => {
  it('may, as long as they are in the group', async () => {
    const { made, secret } = await bench();
    const { act } = await prepare(made, secret);
    await expect(act()).resolves.toBeDefined();
  });

  it('gets nothing once out of the group, also right after they were known to be in it', async () => {
    const { made, secret } = await bench();
    const { who, act } = await prepare(made, secret);
    expect(await made.domain.people.isAdministrator(actor(who))).toBe(true);
    const before = await stateOf(made, secret);
    made.world.directory.addGroup(ADMIN_GROUP, []);
    await expect(act()).rejects.toMatchObject({ code: expect.stringMatching(/^not_found$|^not_allowed$/) });
    expect(await stateOf(made, secret)).toEqual(before);
  });
});
