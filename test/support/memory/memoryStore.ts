import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditEvent } from '../../../src/domain/audit/auditEvent';
import type { Records, Store } from '../../../src/domain/records';
import { MemoryAudit } from './memoryAudit';
import { MemoryBackupMarks } from './memoryBackupMarks';
import { MemoryFreezes, MemoryGrants } from './memoryGrants';
import { MemoryIntents } from './memoryIntents';
import { MemoryOutbox } from './memoryOutbox';
import { MemoryRequests } from './memoryRequests';
import { MemorySecrets } from './memorySecrets';
import { MemoryTables, type Run } from './memoryTables';
import { MemoryTickets } from './memoryTickets';

/** Which store's transaction this is inside of. One for all: every AsyncLocalStorage ever used slows every promise. */
const inside = new AsyncLocalStorage<MemoryStore>();

/** A Store in memory. Transactions run one after another, single reads and writes among them; a throw rolls back. */
export class MemoryStore implements Store {
  readonly records: Records;
  private readonly tables = new MemoryTables();
  private last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.records = recordsOver((work) => this.serialised(async () => work(this.tables)));
  }

  transaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    const direct: Run = async (step) => step(this.tables);
    return this.serialised(() => work(recordsOver(direct)));
  }

  /** A store of its own with all that is committed now, as a backup has it. */
  copy(): MemoryStore {
    const copy = new MemoryStore();
    copy.tables.restore(this.tables);
    return copy;
  }

  /** Every audit row, oldest first. */
  auditRows(): readonly AuditEvent[] {
    return this.tables.audit;
  }

  private async serialised<T>(work: () => Promise<T>): Promise<T> {
    if (inside.getStore() === this) throw new Error('inside a transaction, use the records it was given');
    const turn = this.last.then(() => inside.run(this, () => this.committed(work)));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async committed<T>(work: () => Promise<T>): Promise<T> {
    const before = this.tables.snapshot();
    try {
      return await work();
    } catch (error) {
      this.tables.restore(before);
      throw error;
    }
  }
}

function recordsOver(run: Run): Records {
  return {
    secrets: new MemorySecrets(run),
    intents: new MemoryIntents(run),
    tickets: new MemoryTickets(run),
    requests: new MemoryRequests(run),
    grants: new MemoryGrants(run),
    freezes: new MemoryFreezes(run),
    outbox: new MemoryOutbox(run),
    backupMarks: new MemoryBackupMarks(run),
    audit: new MemoryAudit(run),
  };
}
