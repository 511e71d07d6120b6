import type { Person } from '../../../src/domain/actor';
import type { Application, Credential, SecretPolicy } from '../../../src/domain/applications/application';
import { DomainError } from '../../../src/domain/errors';
import { nextGuid } from './directoryBuilders';

const NO_POLICY: SecretPolicy = { blocksSecrets: false };

/** An application as the directory holds it. */
export interface Registration {
  readonly application: Application;
  readonly ownerIds: Set<string>;
  credentials: readonly Credential[];
  policy: SecretPolicy;
}

/** How an application stands in the directory when a test adds it. */
export interface RegistrationOptions {
  readonly ownerIds?: readonly string[];
  readonly policy?: SecretPolicy;
  /** False leaves the bot out of the owners, so that it cannot serve the application. */
  readonly botOwns?: boolean;
  readonly credentials?: readonly Credential[];
}

/** What is in a MemoryDirectory, and how tests change it. */
export class DirectoryContents {
  /** The bot's own service principal. */
  readonly botPrincipalId = nextGuid();
  /** True: the bot holds Application.ReadWrite.All and serves applications it does not own. */
  mayWriteAll = false;
  protected readonly registrations = new Map<string, Registration>();
  protected readonly persons = new Map<string, Person>();
  protected readonly groups = new Map<string, Set<string>>();
  protected readonly values = new Map<string, string>();
  protected readonly lastUses = new Map<string, Date | 'never'>();
  #frozen: { readonly lists: ReadonlyMap<string, readonly Credential[]>; left: number } | undefined;

  addApplication(application: Application, options: RegistrationOptions = {}): Application {
    const ownerIds = new Set(options.ownerIds);
    if (options.botOwns ?? true) ownerIds.add(this.botPrincipalId);
    const { policy = NO_POLICY, credentials = [] } = options;
    this.registrations.set(application.objectId, { application, ownerIds, credentials, policy });
    return application;
  }

  /** Somebody adds a credential in the portal. */
  addByHand(applicationId: string, credential: Credential): void {
    const registration = this.registration(applicationId);
    registration.credentials = [...registration.credentials, credential];
  }

  removeApplication(objectId: string): void {
    this.registrations.delete(objectId);
  }

  setPolicy(applicationId: string, policy: SecretPolicy): void {
    this.registration(applicationId).policy = policy;
  }

  setOwners(applicationId: string, ownerIds: readonly string[], botOwns = true): void {
    const owners = this.registration(applicationId).ownerIds;
    owners.clear();
    for (const id of botOwns ? [...ownerIds, this.botPrincipalId] : ownerIds) owners.add(id);
  }

  addPerson(person: Person): Person {
    this.persons.set(person.objectId, person);
    return person;
  }

  removePerson(objectId: string): void {
    this.persons.delete(objectId);
  }

  /** Members are people or other groups. */
  addGroup(groupId: string, memberIds: readonly string[]): void {
    this.groups.set(groupId, new Set(memberIds));
  }

  setLastUse(keyId: string, use: Date | 'never'): void {
    this.lastUses.set(keyId, use);
  }

  /** The next `reads` calls of `credentials` show the lists as they are now, whatever is written meanwhile. */
  lagCredentials(reads = Number.POSITIVE_INFINITY): void {
    const lists = new Map([...this.registrations].map(([id, one]) => [id, one.credentials]));
    this.#frozen = { lists, left: reads };
  }

  /** The directory shows the truth again. */
  catchUp(): void {
    this.#frozen = undefined;
  }

  /** What is really there, without lag, failures or being counted as a call. */
  truth(applicationId: string): readonly Credential[] {
    return this.registration(applicationId).credentials;
  }

  /** The value Entra gave for this key id, live or not. */
  plaintextOf(keyId: string): string | undefined {
    return this.values.get(keyId);
  }

  /** What a read shows: the truth, or the lists as they were while the directory lags. */
  protected shownCredentials(applicationId: string): readonly Credential[] {
    const { credentials } = this.registration(applicationId);
    if (!this.#frozen) return credentials;
    const shown = this.#frozen.lists.get(applicationId) ?? [];
    this.#frozen.left -= 1;
    if (this.#frozen.left <= 0) this.#frozen = undefined;
    return shown;
  }

  /** Whether a write finds this credential; it reads what reads show, but is not counted as one. */
  protected knows(applicationId: string, keyId: string): boolean {
    const shown = this.#frozen?.lists.get(applicationId) ?? this.registration(applicationId).credentials;
    return shown.some((one) => one.keyId === keyId);
  }

  protected registration(applicationId: string): Registration {
    const registration = this.registrations.get(applicationId);
    if (!registration) throw new DomainError('not_found', { what: 'application' });
    return registration;
  }
}
