import { type Domain, domainOver } from '../../../src/domain/domain';
import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { HOUR, MINUTE } from '../support/fixedClock';
import { type Moment, MortalProcess, untilDeath } from '../support/mortal';

const MOMENTS: readonly Moment[] = ['before', 'after'];
const minutes = (n: number) => n * MINUTE;

/** An unvaulted secret whose value Alex was shown, and a process that dies at its n-th call from here on. */
async function prepared(n: number, moment: Moment, isShown = true) {
  const world = new DomainWorld();
  const { intent, secret } = await world.created(world.draft({ vault: false }));
  const key = world.chat.keyOf(intent.ticketId);
  const click = (domain: Domain) => domain.reveals.reveal(actor(world.alex), intent.ticketId, key, world.clock.now());
  if (isShown) await click(world.domain);
  const process = new MortalProcess(n, moment);
  return { world, secret, ticketId: intent.ticketId, click, process, mortal: domainOver(process.in(world.world)) };
}

/** Runs the scenario once whole, to learn its calls, then dies at each of them. */
async function atEveryCall(run: (n: number, moment: Moment) => Promise<MortalProcess>): Promise<void> {
  const whole = await run(Number.POSITIVE_INFINITY, 'before');
  expect(whole.calls.length).toBeGreaterThan(3);
  for (const [index, call] of whole.calls.entries()) {
    for (const moment of MOMENTS) {
      try {
        await run(index + 1, moment);
      } catch (error) {
        throw new Error(`died ${moment} call ${index + 1}, ${call}: ${(error as Error).message}`);
      }
    }
  }
}

it('a reissue that dies anywhere leaves the old credential or the new one, never both and never a stray', async () => {
  const outcomes = new Set<string>();
  await atEveryCall(async (n, moment) => {
    const { world, secret, ticketId, process, mortal } = await prepared(n, moment);
    await untilDeath(async () => {
      const outcome = await mortal.reveals.notSeen(actor(world.alex), ticketId, originOf(world.alex));
      if (outcome.kind !== 'reissuing') throw new Error('expected a reissue');
      await mortal.creates.fulfil(outcome.intentId);
      await mortal.sweeper.sweep();
    });
    await world.sweepFor(minutes(75), minutes(5), world.restarted());
    const { records } = world.store;
    const intent = await records.intents.findCreate(`reissue-${secret.reference}-1`);
    const old = await records.secrets.find(TENANT, secret.reference);
    const keyIds = world.ownCredentials().map((each) => each.keyId);
    if (intent?.step === 'done') {
      // Nobody looks at the new value in this test, so in the end it has gone too.
      expect(old?.state).toBe('replaced');
      expect(keyIds).toEqual([]);
      expect(world.chat.of(world.alex.objectId, 'removed_unseen')).toHaveLength(1);
    } else {
      expect(old?.state).toBe('active');
      expect(keyIds).toEqual([secret.keyId]);
      if (intent) expect(world.chat.of(world.alex.objectId, 'not_created')).toHaveLength(1);
    }
    outcomes.add(intent?.step ?? 'never begun');
    return process;
  });
  expect([...outcomes].sort()).toEqual(['done', 'never begun', 'undone']);
});

it('an end that dies anywhere still takes the credential away in the end, and tells once', async () => {
  await atEveryCall(async (n, moment) => {
    const { world, secret, process, mortal } = await prepared(n, moment, false);
    world.clock.advance(minutes(15));
    await untilDeath(() => mortal.sweeper.sweep());
    await world.sweepFor(HOUR, minutes(5), world.restarted());
    expect(world.ownCredentials()).toEqual([]);
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'removed_unseen' });
    const told = world.chat.of(world.alex.objectId, 'removed_unseen');
    // A chat gives no idempotency key: where its answer was lost, the same notice comes again.
    expect(new Set(told.map((notice) => JSON.stringify(notice))).size).toBe(1);
    return process;
  });
});

it('a reveal that dies anywhere has either claimed nothing or is never shown again', async () => {
  const states = new Set<string>();
  await atEveryCall(async (n, moment) => {
    const { world, ticketId, click, process, mortal } = await prepared(n, moment, false);
    let seen = false;
    await untilDeath(async () => {
      await click(mortal);
      seen = true;
    });
    const ticket = await world.store.records.tickets.find(ticketId);
    const again = click(world.restarted()).then(
      () => 'shown',
      () => 'withheld',
    );
    expect(await again).toBe(ticket?.state === 'ready' ? 'shown' : 'withheld');
    if (seen) expect(ticket?.state).toBe('shown');
    states.add(`${ticket?.state}`);
    return process;
  });
  expect([...states].sort()).toEqual(['ready', 'shown']);
});
