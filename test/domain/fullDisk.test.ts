import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeyFrom } from '../../src/adapters/crypto/auditKey';
import { AuditChain } from '../../src/adapters/storage/auditChain';
import { KyselyStore } from '../../src/adapters/storage/kyselyStore';
import { migrate } from '../../src/adapters/storage/migrate';
import { SqliteEngine } from '../../src/adapters/storage/sqlite/sqliteEngine';
import { SqliteFile } from '../../src/adapters/storage/sqlite/sqliteFile';
import type { Domain } from '../../src/domain/domain';
import { isDomainError } from '../../src/domain/errors';
import { Sensitive } from '../../src/domain/sensitive';
import { keyText } from '../support/keys';
import { actor, DomainWorld, originOf, TENANT } from './support/domainWorld';
import { HOUR, MINUTE } from './support/fixedClock';

/** How many secrets are made one after the other until the disk is certainly full. */
const SECRETS = 20;

/**
 * The whole domain over the real embedded database whose disk fills up in the middle of its work: after each number of
 * pages another step is the first that finds no room.
 */
describe('a disk that fills up in the middle of creates, reveals and deletes', () => {
  let world: DomainWorld;
  let file: SqliteFile;
  let store: KyselyStore;
  let domain: Domain;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-full-'));
    world = new DomainWorld();
    file = SqliteFile.open(join(folder, 'secretbot.db'));
    const engine = new SqliteEngine(file, world.clock);
    const chain = new AuditChain(auditKeyFrom(new Sensitive(keyText())));
    await migrate(engine.db, chain);
    store = new KyselyStore(engine, chain);
    domain = world.restarted({ store });
  });
  afterEach(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });

  const pages = () => Number((file.prepare('pragma page_count').all([]) as { page_count: number }[])[0]?.page_count);
  const room = (most: number) => file.prepare(`pragma max_page_count = ${most}`).all([]);

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '%s pages from the end: what fails is said, nothing is half-made, and all goes on when there is room',
    async (left) => {
      room(pages() + left);
      const failures: unknown[] = [];
      const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
        try {
          return await work();
        } catch (error) {
          failures.push(...(error instanceof AggregateError ? error.errors : [error]));
          return undefined;
        }
      };
      const begun: string[] = [];
      let shown = 0;
      for (let n = 0; n < SECRETS; n += 1) {
        const draft = world.draft({ name: `secret ${n}`, vault: n % 2 === 0, description: 'x'.repeat(400) });
        const intent = await attempt(() => world.submit(draft, domain));
        if (!intent) continue;
        begun.push(intent.id);
        await attempt(() => domain.creates.fulfil(intent.id));
        await attempt(() => domain.outbox.deliverDue());
        if (n % 4 === 3) await attempt(() => deleteOldest());
        if (n % 3 !== 0) continue;
        const key = world.chat.keyOf(intent.id);
        const value = await attempt(() => domain.reveals.reveal(actor(world.alex), intent.id, key, world.clock.now()));
        if (value) shown += 1;
        const again = await attempt(() => domain.reveals.reveal(actor(world.alex), intent.id, key, world.clock.now()));
        expect(value && again).toBeUndefined();
      }
      const full = failures.filter(
        (error) => isDomainError(error, 'unavailable') && error.details.service === 'storage',
      );
      expect(full.length).toBeGreaterThan(0);
      expect(failures.filter((error) => !(error instanceof Error) || error.name !== 'DomainError')).toEqual([]);

      room(1_000_000);
      await world.sweepFor(HOUR, 5 * MINUTE, domain);

      const intents = await Promise.all(begun.map((id) => store.records.intents.findCreate(id)));
      const live: string[] = [];
      for (const intent of intents) {
        expect(['done', 'undone']).toContain(intent?.step);
        const secret = intent && (await store.records.secrets.find(TENANT, intent.reference));
        if (secret?.state === 'active') live.push(secret.keyId);
      }
      expect(
        world
          .ownCredentials()
          .map(({ keyId }) => keyId)
          .sort(),
      ).toEqual(live.sort());
      expect(world.vault.names(world.production)).toHaveLength((await vaulted(live)).length);
      expect(await store.records.outbox.depth()).toBe(0);
      // A secret made now works as ever.
      const fresh = await world.submit(world.draft({ name: `fresh ${shown}` }), domain);
      await domain.creates.fulfil(fresh.id);
      expect(await store.records.intents.findCreate(fresh.id)).toMatchObject({ step: 'done' });
    },
  );

  async function deleteOldest(): Promise<void> {
    const { rows } = await domain.catalogue.list(actor(world.alex), { scope: 'mine' });
    const [row] = rows;
    if (row?.kind !== 'secret') return;
    const { reference, name } = row.secret;
    const intent = await domain.deletes.confirm(actor(world.alex), { reference }, name);
    await domain.deletes.fulfil(intent.id);
  }

  async function vaulted(keyIds: readonly string[]) {
    const { items } = await store.records.secrets.list(
      { tenantId: TENANT, personId: originOf(world.alex).personId },
      100,
    );
    return items.filter((secret) => keyIds.includes(secret.keyId) && secret.vaultEntry);
  }
});
