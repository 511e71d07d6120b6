import type { Records, Store } from '../../src/domain/records';
import { ExpiredCopies } from '../../src/domain/secrets/expiredCopies';
import { Reconciliation } from '../../src/domain/secrets/reconciliation';
import type { Secret } from '../../src/domain/secrets/secret';
import { Knowers } from '../../src/domain/sharing/knowers';
import { NEVER } from '../../src/domain/stopping';
import { aSecret, aTicket, ref } from '../contracts/store/storeBuilders';
import { DomainWorld, TENANT } from './support/domainWorld';
import { HOUR } from './support/fixedClock';

const MANY = 250;

/** A world with very many secrets, each on an application of its own, and what is read of them. */
async function manySecrets() {
  const world = new DomainWorld();
  const { store, clock, alex } = world;
  const secretOf = (number: number): Secret =>
    aSecret({
      tenantId: TENANT,
      reference: ref(number),
      keyId: `key-${number}`,
      application: { objectId: `app-${number}`, appId: 'client', displayName: 'App' },
      locationId: 'prod',
      vaultEntry: { name: ref(number).toLowerCase(), version: 'v1' },
      owner: alex,
      creator: alex,
      createdAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 2 * HOUR),
    });
  const shown = (number: number) =>
    aTicket({
      id: `ticket-${number}`,
      tenantId: TENANT,
      reference: ref(number),
      personId: `person-${number}`,
      state: 'shown',
    });
  await store.transaction(async ({ secrets, tickets }) => {
    for (let number = 0; number < MANY; number += 1) {
      await secrets.add(secretOf(number));
      await tickets.add(shown(number));
    }
  });
  const heard: string[] = [];
  const deps = {
    ...world.world,
    stopping: NEVER,
    people: world.domain.people,
    store: heardStore(store, heard),
    pauses: { giveWay: async () => void heard.push('gave way') },
  };
  return { world, heard, deps };
}

/** Notes each read that goes over everything, with how much it asked for at once. */
function heardStore(store: Store, heard: string[]): Store {
  const { secrets, tickets } = store.records;
  const records: Records = {
    ...store.records,
    secrets: Object.assign(Object.create(secrets), {
      list: (...asked: Parameters<typeof secrets.list>) => {
        const [filter, limit] = asked;
        if (filter.applicationId === undefined) heard.push(`secrets: ${limit}`);
        return secrets.list(...asked);
      },
      applications: (...asked: Parameters<typeof secrets.applications>) => {
        heard.push(`applications: ${asked[1]}`);
        return secrets.applications(...asked);
      },
    }),
    tickets: Object.assign(Object.create(tickets), {
      ofSecret: () => Promise.reject(new Error('the tickets of a page are asked for at once')),
    }),
  };
  return { records, transaction: (work) => store.transaction(work) };
}

const pagesOf = (what: string): string[] => Array.from({ length: 3 }, () => [`${what}: 100`, 'gave way']).flat();

describe('the daily looks at very many secrets', () => {
  it('people who left are looked for a page at a time, and others have their turn in between', async () => {
    const { world, heard, deps } = await manySecrets();
    for (let number = 0; number < MANY; number += 1) {
      // Most of those who saw a value are still there.
      if (number % 100 !== 0) world.directory.addPerson({ ...world.lee, objectId: `person-${number}` });
    }
    expect(await new Knowers(deps).run()).toBe(true);
    expect(heard).toEqual(pagesOf('secrets'));
    await world.domain.outbox.deliverDue();
    expect(world.chat.of(world.alex.objectId, 'knows_value')).toHaveLength(3);
  });

  it('what was removed in the portal is looked for a page of applications at a time', async () => {
    const { world, heard, deps } = await manySecrets();
    world.clock.advance(HOUR);
    expect(await new Reconciliation(deps).run()).toBe(true);
    const pages = heard.filter((each) => each.startsWith('applications'));
    expect(pages).toEqual(['applications: 100', 'applications: 100', 'applications: 100']);
    expect(heard.filter((each) => each === 'gave way')).toHaveLength(MANY + pages.length);
    expect(heard.join()).not.toContain('secrets');
    expect(await world.store.records.secrets.applications(TENANT, 1)).toEqual({ items: [] });
  });

  it('copies of what has expired are retired a page at a time, and what has none any more is not read', async () => {
    const { world, heard, deps } = await manySecrets();
    const begun: string[] = [];
    const copies = new ExpiredCopies({
      ...deps,
      deletes: {
        run: async (id) => {
          begun.push(id);
          const intent = await world.store.records.intents.findDelete(id);
          if (intent?.reference) await world.store.records.secrets.dropCopy(TENANT, intent.reference);
          return { done: true };
        },
      },
    });
    world.clock.advance(3 * HOUR);
    expect(await copies.run()).toBe(true);
    expect(begun).toHaveLength(MANY);
    expect(heard).toEqual(pagesOf('secrets'));
    heard.length = 0;
    await copies.run();
    expect(heard).toEqual(['secrets: 100', 'gave way']);
    expect(begun).toHaveLength(MANY);
  });

  it.each([
    ['people who left', (deps: Deps) => new Knowers(deps)],
    ['the portal', (deps: Deps) => new Reconciliation(deps)],
    ['copies', (deps: Deps) => new ExpiredCopies({ ...deps, deletes: { run: async () => ({ done: true }) } })],
  ])('no further page is read once the process is to end (%s)', async (_name, look) => {
    const { world, heard, deps } = await manySecrets();
    world.clock.advance(3 * HOUR);
    await look({ ...deps, stopping: () => heard.length > 0 }).run();
    expect(heard.filter((each) => each !== 'gave way')).toHaveLength(1);
  });
});

type Deps = Awaited<ReturnType<typeof manySecrets>>['deps'];
