import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { SandboxPerson } from './people';
import { stableGuid } from './stableGuid';
import type { WorldClock } from './worldClock';

/** One password credential with what only Entra knows about it. Kept after removal, so that a lagging read can show it. */
export interface SandboxCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly hint: string;
  /** SHA-256 of the value, to sign in with; `undefined` for the seeded ones, whose values nobody has. */
  readonly digest?: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly addedAt: Date;
  removedAt?: Date;
  /** What the report of sign-ins says; `undefined` for never. */
  lastUsedAt?: Date;
}

/** An app registration of the sandbox's tenant. Tests and the page may change what is not readonly. */
export interface SandboxApplication {
  readonly key: string;
  readonly objectId: string;
  readonly appId: string;
  displayName: string;
  readonly signInAudience: 'AzureADMyOrg' | 'AzureADandPersonalMicrosoftAccount';
  readonly createdAt: Date;
  /** Object ids of the people who own it. */
  ownerIds: string[];
  /** Whether the bot's service principal is an owner, so that Application.ReadWrite.OwnedBy covers it. */
  botIsOwner: boolean;
  /** The app management policy assigned to it. */
  policyId?: string;
  readonly credentials: SandboxCredential[];
}

interface Seed {
  name: string;
  owners: readonly string[];
  policy?: 'cap' | 'block';
  botIsNoOwner?: true;
  personalAccounts?: true;
  /** Credentials made elsewhere: name, days since the start, days until the end, days since the last sign-in. */
  elsewhere?: readonly (readonly [name: string | null, since: number, left: number, lastUse?: number])[];
}

const seeds: readonly Seed[] = [
  { name: 'Payroll API', owners: ['alex', 'megan'], elsewhere: [['Terraform', 200, 165, 2]] },
  { name: 'Invoice Portal', owners: ['alex'], elsewhere: [[null, 400, 330]] },
  { name: 'Build Pipeline', owners: ['alex'] },
  { name: 'HR Onboarding', owners: ['megan'], elsewhere: [['Rota import', 350, 12, 1]] },
  { name: 'Warehouse Sync', owners: ['alex'] },
  { name: 'Customer Insights', owners: ['megan', 'alex'], elsewhere: [['Power BI gateway', 90, 275, 30]] },
  { name: 'Status Page', owners: ['alex'] },
  { name: 'Data Lake Loader', owners: ['alex'], policy: 'cap' },
  { name: 'Legacy Gateway', owners: ['alex'], policy: 'block', elsewhere: [['before the policy', 500, 230, 3]] },
  { name: 'Partner Exchange', owners: ['alex'], botIsNoOwner: true },
  { name: 'Loyalty App', owners: ['alex'], personalAccounts: true, elsewhere: [['mobile', 30, 335, 0]] },
  { name: 'Marketing Site', owners: ['nora'] },
  { name: 'Identity Sync', owners: ['nora'] },
];

/** Ids of the two seeded app management policies. */
export const seededPolicies = { cap: stableGuid('policy cap'), block: stableGuid('policy block') };

const dayMs = 86_400_000;

/** The app registrations of Contoso, new objects on every call. */
export function seedApplications(people: readonly SandboxPerson[], now: Date): SandboxApplication[] {
  return seeds.map((seed) => ({
    key: seed.name,
    objectId: stableGuid(`application ${seed.name}`),
    appId: stableGuid(`client ${seed.name}`),
    displayName: seed.name,
    signInAudience: seed.personalAccounts ? 'AzureADandPersonalMicrosoftAccount' : 'AzureADMyOrg',
    createdAt: new Date(now.getTime() - 600 * dayMs),
    ownerIds: people.filter((person) => seed.owners.includes(person.key)).map((person) => person.objectId),
    botIsOwner: !seed.botIsNoOwner,
    ...(seed.policy && { policyId: seededPolicies[seed.policy] }),
    credentials: (seed.elsewhere ?? []).map(([name, since, left, lastUse], index) => ({
      keyId: stableGuid(`credential ${seed.name} ${index}`),
      displayName: name,
      hint: stableGuid(`hint ${seed.name} ${index}`).slice(0, 3),
      startsAt: new Date(now.getTime() - since * dayMs),
      expiresAt: new Date(now.getTime() + left * dayMs),
      addedAt: new Date(now.getTime() - since * dayMs),
      ...(lastUse !== undefined && { lastUsedAt: new Date(now.getTime() - lastUse * dayMs) }),
    })),
  }));
}

/** The credentials that a read sees which lags this far behind. */
export function visibleCredentials(
  application: SandboxApplication,
  clock: WorldClock,
  lagMilliseconds = 0,
): readonly SandboxCredential[] {
  const seen = clock.now().getTime() - lagMilliseconds;
  return application.credentials.filter(
    ({ addedAt, removedAt }) => addedAt.getTime() <= seen && (removedAt === undefined || removedAt.getTime() > seen),
  );
}

/** Adds a credential as Entra does. `value` is plaintext and kept nowhere: 40 characters with `marker` inside. */
export function addCredential(
  application: SandboxApplication,
  details: { displayName: string | null; startsAt: Date; expiresAt: Date; addedAt: Date; marker: string },
): { credential: SandboxCredential; value: string } {
  const { marker, ...rest } = details;
  const value = newSecretValue(marker);
  const credential = { ...rest, keyId: randomUUID(), hint: value.slice(0, 3), digest: digestOf(value) };
  application.credentials.push(credential);
  return { credential, value };
}

/** The live credential with this value, if it may be used at `now`; for signing in as the application. */
export function credentialOf(application: SandboxApplication, value: string, now: Date): SandboxCredential | undefined {
  const digest = digestOf(value);
  return application.credentials.find(
    (credential) =>
      credential.digest === digest && !credential.removedAt && credential.startsAt <= now && now < credential.expiresAt,
  );
}

function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** The shape of Entra's values: three characters, `8Q~`, and random ones up to 40. */
function newSecretValue(marker: string): string {
  const random = randomBytes(40).toString('base64url').replaceAll('-', '~').replaceAll('_', '.');
  const start = randomBytes(4).toString('hex').slice(0, 3);
  return `${start}8Q~${marker}${random}`.slice(0, 40);
}
