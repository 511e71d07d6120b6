import { MemoryLimiter } from '../../src/adapters/limiter/memoryLimiter';
import { ClockPauses, RandomIds } from '../../src/adapters/system';
import type { Person } from '../../src/domain/actor';
import type { Application } from '../../src/domain/applications/application';
import { type Domain, domainOver } from '../../src/domain/domain';
import type { Chat, Directory, Sealer, Vault } from '../../src/domain/ports';
import type { Location } from '../../src/domain/vaulting/location';
import type { Filled } from './databases';
import { applicationsOf, expiryOf, type Fill } from './fill';

/** Whoever is in it administers: everybody here. */
const adminGroupId = 'everybody';

const location: Location = {
  id: 'dev',
  name: 'Development',
  vaultUrl: 'https://bench.vault.azure.net',
  approvers: [],
  approvals: 1,
  allowGuests: false,
  maxGrantHours: 24,
};

/** The domain over a filled database, in a world that answers at once: what is left is the store and our own work. */
export function domainOn({ database, fill }: Filled): Domain {
  const { store, clock } = database;
  return domainOver({
    store,
    clock,
    directory: { ...notAsked<Directory>(), ...answering(fill) },
    vault: notAsked<Vault>(),
    chat: notAsked<Chat>(),
    sealer: notAsked<Sealer>(),
    ids: new RandomIds(),
    pauses: new ClockPauses(clock),
    limiter: new MemoryLimiter(),
    locations: [location],
    adminGroupId,
    tenantId: fill.tenantId,
    approvalTimes: { remindAfterHours: 4, escalateAfterHours: 8, decideWithinHours: 48 },
  });
}

function answering(fill: Fill): Partial<Directory> {
  return {
    person: async (objectId) => personOf(objectId),
    people: async (query, limit) => Array.from({ length: limit }, (_, n) => personOf(`${query}-${n}`)),
    isMemberOf: async () => true,
    ownerIds: async () => [],
    applicationsOwnedBy: async () => [],
    allApplications: async (query) => [applicationOf(query)],
    lastUse: async () => 'unknown',
    credentials: async (applicationId) => credentialsOf(fill, applicationId),
  };
}

function applicationOf(name: string): Application {
  return { objectId: name, appId: name, displayName: name, allowsPersonalAccounts: false, createdAt: new Date(0) };
}

function personOf(objectId: string): Person {
  return { objectId, displayName: 'Somebody', userPrincipalName: objectId, kind: 'member', enabled: true };
}

/** What the fill put on the application, so that a look at the portal misses nothing. */
function credentialsOf(fill: Fill, applicationId: string) {
  const applications = applicationsOf(fill.count);
  const first = Number(applicationId.slice('app-'.length)) || applications;
  const found = [];
  for (let n = first; n <= fill.count; n += applications) {
    found.push({ keyId: `key-${n}`, startsAt: new Date(fill.now), expiresAt: new Date(expiryOf(fill, n)) });
  }
  return found;
}

/** A part of the world that nothing measured here may ask. */
function notAsked<Port extends object>(): Port {
  return new Proxy({} as Port, {
    get: (_, name) => () => Promise.reject(new Error(`the benchmark has no ${String(name)}`)),
  });
}
