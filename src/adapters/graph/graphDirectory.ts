import type { Person } from '../../domain/actor';
import type { Application, Credential, SecretPolicy } from '../../domain/applications/application';
import { DomainError } from '../../domain/errors';
import type { Directory, NewCredential, RemovedCredential } from '../../domain/ports';
import { GraphApi, type GraphOptions } from './graphApi';
import { GraphApplications } from './graphApplications';
import { GraphRefusal, readError } from './graphErrors';
import { GraphPasswords } from './graphPasswords';
import { GraphPeople } from './graphPeople';
import { GraphPolicies } from './graphPolicies';
import { isGuid } from './graphText';
import { ownPrincipal } from './ownPrincipal';

/**
 * The Entra directory through Microsoft Graph, as the bot itself.
 *
 * Nothing is remembered between calls but the bot's token. Failures are logged by status, code and request id; bodies
 * are neither logged nor passed on.
 */
export class GraphDirectory implements Directory {
  readonly #api: GraphApi;
  readonly #url: string;
  readonly #applications: GraphApplications;
  readonly #policies: GraphPolicies;
  readonly #passwords: GraphPasswords;
  readonly #people: GraphPeople;

  constructor(options: GraphOptions) {
    this.#api = new GraphApi(options);
    this.#url = options.url;
    this.#applications = new GraphApplications(this.#api);
    this.#policies = new GraphPolicies(this.#api);
    this.#passwords = new GraphPasswords(this.#api);
    this.#people = new GraphPeople(this.#api);
  }

  application(objectId: string): Promise<Application | undefined> {
    return reading(() => this.#applications.byObjectId(objectId));
  }

  applicationByAppId(appId: string): Promise<Application | undefined> {
    return reading(() => this.#applications.byAppId(appId));
  }

  applicationsOwnedBy(personId: string, query: string, limit: number): Promise<readonly Application[]> {
    return reading(() => this.#applications.ownedBy(personId, query, limit));
  }

  allApplications(query: string, limit: number): Promise<readonly Application[]> {
    return reading(() => this.#applications.inTenant(query, limit));
  }

  ownerIds(applicationId: string): Promise<readonly string[]> {
    return readingOf(applicationId, () => this.#applications.ownerIds(applicationId));
  }

  credentials(applicationId: string): Promise<readonly Credential[]> {
    return reading(async () => {
      const credentials = await this.#applications.credentials(applicationId);
      if (!credentials) throw new DomainError('not_found', { what: 'application' });
      return credentials;
    });
  }

  policy(application: Application): Promise<SecretPolicy> {
    return readingOf(application.objectId, () => this.#policies.of(application));
  }

  canServe(applicationId: string): Promise<boolean> {
    return readingOf(applicationId, async () => {
      const owners = this.#applications.ownerIds(applicationId);
      const [ownerIds, self] = await Promise.all([owners, this.#principal()]);
      if (self.roles.includes('Application.ReadWrite.All')) return true;
      return self.roles.includes('Application.ReadWrite.OwnedBy') && ownerIds.includes(self.objectId);
    });
  }

  async self(): Promise<{ readonly principalId: string; readonly graphUrl: string }> {
    return { principalId: (await this.#principal()).objectId, graphUrl: this.#url };
  }

  addPassword(applicationId: string, credential: { displayName: string; expiresAt: Date }): Promise<NewCredential> {
    return this.#passwords.add(applicationId, credential);
  }

  removePassword(applicationId: string, keyId: string): Promise<RemovedCredential> {
    return this.#passwords.remove(applicationId, keyId);
  }

  lastUse(keyId: string): Promise<Date | 'never' | 'unknown'> {
    return this.#passwords.lastUse(keyId);
  }

  person(objectId: string): Promise<Person | undefined> {
    return reading(() => this.#people.byId(objectId));
  }

  people(query: string, limit: number): Promise<readonly Person[]> {
    return reading(() => this.#people.search(query, limit));
  }

  isMemberOf(personId: string, groupId: string): Promise<boolean> {
    return reading(() => this.#people.isMemberOf(personId, groupId));
  }

  groupMembers(groupId: string, limit: number): Promise<readonly string[]> {
    return reading(() => this.#people.inGroup(groupId, limit));
  }

  async #principal(): Promise<{ readonly objectId: string; readonly roles: readonly string[] }> {
    try {
      return ownPrincipal(await this.#api.token());
    } catch {
      // Credential errors can quote the configuration; what the caller may know is that Graph can't be asked now.
      throw new DomainError('unavailable', { service: 'graph' });
    }
  }
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GraphRefusal ? readError(error) : error;
  }
}

/** A read below one application: its 404 says that there is no such application. */
async function readingOf<T>(applicationId: string, work: () => Promise<T>): Promise<T> {
  const missing = new DomainError('not_found', { what: 'application' });
  if (!isGuid(applicationId)) throw missing;
  return reading(async () => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof GraphRefusal && error.failure.status === 404 ? missing : error;
    }
  });
}
