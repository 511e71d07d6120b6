import type { Person } from '../../../src/domain/actor';
import type { Application, Credential, SecretPolicy } from '../../../src/domain/applications/application';
import { DomainError } from '../../../src/domain/errors';
import type { Clock, Directory, NewCredential, RemovedCredential } from '../../../src/domain/ports';
import { Sensitive } from '../../../src/domain/sensitive';
import { nextGuid } from './directoryBuilders';
import { DirectoryContents, type Registration } from './directoryContents';
import { Interruptions } from './interruptions';

const DAY = 24 * 60 * 60 * 1000;

/**
 * An Entra directory in memory that behaves like Graph where the domain can notice: policy and limits refuse, reads of
 * credentials may lag, removing twice is harmless.
 *
 * Values contain `CANARY`. `interruptions` has the failure switches; `lagCredentials` freezes what reads show.
 */
export class MemoryDirectory extends DirectoryContents implements Directory {
  readonly interruptions = new Interruptions<keyof Directory>('graph');
  readonly #clock: Clock;
  #requests = 0;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  application(objectId: string): Promise<Application | undefined> {
    return this.interruptions.around('application', () => this.registrations.get(objectId)?.application);
  }

  applicationByAppId(appId: string): Promise<Application | undefined> {
    return this.interruptions.around('applicationByAppId', () => {
      return this.#all().find((one) => one.application.appId === appId)?.application;
    });
  }

  applicationsOwnedBy(personId: string, query: string, limit: number): Promise<readonly Application[]> {
    return this.interruptions.around('applicationsOwnedBy', () => {
      return matching(
        this.#all().filter((one) => one.ownerIds.has(personId)),
        query,
        limit,
      );
    });
  }

  allApplications(query: string, limit: number): Promise<readonly Application[]> {
    // As in Entra, a client id finds in the whole tenant only when it is complete.
    return this.interruptions.around('allApplications', () => {
      return matching(this.#all(), query, limit, (appId) => appId === query.toLowerCase());
    });
  }

  ownerIds(applicationId: string): Promise<readonly string[]> {
    return this.interruptions.around('ownerIds', () => [...this.registration(applicationId).ownerIds]);
  }

  credentials(applicationId: string): Promise<readonly Credential[]> {
    return this.interruptions.around('credentials', () => this.shownCredentials(applicationId));
  }

  policy(application: Application): Promise<SecretPolicy> {
    return this.interruptions.around('policy', () => this.registration(application.objectId).policy);
  }

  self(): Promise<{ readonly principalId: string; readonly graphUrl: string }> {
    const graphUrl = 'https://graph.microsoft.com';
    return this.interruptions.around('self', () => ({ principalId: this.botPrincipalId, graphUrl }));
  }

  canServe(applicationId: string): Promise<boolean> {
    return this.interruptions.around('canServe', () => this.#mayWrite(this.registration(applicationId)));
  }

  addPassword(applicationId: string, wanted: { displayName: string; expiresAt: Date }): Promise<NewCredential> {
    return this.interruptions.around('addPassword', () => {
      const registration = this.registration(applicationId);
      this.#refuse(registration, wanted.expiresAt);
      const keyId = nextGuid();
      const value = `CANARY~${keyId.replaceAll('-', '')}`;
      this.values.set(keyId, value);
      const credential: Credential = {
        keyId,
        displayName: wanted.displayName,
        hint: value.slice(0, 3),
        startsAt: this.#clock.now(),
        expiresAt: wanted.expiresAt,
      };
      registration.credentials = [...registration.credentials, credential];
      return { ...credential, value: new Sensitive(value), requestId: this.#requestId() };
    });
  }

  removePassword(applicationId: string, keyId: string): Promise<RemovedCredential> {
    return this.interruptions.around('removePassword', () => {
      const registration = this.registration(applicationId);
      if (!this.#mayWrite(registration)) throw new DomainError('not_allowed', { action: 'delete' });
      // What a lagging directory does not know yet it cannot remove.
      const isKnown = this.knows(applicationId, keyId);
      if (isKnown) registration.credentials = registration.credentials.filter((one) => one.keyId !== keyId);
      return { requestId: this.#requestId(), ...(isKnown ? {} : { unknown: true }) };
    });
  }

  lastUse(keyId: string): Promise<Date | 'never' | 'unknown'> {
    return this.interruptions.around('lastUse', () => this.lastUses.get(keyId) ?? 'unknown');
  }

  person(objectId: string): Promise<Person | undefined> {
    return this.interruptions.around('person', () => this.persons.get(objectId));
  }

  people(query: string, limit: number): Promise<readonly Person[]> {
    return this.interruptions.around('people', () => {
      return [...this.persons.values()]
        .filter((one) => one.enabled && (starts(one.displayName, query) || starts(one.userPrincipalName, query)))
        .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
        .slice(0, limit);
    });
  }

  isMemberOf(personId: string, groupId: string): Promise<boolean> {
    return this.interruptions.around('isMemberOf', () => this.#contains(groupId, personId));
  }

  groupMembers(groupId: string, limit: number): Promise<readonly string[]> {
    return this.interruptions.around('groupMembers', () => {
      return [...this.persons.keys()].filter((id) => this.#contains(groupId, id)).slice(0, limit);
    });
  }

  #contains(groupId: string, id: string): boolean {
    const members = [...(this.groups.get(groupId) ?? [])];
    return members.includes(id) || members.some((member) => this.#contains(member, id));
  }

  #refuse({ application, policy, credentials, ...registration }: Registration, expiresAt: Date): void {
    const refused = (reason: 'bot_cannot_serve' | 'policy_blocks_secrets' | 'too_many_secrets') =>
      new DomainError('refused', { reason, application: application.objectId });
    if (!this.#mayWrite(registration)) throw refused('bot_cannot_serve');
    if (policy.blocksSecrets) throw refused('policy_blocks_secrets');
    if (application.allowsPersonalAccounts && credentials.length >= 2) throw refused('too_many_secrets');
    const lifetime = expiresAt.getTime() - this.#clock.now().getTime();
    if (policy.maxLifetimeDays !== undefined && lifetime > policy.maxLifetimeDays * DAY) {
      throw new DomainError('invalid_input', { faults: [{ field: 'expiration', rule: 'beyond_policy' }] });
    }
  }

  #mayWrite({ ownerIds }: Pick<Registration, 'ownerIds'>): boolean {
    return this.mayWriteAll || ownerIds.has(this.botPrincipalId);
  }

  #all(): readonly Registration[] {
    return [...this.registrations.values()];
  }

  #requestId(): string {
    this.#requests += 1;
    return `request-${this.#requests}`;
  }
}

function matching(
  registrations: readonly Registration[],
  query: string,
  limit: number,
  fits = (appId: string) => starts(appId, query),
): readonly Application[] {
  return registrations
    .map((one) => one.application)
    .filter((one) => starts(one.displayName, query) || fits(one.appId))
    .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
    .slice(0, limit);
}

function starts(text: string, query: string): boolean {
  return text.toLowerCase().startsWith(query.toLowerCase());
}
