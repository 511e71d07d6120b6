import { stableGuid } from '../sandbox/world/stableGuid';
import type { World } from '../sandbox/world/world';
import type { Database } from '../src/adapters/storage/openDatabase';
import { type Reference, referenceFrom } from '../src/domain/reference';
import type { Ticket } from '../src/domain/reveal/ticket';
import type { Secret, VaultEntry } from '../src/domain/secrets/secret';

/** How many rows go into one transaction. */
const batch = 500;
const dayMs = 86_400_000;

/** Who a seeded secret belongs to. */
export interface SeedOwner {
  readonly objectId: string;
  readonly displayName: string;
}

/** Puts `count` vaulted secrets there: ten for each of `people`, all others for somebody else. */
export async function seedSecrets(
  { store }: Pick<Database, 'store'>,
  world: World,
  people: readonly SeedOwner[],
  count: number,
): Promise<void> {
  const entry = seedVaultEntry(world);
  for (let start = 0; start < count; start += batch) {
    await store.transaction(async ({ secrets }) => {
      for (let index = start; index < Math.min(count, start + batch); index += 1) {
        const owner = people[Math.floor(index / 10)] ?? stranger(index);
        await secrets.add(secretOf(world, owner, index, entry));
      }
    });
  }
}

/** Puts tickets to be revealed there, `ticketsOf` says how many for each of `people`, with their secrets. @returns ids by person */
export async function seedTickets(
  { store }: Pick<Database, 'store'>,
  world: World,
  people: readonly SeedOwner[],
  ticketsOf: (index: number) => number,
): Promise<ReadonlyMap<string, string[]>> {
  const entry = seedVaultEntry(world);
  const ids = new Map<string, string[]>();
  let index = 10_000_000;
  for (const [place, person] of people.entries()) {
    const own: string[] = [];
    await store.transaction(async ({ secrets, tickets }) => {
      for (let n = 0; n < ticketsOf(place); n += 1) {
        index += 1;
        const secret = secretOf(world, person, index, entry);
        const ticket = ticketOf(secret, `bench-${index}`);
        await secrets.add(secret);
        await tickets.add(ticket);
        await tickets.makeReady(ticket.id, ticket.expiresAt, undefined);
        own.push(ticket.id);
      }
    });
    ids.set(person.objectId, own);
  }
  return ids;
}

/** Every seeded secret has this one entry: what it costs to read is the same. */
function seedVaultEntry(world: World): VaultEntry {
  const location = world.locations.find(({ id }) => id === 'dev');
  const vault = world.vaults.find(({ host }) => location?.vaultUrl.endsWith(host));
  const entry = { name: 'sb-bench', version: '0123456789abcdef0123456789abcdef' };
  const seconds = Math.floor(Date.now() / 1_000);
  const value = `abc8Q~${world.secretMarker}seeded`;
  const version = { version: entry.version, value, enabled: true, created: seconds, updated: seconds };
  vault?.secrets.set(entry.name, { name: entry.name, versions: [version] });
  return entry;
}

function secretOf(world: World, owner: SeedOwner, index: number, vaultEntry: VaultEntry): Secret {
  const application = world.application('Payroll API');
  const now = Date.now();
  return {
    reference: seedReference(index),
    tenantId: world.tenant.id,
    application: {
      objectId: stableGuid(`bench application ${index % 5_000}`),
      appId: application.appId,
      displayName: application.displayName,
    },
    keyId: stableGuid(`key ${index}`),
    hint: 'abc',
    name: `Bench secret ${index}`,
    description: 'Made by the benchmark',
    locationId: 'dev',
    vaultEntry,
    sharing: index % 3 === 0,
    preApproved: false,
    owner,
    creator: owner,
    startsAt: new Date(now),
    expiresAt: new Date(now + ((index * 7919) % 300) * dayMs + dayMs),
    createdAt: new Date(now),
    state: 'active',
  };
}

function ticketOf(secret: Secret, id: string): Ticket {
  const { tenantId, reference, creator, createdAt } = secret;
  return {
    id,
    tenantId,
    personId: creator.objectId,
    reference,
    cause: 'creation',
    state: 'preparing',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + dayMs),
    sealed: false,
  };
}

function seedReference(index: number): Reference {
  return referenceFrom(Uint8Array.from({ length: 8 }, (_, place) => Math.floor(index / 32 ** (7 - place)) % 32));
}

function stranger(index: number): SeedOwner {
  return { objectId: stableGuid(`stranger ${index % 50_000}`), displayName: 'Somebody Else' };
}
