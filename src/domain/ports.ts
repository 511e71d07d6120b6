/**
 * The outside world as the domain needs it. One port per role; adapters implement them, `test/support/memory` fakes
 * them, and both pass the same contract suites in `test/contracts`.
 *
 * Every method may throw DomainError `unavailable`; what else it throws is said at the method.
 */
import type { Person } from './actor';
import type { Application, Credential, SecretPolicy } from './applications/application';
import type { CounterName } from './limits/limitTable';
import type { Notice, Subject } from './notices/notice';
import type { Recipient } from './notices/recipient';
import type { Reference } from './reference';
import type { SealedValue } from './reveal/ticket';
import type { VaultEntry } from './secrets/secret';
import type { Sensitive } from './sensitive';
import type { Location } from './vaulting/location';

/** The time. Injected, so that tests set it. */
export interface Clock {
  now(): Date;
}

/** Lets time pass. Injected, so that tests don't wait. */
export interface Pauses {
  /** Resolves when the clock has moved on by this many milliseconds. */
  wait(ms: number): Promise<void>;
  /** Resolves once whatever else waits in this process had its turn: long work in pieces asks for it between two of them. */
  giveWay(): Promise<void>;
}

/** Randomness. `ticketKey` is 32 bytes, base64url; it lives only in a private card's button data. */
export interface Ids {
  id(): string;
  reference(): Reference;
  ticketKey(): Sensitive;
}

/** What a new credential is. `value` is plaintext: it goes to the vault or the seal at once and nowhere else. */
export interface NewCredential extends Credential {
  readonly value: Sensitive;
  /** Graph's request id, for the audit. */
  readonly requestId: string;
}

/** The answer to a removal. */
export interface RemovedCredential {
  readonly requestId: string;
  /** The key id was unknown: gone before, or not there yet. */
  readonly unknown?: true;
}

/** The Entra directory, read and written as the bot itself through Microsoft Graph. */
export interface Directory {
  /** Finds one application by object id. Lags behind writes by seconds. @returns `undefined` if there is none. */
  application(objectId: string): Promise<Application | undefined>;
  /** Finds one application by its Application (client) ID. */
  applicationByAppId(appId: string): Promise<Application | undefined>;
  /** Applications this person owns in Entra whose name or client id starts with `query` (all for ''), by name, at most `limit`. */
  applicationsOwnedBy(personId: string, query: string, limit: number): Promise<readonly Application[]>;
  /** As above over every application of the tenant, where only a complete client id finds; for administrators. */
  allApplications(query: string, limit: number): Promise<readonly Application[]>;
  /** Object ids of the people and service principals that own the application. */
  ownerIds(applicationId: string): Promise<readonly string[]>;
  /** Every password credential of the application. Lags: what was just added or removed may not show yet. @throws not_found */
  credentials(applicationId: string): Promise<readonly Credential[]>;
  /** The management policy in force for this application: its own, else the tenant's. */
  policy(application: Application): Promise<SecretPolicy>;
  /** Whether the bot may add secrets here: it owns the application, or may write all. */
  canServe(applicationId: string): Promise<boolean>;
  /** Who the bot itself is in the directory, and where that is: whom to make an owner, so that it may serve. */
  self(): Promise<{ readonly principalId: string; readonly graphUrl: string }>;
  /**
   * Adds one password credential. Sent exactly once and never repeated by a library: it is not idempotent.
   * Plaintext comes back in `value`.
   *
   * @throws refused with Entra's policy and limit answers; not_found; unavailable when the answer is **unclear or
   * negative in a way that may pass**: the credential may or may not exist then, and must be looked for, except with
   * `nothingDone`, which promises that no credential was made.
   * @see https://learn.microsoft.com/graph/api/application-addpassword
   */
  addPassword(applicationId: string, credential: { displayName: string; expiresAt: Date }): Promise<NewCredential>;
  /**
   * Removes one credential by key id. May be repeated: an unknown key id counts as removed, and is said, since what was
   * added a moment ago may not be known everywhere yet. @throws not_found for the application, not_allowed
   */
  removePassword(applicationId: string, keyId: string): Promise<RemovedCredential>;
  /** When the credential was last used to sign in; `'unknown'` where the tenant does not report it. */
  lastUse(keyId: string): Promise<Date | 'never' | 'unknown'>;
  /** One person of the tenant. Never remembered for longer than the call. @returns `undefined` if there is none. */
  person(objectId: string): Promise<Person | undefined>;
  /** People whose name or sign-in name starts with `query`, enabled ones only, at most `limit`. */
  people(query: string, limit: number): Promise<readonly Person[]>;
  /** Whether the person is in the group, directly or through other groups. */
  isMemberOf(personId: string, groupId: string): Promise<boolean>;
  /** Object ids of the people in the group, directly or through other groups, at most `limit`. */
  groupMembers(groupId: string, limit: number): Promise<readonly string[]>;
}

/** The locations' Key Vaults. Plaintext passes through `put` and `get`. */
export interface Vault {
  /**
   * Stores the value as a new version. May be repeated: each repeat makes one more version of the same entry.
   * Plaintext leaves the process for the location's vault.
   *
   * @throws conflict where the name is being deleted; unavailable when the answer is unclear.
   */
  put(location: Location, name: string, value: Sensitive, about: VaultDetails): Promise<VaultPut>;
  /** Reads one version. Key Vault still opens expired ones, so the caller checks times. @returns `undefined` if there is none. */
  get(location: Location, entry: VaultEntry): Promise<VaultRead | undefined>;
  /** Soft-deletes every version of the entry; may be repeated, an unknown name counts as deleted. */
  remove(location: Location, name: string): Promise<{ readonly requestId: string }>;
}

/** What a put made. `requestId` is Key Vault's, for the audit; empty where the answer had none. */
export interface VaultPut {
  readonly entry: VaultEntry;
  readonly requestId: string;
}

/** What a vault holds. `value` is plaintext; `requestId` is Key Vault's, for the audit. */
export interface VaultRead {
  readonly value: Sensitive;
  readonly requestId: string;
}

/** What is stored beside a value in the vault: readable by anyone with list or get, so no personal data. */
export interface VaultDetails {
  readonly expiresAt: Date;
  readonly contentType: string;
  /** At most 15; application id, key id and reference. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Encrypts a value so that opening needs the database, the operator's seal key and the ticket's key together. Pure CPU, no I/O. */
export interface Sealer {
  seal(value: Sensitive, ticketKey: Sensitive, ticketId: string): SealedValue;
  /**
   * Plaintext comes back.
   *
   * @returns `unknown_seal_key` when this process does not have the seal key that sealed, so that nothing opens it here;
   * `undefined` when the ticket's key, the ticket or the bytes do not fit
   */
  open(sealed: SealedValue, ticketKey: Sensitive, ticketId: string): Sensitive | 'unknown_seal_key' | undefined;
}

/** The chat, for what is not an answer to a turn. Delivery is privacy first: see Recipient. */
export interface Chat {
  /**
   * Sends the notice as a private message, or updates the message that already has this subject for this person.
   * Remembers where it went. `ticketKey` is put into the button of an unvaulted carrier and kept nowhere: plaintext of
   * the key leaves the process for the person's private card.
   *
   * @throws unreachable when no private way exists (403 everywhere); unavailable when it may work later, with
   * `retryAfterSeconds` as Teams gave it. After `unavailable` the message may or may not have arrived.
   */
  tell(to: Recipient, subject: Subject, notice: Notice, ticketKey?: Sensitive): Promise<void>;
  /** Nothing is told under this subject any more: which message it was need not be remembered. Harmless when unknown. */
  forget(to: Recipient, subject: Subject): Promise<void>;
}

/** How often something was counted in the window that is open now, and in how many whole seconds, at least one, it ends. */
export interface Counted {
  readonly count: number;
  readonly endsInSeconds: number;
}

/**
 * Counts by name and key, each in a window of its own that begins with the first count. Kept in the process: a restart
 * begins anew, each replica counts for itself, and of very many keys the longest unused is forgotten.
 */
export interface Limiter {
  /** Counts one more, this one included; begins a window where none is open. Atomic: no two callers get the same count. */
  count(name: CounterName, key: string, windowSeconds: number): Promise<Counted>;
  /** The open window, uncounted. @returns `undefined` when none is open */
  peek(name: CounterName, key: string): Promise<Counted | undefined>;
  /** Opens the window anew with a count of one, to end so many seconds from now. */
  restart(name: CounterName, key: string, windowSeconds: number): Promise<void>;
}
