import type { Person } from '../../../src/domain/actor';
import type { Domain } from '../../../src/domain/domain';
import { pauseSeconds } from '../../../src/domain/limits/guesses';
import { guessRule } from '../../../src/domain/limits/limitTable';
import { parseReference, type Reference } from '../../../src/domain/reference';
import type { Secret } from '../../../src/domain/secrets/secret';
import { ClockLimiter } from '../../support/memory/limiters';
import { actor, DomainWorld, originOf } from '../support/domainWorld';
import { DAY, SECOND } from '../support/fixedClock';
import { failure } from '../support/sharingBench';

let world: DomainWorld;
let domain: Domain;
let secret: Secret;
let ticketId: string;

beforeEach(async () => {
  world = new DomainWorld();
  domain = world.restarted({ limiter: new ClockLimiter(world.clock) });
  const created = await world.created();
  ({ secret } = created);
  ({ ticketId } = created.intent);
});

const none = parseReference('sb-00000000') as Reference;
const nothing = '00000000-0000-4000-8000-00000000dead';

/** Everything that can be looked for, as somebody does who sees nothing of it. */
const looks: Record<string, (by: Person) => Promise<unknown>> = {
  'a reference to show': (by) => domain.catalogue.show(actor(by), none),
  'a name to show': (by) => domain.catalogue.show(actor(by), 'no such name'),
  'a secret of others': (by) => domain.catalogue.show(actor(by), secret.reference),
  'a secret to delete': (by) => domain.deletes.ask(actor(by), { reference: none }),
  'a credential to delete': (by) => domain.deletes.ask(actor(by), { applicationId: nothing, keyId: nothing }),
  'a secret to request': (by) => domain.requests.form(actor(by), none),
  'a secret to look at again': (by) => domain.looks.take(actor(by), none, originOf(by)),
  'a secret to share': (by) => domain.settings.form(actor(by), none),
  'a ticket': (by) => domain.reveals.open(actor(by), nothing),
  'a ticket of others': (by) => domain.reveals.reveal(actor(by), ticketId, undefined, world.clock.now()),
  'a ticket to store': (by) => domain.reveals.stored(actor(by), nothing),
  'a ticket not seen': (by) => domain.reveals.notSeen(actor(by), nothing, originOf(by)),
  'a request': (by) => domain.requests.show(actor(by), nothing),
  'a request to decide': (by) => domain.decisions.approve(actor(by), nothing),
  'a request to withdraw': (by) => domain.requests.withdraw(actor(by), nothing),
  'a grant to end': (by) => domain.grants.revoke(actor(by), nothing),
  'an application to list': (by) => domain.catalogue.list(actor(by), { scope: 'app', application: 'Nothing' }),
  'an application by its id': (by) => domain.catalogue.list(actor(by), { scope: 'app', application: nothing }),
  'an earlier create': (by) => domain.creates.draftOf(actor(by), nothing),
};

const miss = () => failure(domain.catalogue.show(actor(world.lee), none));

async function missUntilPaused(): Promise<void> {
  for (let count = 0; count <= guessRule.missesFree; count += 1)
    expect(await miss()).toMatchObject({ code: 'not_found' });
}

const paused = (retryAfterSeconds: number) => ({ code: 'too_many', details: { limit: 'guess', retryAfterSeconds } });

describe.each(Object.entries(looks))('looking for %s', (_what, look) => {
  it('counts once each time, and pauses who keeps missing', async () => {
    for (let count = 0; count <= guessRule.missesFree; count += 1) {
      expect(await failure(look(world.lee))).toMatchObject({ code: 'not_found' });
    }
    expect(await failure(look(world.lee))).toEqual(paused(guessRule.firstPauseSeconds));
  });

  it('waits while the person must pause, whatever they were missing', async () => {
    await missUntilPaused();
    expect(await failure(look(world.lee))).toEqual(paused(guessRule.firstPauseSeconds));
  });
});

describe('the pause', () => {
  it('answers what is there and theirs like what is not, and asks nothing of the directory for it', async () => {
    await missUntilPaused();
    await domain.people.verify(actor(world.lee));
    let asked = 0;
    for (const method of ['ownerIds', 'applicationsOwnedBy', 'isMemberOf'] as const) {
      world.directory.interruptions.during(method, 'before', () => (asked += 1), 100);
    }
    expect(await miss()).toEqual(await failure(domain.catalogue.show(actor(world.lee), secret.reference)));
    expect(asked).toBe(0);
  });

  it('holds up nobody else', async () => {
    await missUntilPaused();
    expect((await domain.catalogue.show(actor(world.alex), secret.reference)).kind).toBe('full');
  });

  it('lengthens each time, up to an hour, and is forgotten after a day', async () => {
    await missUntilPaused();
    const pauses: unknown[] = [];
    for (let number = 1; number <= 9; number += 1) {
      pauses.push(await miss());
      world.clock.advance(pauseSeconds(number) * SECOND);
      for (let free = 0; free <= guessRule.missesFree; free += 1)
        if (JSON.stringify(await miss()).includes('too_many')) break;
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600].map(paused));
    world.clock.advance(DAY);
    await missUntilPaused();
    expect(await miss()).toEqual(paused(30));
  });

  it('is begun once by twenty who miss at once, audited once and told once', async () => {
    const missed = await Promise.all(Array.from({ length: 20 }, miss));
    expect(missed.every((each) => JSON.stringify(each).includes('not_found'))).toBe(true);
    expect(await miss()).toEqual(paused(30));
    expect(world.store.auditRows().filter(({ action }) => action === 'limit.reached')).toMatchObject([
      { actorId: world.lee.objectId, detail: 'guess' },
    ]);
    await domain.outbox.deliverDue();
    expect(world.chat.of(world.nora.objectId, 'limit_reached')).toHaveLength(1);
  });

  it('is told to the administrators in one message a day', async () => {
    await missUntilPaused();
    await domain.outbox.deliverDue();
    world.clock.advance(30 * SECOND);
    await miss();
    await domain.outbox.deliverDue();
    const subjects = world.chat.told
      .filter(({ notice }) => notice.kind === 'limit_reached')
      .map(({ subject }) => subject);
    expect(subjects).toHaveLength(2);
    expect(new Set(subjects).size).toBe(1);
  });

  it('does not come of a few misses, however long that goes on', async () => {
    for (let window = 0; window < 5; window += 1) {
      for (let count = 0; count < guessRule.missesFree; count += 1) await miss();
      world.clock.advance(guessRule.windowSeconds * SECOND);
    }
    expect(await miss()).toMatchObject({ code: 'not_found' });
  });

  it('does not come of finding what is theirs', async () => {
    for (let count = 0; count < 50; count += 1) await domain.catalogue.show(actor(world.alex), secret.reference);
    expect(await failure(domain.catalogue.show(actor(world.alex), none))).toMatchObject({ code: 'not_found' });
  });
});

it('an administrator who guesses is told about to the others, not to themselves', async () => {
  for (let count = 0; count <= guessRule.missesFree; count += 1) {
    await failure(domain.catalogue.show(actor(world.nora), none));
  }
  await domain.outbox.deliverDue();
  expect(world.chat.of(world.nora.objectId, 'limit_reached')).toEqual([]);
});
