import type { Person } from '../../../src/domain/actor';
import type { Domain } from '../../../src/domain/domain';
import type { LimitName } from '../../../src/domain/limits/limitTable';
import { limitTable } from '../../../src/domain/limits/limitTable';
import { ClockLimiter } from '../../support/memory/limiters';
import { actor, DomainWorld, originOf, TENANT } from '../support/domainWorld';
import { SECOND } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

let world: DomainWorld;
let domain: Domain;

beforeEach(() => {
  world = new DomainWorld();
  domain = world.restarted({ limiter: new ClockLimiter(world.clock) });
});

/** The audit's rows about limits. */
function reached(): readonly unknown[] {
  return world.store.auditRows().filter(({ action }) => action === 'limit.reached');
}

/** Takes everything of a limit that a person has. */
async function useUp(limit: Exclude<LimitName, 'change' | 'application'>, person: Person): Promise<void> {
  for (let count = 0; count < limitTable[limit].most; count += 1) await domain.limits[limit](actor(person));
}

describe.each(['turn', 'search', 'reveal', 'ask'] as const)('the limit %s', (limit) => {
  const { windowSeconds } = limitTable[limit];

  it('lets through as many as the table says, and then says how long to wait', async () => {
    await useUp(limit, world.alex);
    world.clock.advance(20 * SECOND);
    const details = { limit, retryAfterSeconds: windowSeconds - 20 };
    expect(await failure(domain.limits[limit](actor(world.alex)))).toEqual({ code: 'too_many', details });
  });

  it('lets through again when that time is over', async () => {
    await useUp(limit, world.alex);
    await failure(domain.limits[limit](actor(world.alex)));
    world.clock.advance(windowSeconds * SECOND);
    await expect(domain.limits[limit](actor(world.alex))).resolves.toBeUndefined();
  });

  it('counts nobody for somebody else', async () => {
    await useUp(limit, world.alex);
    await expect(domain.limits[limit](actor(world.megan))).resolves.toBeUndefined();
  });

  it('is audited once in a window, however many are refused at once', async () => {
    await useUp(limit, world.alex);
    const refused = await Promise.all(
      Array.from({ length: 20 }, () => failure(domain.limits[limit](actor(world.alex)))),
    );
    expect(refused.filter((each) => JSON.stringify(each).includes('"told":true'))).toHaveLength(19);
    expect(reached()).toEqual([
      {
        at: world.clock.now(),
        tenantId: TENANT,
        action: 'limit.reached',
        actorId: world.alex.objectId,
        detail: limit,
      },
    ]);
  });

  it('is audited again in the next window', async () => {
    for (let window = 0; window < 2; window += 1) {
      await useUp(limit, world.alex);
      await failure(domain.limits[limit](actor(world.alex)));
      world.clock.advance(windowSeconds * SECOND);
    }
    expect(reached()).toHaveLength(2);
  });
});

describe('reveals in a burst', () => {
  it('lets exactly as many of many at once through as there may be', async () => {
    const { intent } = await world.created();
    const { most } = limitTable.reveal;
    const opened = await Promise.all(
      Array.from({ length: most + 20 }, () => failure(domain.reveals.open(actor(world.alex), intent.ticketId))),
    );
    expect(opened.filter((each) => each === 'nothing')).toHaveLength(most);
  });

  it('asks no vault and takes no ticket once the limit is reached', async () => {
    const { intent } = await world.created();
    await useUp('reveal', world.alex);
    let read = 0;
    world.vault.interruptions.during('get', 'before', () => (read += 1), 100);
    const show = () => domain.reveals.reveal(actor(world.alex), intent.ticketId, undefined, world.clock.now());
    expect(await failure(show())).toMatchObject({ code: 'too_many' });
    expect(read).toBe(0);
    expect((await world.store.records.tickets.find(intent.ticketId))?.state).toBe('ready');
    world.clock.advance(limitTable.reveal.windowSeconds * SECOND);
    expect((await show()).ticket.state).toBe('shown');
  });

  it('is told to the administrators, with the account', async () => {
    await useUp('reveal', world.alex);
    await failure(domain.reveals.open(actor(world.alex), 'any'));
    await domain.outbox.deliverDue();
    expect(world.chat.of(world.nora.objectId, 'limit_reached')).toEqual([
      {
        kind: 'limit_reached',
        limit: 'reveal',
        personName: world.alex.displayName,
        personSignIn: world.alex.userPrincipalName,
        at: world.clock.now(),
      },
    ]);
  });

  it('is audited also while the directory does not say who the administrators are', async () => {
    await useUp('reveal', world.alex);
    world.directory.interruptions.fail('groupMembers');
    expect(await failure(domain.reveals.open(actor(world.alex), 'any'))).toMatchObject({ code: 'too_many' });
    expect(reached()).toHaveLength(1);
  });
});

describe('changes of credentials', () => {
  const { most } = limitTable.change;

  async function useUpChanges(person: Person): Promise<void> {
    for (let count = 0; count < most; count += 1) await domain.limits.change(actor(person), `application ${count}`);
  }

  it('stop a create before it is written down, and let its repeats through', async () => {
    const { id } = await world.submit(world.draft(), domain);
    await useUpChanges(world.alex).catch(() => undefined);
    expect(await failure(world.submit(world.draft({ name: 'one more' }), domain))).toMatchObject({ code: 'too_many' });
    expect(await world.store.records.intents.findCreate('wizard-2')).toBeUndefined();
    const again = { wizardId: id, origin: originOf(world.alex) };
    expect((await domain.creates.submit(actor(world.alex), world.draft(), again)).id).toBe(id);
  });

  it('stop a delete before it is written down', async () => {
    const { secret } = await world.created();
    await useUpChanges(world.alex);
    const remove = () => domain.deletes.confirm(actor(world.alex), { reference: secret.reference }, secret.name);
    expect(await failure(remove())).toMatchObject({ code: 'too_many', details: { limit: 'change' } });
    expect((await world.store.records.secrets.find(TENANT, secret.reference))?.state).toBe('active');
    world.clock.advance(limitTable.change.windowSeconds * SECOND);
    expect((await remove()).reference).toBe(secret.reference);
  });

  it('stop a reissue before it is written down', async () => {
    const { intent, secret } = await world.created(world.draft({ vault: false }));
    const key = world.chat.keyOf(intent.ticketId);
    await domain.reveals.reveal(actor(world.alex), intent.ticketId, key, world.clock.now());
    await useUpChanges(world.alex);
    const reissue = domain.reveals.notSeen(actor(world.alex), intent.ticketId, originOf(world.alex));
    expect(await failure(reissue)).toMatchObject({ code: 'too_many' });
    expect(await world.store.records.intents.findCreate(`reissue-${secret.reference}-1`)).toBeUndefined();
  });

  it('are counted on each application too, whoever makes them', async () => {
    const { most: mostThere } = limitTable.application;
    const people = [world.alex, world.megan, world.lee].slice(0, Math.ceil(mostThere / most));
    const made = people.flatMap((person) => Array.from({ length: most }, () => person)).slice(0, mostThere);
    for (const person of made) await domain.limits.change(actor(person), 'busy');
    const nora = actor(world.nora);
    expect(await failure(domain.limits.change(nora, 'busy'))).toMatchObject({ details: { limit: 'application' } });
    await expect(domain.limits.change(nora, 'another')).resolves.toBeUndefined();
    expect(reached()).toMatchObject([{ detail: 'application', applicationId: 'busy' }]);
  });

  it('an administrator deletes thirty in a minute without meeting a limit', async () => {
    for (let count = 0; count < 30; count += 1) await domain.limits.change(actor(world.nora), 'payroll');
    expect(reached()).toEqual([]);
  });
});

describe('asking others', () => {
  let bench: SharingBench;
  beforeEach(() => {
    bench = new SharingBench({}, world);
    const locations = [bench.location];
    domain = world.restarted({ store: bench.store, locations, limiter: new ClockLimiter(world.clock) });
  });

  it('a limited request reaches no approver', async () => {
    const secret = await bench.secret();
    await useUp('ask', world.lee);
    const wanted = { hours: '4', reason: 'Deploy is broken' };
    const ask = domain.requests.ask(actor(world.lee), secret.reference, wanted, originOf(world.lee));
    expect(await failure(ask)).toMatchObject({ code: 'too_many', details: { limit: 'ask' } });
    await domain.outbox.deliverDue();
    expect(world.chat.of(world.megan.objectId, 'request')).toEqual([]);
  });

  it('who was denied three times within a day has to wait until the first is a day old', async () => {
    const secret = await bench.secret();
    const ask = (reason: string) =>
      domain.requests.ask(actor(world.lee), secret.reference, { hours: '4', reason }, originOf(world.lee));
    for (const reason of ['please', 'pretty please', 'pretty please!']) {
      const { request } = await ask(reason);
      await domain.decisions.deny(actor(world.megan), request.id, 'No.');
      world.clock.advance(3_600 * SECOND);
    }
    const answers = await Promise.all(Array.from({ length: 20 }, () => failure(ask('come on'))));
    const details = { limit: 'denied', retryAfterSeconds: 21 * 3_600 };
    expect(answers).toEqual(answers.map(() => ({ code: 'too_many', details })));
    expect(reached()).toMatchObject([{ detail: 'denied', reference: secret.reference, actorId: world.lee.objectId }]);
    world.clock.advance(21 * 3_600 * SECOND);
    expect((await ask('a new day')).state.kind).toBe('open');
  });

  it('a denial is not forgotten for any number of other requests meanwhile', async () => {
    const [secret, other] = [await bench.secret(), await bench.secret()];
    const ask = ({ reference }: typeof secret, reason: string) =>
      domain.requests.ask(actor(world.lee), reference, { hours: '4', reason }, originOf(world.lee));
    for (const reason of ['one', 'two', 'three']) {
      const { request } = await ask(secret, reason);
      await domain.decisions.deny(actor(world.megan), request.id, 'No.');
    }
    world.clock.advance(600 * SECOND);
    for (let count = 0; count < 55; count += 1) {
      world.clock.advance(SECOND);
      const { request } = await ask(other, `other ${count}`);
      await domain.requests.withdraw(actor(world.lee), request.id);
    }
    expect(await failure(ask(secret, 'four'))).toMatchObject({ code: 'too_many', details: { limit: 'denied' } });
  });

  it('a denial of one secret says nothing about another', async () => {
    const [secret, other] = [await bench.secret(), await bench.secret()];
    for (const reason of ['one', 'two', 'three']) {
      const wanted = { hours: '4', reason };
      const { request } = await domain.requests.ask(actor(world.lee), secret.reference, wanted, originOf(world.lee));
      await domain.decisions.deny(actor(world.megan), request.id, 'No.');
    }
    const wanted = { hours: '4', reason: 'four' };
    const ask = domain.requests.ask(actor(world.lee), other.reference, wanted, originOf(world.lee));
    expect((await ask).state.kind).toBe('open');
  });
});
