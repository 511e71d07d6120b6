/**
 * What is stored, as the domain needs it: the port of the database. `adapters/storage` implements it,
 * `test/support/memory` fakes it, and both pass the contract suite in `test/contracts/store`.
 *
 * Every method may throw DomainError `unavailable`; what else it throws is said at the method.
 */
import type { AuditEvent } from './audit/auditEvent';
import type { Notice, Subject } from './notices/notice';
import type { Recipient } from './notices/recipient';
import type { Reference } from './reference';
import type { SealedValue, Ticket } from './reveal/ticket';
import type { CreateIntent, DeleteIntent, EndedIntent, Lease } from './secrets/intent';
import type { Secret, SecretSettings, SecretState } from './secrets/secret';
import type { AccessRequest } from './sharing/accessRequest';
import type { Freeze, Grant, GrantState } from './sharing/grant';

/** Everything stored, as seen outside or inside one transaction. */
export interface Records {
  readonly secrets: Secrets;
  readonly intents: Intents;
  readonly tickets: Tickets;
  readonly requests: AccessRequests;
  readonly grants: Grants;
  readonly freezes: Freezes;
  readonly outbox: Outbox;
  readonly backupMarks: BackupMarks;
  readonly audit: AuditTrail;
}

/** The database. */
export interface Store {
  /** Single reads and writes, each its own transaction. */
  readonly records: Records;
  /** Runs `work` in one transaction: all of it is committed, or, when it throws, none. Not nestable. No outside calls inside. */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** A page of rows; `next` is the cursor of the following page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Which secrets a list shows. Only live ones (`active` or `deleting`). */
export interface SecretFilter {
  readonly tenantId: string;
  /** Owner or creator. */
  readonly personId?: string;
  readonly applicationId?: string;
  readonly sharing?: boolean;
  readonly locationIds?: readonly string[];
  readonly expiresBefore?: Date;
  /** Only those of which the vault has the value. */
  readonly vaulted?: true;
}

/** Secrets, keyed by tenant and reference. */
export interface Secrets {
  /** @throws conflict `name_taken` when a live secret of the application has the name, except the one it `replaces`. */
  add(secret: Secret, replaces?: Reference): Promise<void>;
  find(tenantId: string, reference: Reference): Promise<Secret | undefined>;
  /** Live secrets with this name, ignoring case, at most 10. */
  findByName(tenantId: string, name: string): Promise<readonly Secret[]>;
  /** Whether a live secret or an open intent of the application has this name, ignoring case. */
  isNameTaken(tenantId: string, applicationId: string, name: string): Promise<boolean>;
  /** Ordered by expiry, then reference; `after` is the cursor of the page before. */
  list(filter: SecretFilter, limit: number, after?: string): Promise<Page<Secret>>;
  /** Object ids of the applications that have live secrets, each once, in an order of its own; `after` is the cursor of the page before. */
  applications(tenantId: string, limit: number, after?: string): Promise<Page<string>>;
  /** Changes settings of a secret that is active and whose settings are still `from`; atomic. @returns false when somebody else changed them first. */
  changeSettings(tenantId: string, reference: Reference, from: SecretSettings, to: SecretSettings): Promise<boolean>;
  /**
   * Notes of an active secret that the vault has its value no more; sharing and pre-approval, which need one, end with
   * it. Atomic. @returns false when it is not active or has no copy
   */
  dropCopy(tenantId: string, reference: Reference): Promise<boolean>;
  /** Moves the state if it still is `from`; atomic. @returns false when somebody else moved it first. */
  moveState(tenantId: string, reference: Reference, from: SecretState, to: SecretState, at: Date): Promise<boolean>;
}

/** Creates and deletes under way. */
export interface Intents {
  /** @throws conflict `changed_meanwhile` when there is an intent with this id. */
  addCreate(intent: CreateIntent): Promise<void>;
  /** @throws conflict `changed_meanwhile` when there is an intent with this id. */
  addDelete(intent: DeleteIntent): Promise<void>;
  findCreate(id: string): Promise<CreateIntent | undefined>;
  findDelete(id: string): Promise<DeleteIntent | undefined>;
  /** Every open create on this application. */
  openCreates(tenantId: string, applicationId: string): Promise<readonly CreateIntent[]>;
  /** Open delete of this credential, if one is under way. */
  openDelete(tenantId: string, keyId: string): Promise<DeleteIntent | undefined>;
  /** Takes the right to work on an intent until `until`, if nobody holds it at `now`; atomic. @returns `undefined` when held. */
  lease(intentId: string, now: Date, until: Date): Promise<Lease | undefined>;
  /** Saves the intent only under the latest, unexpired fence. @throws conflict `changed_meanwhile` when fenced off. */
  saveCreate(intent: CreateIntent, lease: Lease, now: Date): Promise<void>;
  saveDelete(intent: DeleteIntent, lease: Lease, now: Date): Promise<void>;
  /** Gives the lease back; harmless when it is lost already. */
  release(lease: Lease): Promise<void>;
  /** Ids of open intents whose `nextLookAt` has come and whose lease is free. */
  due(now: Date, limit: number): Promise<{ readonly creates: readonly string[]; readonly deletes: readonly string[] }>;
  /** Creates and deletes that have ended and were last looked after before `before`, the oldest first; `after` is the cursor of the page before. */
  ended(before: Date, limit: number, after?: string): Promise<Page<EndedIntent>>;
  /** Removes those of these that have ended; what is open stays, and unknown ids are harmless. Atomic. */
  forget(ids: readonly string[]): Promise<void>;
}

/** Requests for access or for settings. */
export interface AccessRequests {
  /** @throws conflict `already_asked` when this person has an open request of the same kind about the secret; atomic. */
  add(request: AccessRequest): Promise<void>;
  find(id: string): Promise<AccessRequest | undefined>;
  /** The open request of this person about this secret, if there is one. */
  openOf(
    tenantId: string,
    reference: Reference,
    personId: string,
    kind: 'access' | 'settings',
  ): Promise<AccessRequest | undefined>;
  /**
   * Saves the request if it is still `open` and its version is the one read; the stored version grows by one. Exactly
   * one of any number of concurrent savers wins.
   *
   * @returns false for all others.
   */
  save(request: AccessRequest): Promise<boolean>;
  /** Open requests that this person may decide now, oldest first. */
  waitingFor(tenantId: string, approverId: string, limit: number): Promise<readonly AccessRequest[]>;
  /** Requests this person made, newest first, ended ones too. */
  madeBy(tenantId: string, personId: string, limit: number): Promise<readonly AccessRequest[]>;
  /** Requests of this person about this secret that were denied, newest first. */
  deniedOf(tenantId: string, reference: Reference, personId: string, limit: number): Promise<readonly AccessRequest[]>;
  /** Open requests about a secret. */
  openAbout(tenantId: string, reference: Reference): Promise<readonly AccessRequest[]>;
  /** Open requests whose `nextLookAt` has come. */
  due(now: Date, limit: number): Promise<readonly AccessRequest[]>;
}

/** Grants. */
export interface Grants {
  add(grant: Grant): Promise<void>;
  find(id: string): Promise<Grant | undefined>;
  /** Ends a live grant; atomic. @returns the grant as ended, or `undefined` when it was not live any more. */
  end(id: string, as: Exclude<GrantState, 'live'>, at: Date, by?: Grant['revokedBy']): Promise<Grant | undefined>;
  /** Every grant of a secret, newest first. */
  ofSecret(tenantId: string, reference: Reference): Promise<readonly Grant[]>;
  /** Live grants of one person, newest first. */
  liveOf(tenantId: string, personId: string, limit: number): Promise<readonly Grant[]>;
  /** Live grants whose end has come. */
  due(now: Date, limit: number): Promise<readonly Grant[]>;
}

/** The administrators' stop. At most one is on per tenant. */
export interface Freezes {
  current(tenantId: string): Promise<Freeze | undefined>;
  /** Switches it on; repeating keeps the first. @returns false when it was on. */
  set(tenantId: string, freeze: Freeze): Promise<boolean>;
  /** Switches it off. @returns false when it was off. */
  clear(tenantId: string): Promise<boolean>;
}

/** That this database was restored, from a backup of which moment. */
export interface BackupMark {
  readonly madeAt: Date;
  /** When it was made safe to go on with; until then nothing else may run on it. */
  readonly settledAt?: Date;
}

/** What tells a restored database from one that was always in use. */
export interface BackupMarks {
  /** The latest mark, if there is one. */
  current(): Promise<BackupMark | undefined>;
  add(madeAt: Date): Promise<void>;
  settle(at: Date): Promise<void>;
  remove(): Promise<void>;
}

/** What a claim must still be true of, besides the ticket being ready, unclaimed and in time. */
export interface ClaimCondition {
  readonly ticketId: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly now: Date;
}

/** Tickets and the sealed values beside them. */
export interface Tickets {
  /** @throws conflict `changed_meanwhile` when there is a ticket with this id. */
  add(ticket: Ticket): Promise<void>;
  find(id: string): Promise<Ticket | undefined>;
  /** Puts the sealed value beside the ticket and makes it ready; `sealed` is `undefined` for a vaulted value. @returns false unless it was `preparing`. */
  makeReady(id: string, expiresAt: Date, sealed: SealedValue | undefined): Promise<boolean>;
  /** The sealed bytes, while the ticket is `ready`. */
  sealedValue(id: string): Promise<SealedValue | undefined>;
  /**
   * Claims the ticket: one guarded UPDATE whose condition repeats person, tenant, state, time, that the secret is still
   * active with an unchanged owner where the cause needs it, that a grant is live and sharing on where the cause is a
   * grant, and that nothing is frozen. Deletes the sealed bytes in the same statement or
   * transaction. Exactly one of any number of concurrent callers gets the ticket.
   *
   * @returns the ticket as shown, or `undefined` when it cannot be claimed (any more).
   */
  claim(condition: ClaimCondition): Promise<Ticket | undefined>;
  /** Notes that the person says the value is stored. @returns false unless the ticket is `shown` and unconfirmed. */
  confirm(id: string, personId: string, at: Date): Promise<boolean>;
  /** Ends a ticket that was not claimed and deletes its sealed bytes; atomic. @returns false when it was claimed or ended first. */
  end(id: string, as: 'expired' | 'cancelled', at: Date): Promise<boolean>;
  /** Unclaimed tickets whose time has come, `ready` ones first: those of creates that hang must not keep them waiting. */
  due(now: Date, limit: number): Promise<readonly Ticket[]>;
  /** Every ticket of a secret, oldest first. */
  ofSecret(tenantId: string, reference: Reference): Promise<readonly Ticket[]>;
  /** Every ticket of any of these secrets, oldest first. */
  ofSecrets(tenantId: string, references: readonly Reference[]): Promise<readonly Ticket[]>;
}

/** One thing that must be told and has not been yet. */
export interface OutboxItem {
  readonly id: string;
  readonly to: Recipient;
  readonly subject: Subject;
  readonly notice: Notice;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
}

/** An item in the hands of one caller. `claimId` is new for every claim. */
export interface ClaimedItem extends OutboxItem {
  readonly claimId: string;
}

/** What must be told, until the chat took it. */
export interface Outbox {
  /** A newer notice with the same recipient and subject replaces an undelivered older one. */
  add(item: Omit<OutboxItem, 'attempts'>): Promise<void>;
  /** Claims the item that has been due the longest, until `until`, by one caller only; atomic. @returns `undefined` when none is due */
  claimNext(now: Date, until: Date): Promise<ClaimedItem | undefined>;
  /** It was taken by the chat, or gave up for the stated reason. Does nothing when another caller has claimed it since; an item replaced meanwhile stays. */
  settle(claimed: Pick<ClaimedItem, 'id' | 'claimId'>, outcome: 'delivered' | 'unreachable'): Promise<void>;
  /** It failed for now. Does nothing when another caller has claimed it since. */
  retry(claimed: Pick<ClaimedItem, 'id' | 'claimId'>, nextAttemptAt: Date): Promise<void>;
  /** Takes back the item with this id, if it is still there and nobody is delivering it; an item that replaced it stays. */
  withdraw(id: string): Promise<void>;
  /** There is a private way to this person now: what was given up is due at `now`, as if never tried; atomic. @returns how many */
  reopen(tenantId: string, personId: string, now: Date): Promise<number>;
  /** How many wait. */
  depth(): Promise<number>;
  /** How many were given up and wait for `reopen`. */
  givenUp(): Promise<number>;
}

/** Which page of a secret's audit. */
export interface AuditPage {
  /** The cursor of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The audit: rows are only ever added. */
export interface AuditTrail {
  append(event: AuditEvent): Promise<void>;
  /** Newest first. */
  ofSecret(tenantId: string, reference: Reference, limit: number): Promise<readonly AuditEvent[]>;
  /**
   * One page, in the order they were written, the last first: what is written meanwhile moves no later page. A cursor
   * that cannot be read means the first page.
   */
  pageOfSecret(tenantId: string, reference: Reference, page: AuditPage): Promise<Page<AuditEvent>>;
}
