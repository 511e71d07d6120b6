import type { AuditEvent } from '../../../src/domain/audit/auditEvent';
import type { BackupMark, OutboxItem } from '../../../src/domain/records';
import type { SealedValue, Ticket } from '../../../src/domain/reveal/ticket';
import type { CreateIntent, DeleteIntent } from '../../../src/domain/secrets/intent';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { AccessRequest } from '../../../src/domain/sharing/accessRequest';
import type { Freeze, Grant } from '../../../src/domain/sharing/grant';

export interface LeaseRow {
  readonly fence: number;
  readonly until?: Date;
}

export interface OutboxRow {
  readonly item: OutboxItem;
  /** The delivery under way, of `item` or of the older one that `item` replaced. */
  readonly claim?: { readonly id: string; readonly until: Date };
  readonly gaveUp: boolean;
}

/** What is stored. Every row is replaced, never changed, so that a copy of the maps is a snapshot. */
export class MemoryTables {
  secrets = new Map<string, Secret>();
  creates = new Map<string, CreateIntent>();
  deletes = new Map<string, DeleteIntent>();
  leases = new Map<string, LeaseRow>();
  tickets = new Map<string, Ticket>();
  sealed = new Map<string, SealedValue>();
  requests = new Map<string, AccessRequest>();
  grants = new Map<string, Grant>();
  /** By tenant. */
  freezes = new Map<string, Freeze>();
  outbox = new Map<string, OutboxRow>();
  backupMarks: readonly BackupMark[] = [];
  audit: readonly AuditEvent[] = [];

  snapshot(): MemoryTables {
    const copy = new MemoryTables();
    copy.restore(this);
    return copy;
  }

  restore(from: MemoryTables): void {
    this.secrets = new Map(from.secrets);
    this.creates = new Map(from.creates);
    this.deletes = new Map(from.deletes);
    this.leases = new Map(from.leases);
    this.tickets = new Map(from.tickets);
    this.sealed = new Map(from.sealed);
    this.requests = new Map(from.requests);
    this.grants = new Map(from.grants);
    this.freezes = new Map(from.freezes);
    this.outbox = new Map(from.outbox);
    this.backupMarks = from.backupMarks;
    this.audit = from.audit;
  }
}

/** Runs one read or write on the tables, in the transaction it belongs to. */
export type Run = <T>(work: (tables: MemoryTables) => T) => Promise<T>;
