import { domainOver } from '../../../src/domain/domain';
import type { SecretDraft } from '../../../src/domain/secrets/secretDraft';
import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { DAY, MINUTE } from '../support/fixedClock';
import { type Moment, MortalProcess, untilDeath } from '../support/mortal';

const MOMENTS: readonly Moment[] = ['before', 'after'];
const WIZARD = 'wizard-crash';

/** A world in which somebody else has a credential on the application, one that even looks like ours. */
function worldWithForeign(): DomainWorld {
  const world = new DomainWorld();
  world.directory.addApplication(world.payroll, {
    ownerIds: [world.alex.objectId],
    credentials: [
      {
        keyId: 'foreign-key',
        displayName: 'Made in the portal',
        startsAt: new Date(world.clock.now().getTime() - DAY),
        expiresAt: new Date(world.clock.now().getTime() + 90 * DAY),
      },
    ],
  });
  return world;
}

/** Submit and fulfil in a process that dies at its n-th call; returns the names of the calls it made. */
async function createDyingAt(world: DomainWorld, draft: SecretDraft, n: number, moment: Moment) {
  const process = new MortalProcess(n, moment);
  const domain = domainOver(process.in(world.world));
  await untilDeath(async () => {
    const context = { wizardId: WIZARD, origin: originOf(world.alex) };
    const { id } = await domain.creates.submit(actor(world.alex), draft, context);
    await domain.creates.fulfil(id);
    await domain.outbox.deliverDue();
  });
  return process;
}

/** What must hold at the end, wherever the process died. */
async function expectWholeOrNothing(
  world: DomainWorld,
  vaulted: boolean,
): Promise<'created' | 'not_created' | 'never_begun'> {
  const { records } = world.store;
  expect(world.directory.truth(world.payroll.objectId)).toContainEqual(
    expect.objectContaining({ keyId: 'foreign-key' }),
  );
  const intent = await records.intents.findCreate(WIZARD);
  if (!intent) {
    expect(world.ownCredentials()).toEqual([]);
    return 'never_begun';
  }
  expect(['done', 'undone']).toContain(intent.step);
  const secret = await records.secrets.find(TENANT, intent.reference);
  const ticket = await records.tickets.find(intent.ticketId);
  const outcome = world.chat.shown(world.alex.objectId, `wizard:${WIZARD}`);
  const live = secret?.state === 'active' ? [secret.keyId] : [];
  expect(world.ownCredentials().map((each) => each.keyId)).toEqual(live);
  expect(world.vault.names(world.production)).toEqual(
    live.length > 0 && vaulted ? [intent.reference.toLowerCase()] : [],
  );
  if (intent.step === 'undone') {
    expect(secret).toBeUndefined();
    expect(ticket?.state).toBe('cancelled');
    expect(outcome).toMatchObject({ kind: 'not_created', intentId: WIZARD });
    return 'not_created';
  }
  expect(outcome).toMatchObject({ kind: 'created' });
  if (vaulted) expect(live).toHaveLength(1);
  else expect(world.chat.of(world.alex.objectId, 'removed_unseen')).toHaveLength(1);
  return 'created';
}

describe.each([
  ['a vaulted secret', true],
  ['an unvaulted secret', false],
])('a process that dies while it creates %s', (_what, vaulted) => {
  async function callsOfAWholeCreate(): Promise<readonly string[]> {
    const world = worldWithForeign();
    const process = await createDyingAt(world, world.draft({ vault: vaulted }), Number.POSITIVE_INFINITY, 'before');
    return process.calls;
  }

  it('leaves the whole or nothing after every single call, and the person is told which', async () => {
    const calls = await callsOfAWholeCreate();
    expect(calls).toContain('directory.addPassword');
    const outcomes = new Set<string>();
    for (const [index, call] of calls.entries()) {
      for (const moment of MOMENTS) {
        const world = worldWithForeign();
        const process = await createDyingAt(world, world.draft({ vault: vaulted }), index + 1, moment);
        expect(process.isDead).toBe(true);
        const restarted = world.restarted();
        await world.sweepFor(75 * MINUTE, 5 * MINUTE, restarted);
        try {
          outcomes.add(await expectWholeOrNothing(world, vaulted));
        } catch (error) {
          throw new Error(`died ${moment} call ${index + 1}, ${call}: ${(error as Error).message}`);
        }
      }
    }
    expect([...outcomes].sort()).toEqual(['created', 'never_begun', 'not_created']);
  });

  it('holds also when the directory lags for ten minutes and the recovery dies as well', async () => {
    const calls = await callsOfAWholeCreate();
    for (const diesIn of ['directory.addPassword', 'transaction', vaulted ? 'vault.put' : 'chat.tell']) {
      const n = calls.lastIndexOf(diesIn) + 1;
      for (let second = 1; second <= 12; second += 1) {
        const world = worldWithForeign();
        world.directory.lagCredentials();
        await createDyingAt(world, world.draft({ vault: vaulted }), n, 'after');
        world.clock.advance(2 * MINUTE);
        const dying = domainOver(new MortalProcess(second, second % 2 ? 'before' : 'after').in(world.world));
        await untilDeath(() => dying.creates.fulfil(WIZARD));
        await world.sweepFor(8 * MINUTE, 4 * MINUTE, world.restarted());
        world.directory.catchUp();
        await world.sweepFor(75 * MINUTE, 5 * MINUTE, world.restarted());
        await expectWholeOrNothing(world, vaulted);
      }
    }
  });
});
