import type { Database } from '../../src/adapters/storage/openDatabase';
import { type Domain, domainOver } from '../../src/domain/domain';
import type { SecretDraft } from '../../src/domain/secrets/secretDraft';
import { describeEachEngine } from '../adapters/storage/eachEngine';
import type { AnyDatabase } from '../adapters/storage/temporaryDatabase';
import { actor, DomainWorld, originOf, TENANT } from './support/domainWorld';
import { HOUR, MINUTE } from './support/fixedClock';
import { MortalProcess, untilDeath } from './support/mortal';

/** The same domain over the real database: what memory promises must hold there too. */
describeEachEngine('over a real database', (open) => {
  let world: DomainWorld;
  let database: Database;
  let domain: Domain;
  let temporary: AnyDatabase;

  beforeEach(async () => {
    world = new DomainWorld();
    temporary = await open();
    database = temporary.database;
    domain = world.restarted({ store: database.store });
  });

  afterEach(() => temporary.remove());

  async function create(draft: SecretDraft, wizardId = 'wizard', by = domain) {
    const context = { wizardId, origin: originOf(world.alex) };
    const { id } = await by.creates.submit(actor(world.alex), draft, context);
    await by.creates.fulfil(id);
    await by.outbox.deliverDue();
    return id;
  }

  it.each([true, false])('ten simultaneous clicks give the value once (vaulted: %s)', async (vault) => {
    const ticketId = await create(world.draft({ vault }));
    const key = world.chat.keyOf(ticketId);
    const clicks = Array.from({ length: 10 }, () =>
      domain.reveals.reveal(actor(world.alex), ticketId, key, world.clock.now()),
    );
    const results = await Promise.allSettled(clicks);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ details: { reason: 'already_shown' } });
    }
  });

  it('two Submits and four workers make one credential', async () => {
    const context = { wizardId: 'twice', origin: originOf(world.alex) };
    const submit = () => domain.creates.submit(actor(world.alex), world.draft(), context);
    const [one, other] = await Promise.all([submit(), submit()]);
    expect(one.reference).toBe(other.reference);
    const workers = [domain, world.restarted({ store: database.store })];
    await Promise.all([...workers, ...workers].map((each) => each.creates.fulfil(one.id)));
    expect(world.ownCredentials()).toHaveLength(1);
    expect(await database.store.records.intents.findCreate(one.id)).toMatchObject({ step: 'done' });
  });

  it('an unvaulted value that nobody saw goes, and a reissue replaces one that was shown', async () => {
    const unseen = await create(world.draft({ vault: false, name: 'unseen' }), 'unseen');
    const shown = await create(world.draft({ vault: false, name: 'shown' }), 'shown');
    const key = world.chat.keyOf(shown);
    await domain.reveals.reveal(actor(world.alex), shown, key, world.clock.now());
    const outcome = await domain.reveals.notSeen(actor(world.alex), shown, originOf(world.alex));
    if (outcome.kind !== 'reissuing') throw new Error('expected a reissue');
    await domain.creates.fulfil(outcome.intentId);
    const fresh = world.chat.keyOf(outcome.intentId);
    await domain.reveals.reveal(actor(world.alex), outcome.intentId, fresh, world.clock.now());
    await world.sweepFor(20 * MINUTE, MINUTE, domain);
    expect(world.ownCredentials()).toHaveLength(1);
    expect(world.chat.of(world.alex.objectId, 'removed_unseen')).toEqual([
      expect.objectContaining({ intentId: unseen }),
    ]);
  });

  it.each(['directory.addPassword', 'vault.put', 'transaction'])(
    'a process that dies in %s is cleared up after',
    async (call) => {
      const probe = new MortalProcess();
      await create(
        world.draft({ name: 'probe' }),
        'probe',
        domainOver(probe.in({ ...world.world, store: database.store })),
      );
      const n = probe.calls.lastIndexOf(call) + 1;
      const mortal = domainOver(new MortalProcess(n, 'after').in({ ...world.world, store: database.store }));
      await untilDeath(() => create(world.draft({ name: 'dies' }), 'dies', mortal));
      await world.sweepFor(HOUR, 5 * MINUTE, domain);
      const intent = await database.store.records.intents.findCreate('dies');
      const live = intent && (await database.store.records.secrets.find(TENANT, intent.reference));
      expect(['done', 'undone']).toContain(intent?.step);
      expect(world.ownCredentials()).toHaveLength(live ? 2 : 1);
      expect(world.vault.names(world.production)).toHaveLength(live ? 2 : 1);
    },
  );

  it('a delete and a list see the same rows', async () => {
    const id = await create(world.draft());
    const page = await domain.catalogue.list(actor(world.alex), { scope: 'mine' });
    const [row] = page.rows;
    if (row?.kind !== 'secret') throw new Error('no row');
    const { reference, name } = row.secret;
    const intent = await domain.deletes.confirm(actor(world.alex), { reference }, name);
    expect(await domain.deletes.fulfil(intent.id)).toEqual({ done: true });
    expect((await domain.catalogue.list(actor(world.alex), { scope: 'mine' })).rows).toEqual([]);
    await expect(domain.reveals.open(actor(world.alex), id)).resolves.toMatchObject({ kind: 'deleted' });
  });
});
