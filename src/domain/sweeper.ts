import { Daily } from './daily';
import type { OutboxWorker } from './notices/outboxWorker';
import type { Clock } from './ports';
import type { Store } from './records';
import type { RestoreNotices } from './restore/restoreNotices';
import type { TicketExpiry } from './reveal/ticketExpiry';
import type { CreateService } from './secrets/createService';
import type { DeleteService } from './secrets/deleteService';
import type { EndedWork } from './secrets/endedWork';
import type { ExpiredCopies } from './secrets/expiredCopies';
import type { Reconciliation } from './secrets/reconciliation';
import type { GrantsDue } from './sharing/grantsDue';
import type { Knowers } from './sharing/knowers';
import type { RequestsDue } from './sharing/requestsDue';
import type { Stopping } from './stopping';

const AT_ONCE = 50;

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly creates: Pick<CreateService, 'fulfil'>;
  readonly deletes: Pick<DeleteService, 'fulfil'>;
  readonly expiry: Pick<TicketExpiry, 'run'>;
  readonly requestsDue: Pick<RequestsDue, 'run'>;
  readonly grantsDue: Pick<GrantsDue, 'run'>;
  readonly knowers: Pick<Knowers, 'run'>;
  readonly expiredCopies: Pick<ExpiredCopies, 'run'>;
  readonly endedWork: Pick<EndedWork, 'run'>;
  readonly restored: Pick<RestoreNotices, 'run'>;
  readonly reconciliation: Pick<Reconciliation, 'run'>;
  readonly outbox: Pick<OutboxWorker, 'deliverDue'>;
  readonly clock: Clock;
  readonly stopping: Stopping;
}

/** Looks after what no click looks after: interrupted work, what ends by itself, undelivered notices, the portal, people who left, copies
 * of what has expired, what ended long ago. */
export class Sweeper {
  #running: Promise<void> | undefined;
  readonly #daily: readonly Daily[];

  constructor(private readonly deps: Dependencies) {
    const { clock, reconciliation, knowers, expiredCopies, endedWork } = deps;
    this.#daily = [reconciliation, knowers, expiredCopies, endedWork].map((work) => new Daily(clock, () => work.run()));
  }

  /**
   * One pass. A pass that is still running is joined, not doubled. It ends between two items when the process is to end.
   *
   * @throws AggregateError with what failed unexpectedly, after everything else was tried
   */
  sweep(): Promise<void> {
    this.#running ??= this.#pass().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #pass(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = async (part: () => Promise<unknown>) => {
      if (this.deps.stopping()) return;
      try {
        await part();
      } catch (error) {
        failures.push(error);
      }
    };
    // What somebody waits for comes first: it must not stand behind a slow directory.
    await attempt(() => this.deps.expiry.run());
    await attempt(() => this.deps.grantsDue.run());
    await attempt(() => this.deps.requestsDue.run());
    await attempt(() => this.deps.restored.run());
    await attempt(() => this.deps.outbox.deliverDue());
    await attempt(() => this.#intents(attempt));
    await attempt(() => this.deps.outbox.deliverDue());
    for (const daily of this.#daily) await attempt(() => daily.runIfDue());
    await attempt(() => this.deps.outbox.deliverDue());
    if (failures.length > 0) throw new AggregateError(failures, 'parts of a sweep failed');
  }

  /** One intent that fails does not keep the others waiting. */
  async #intents(attempt: (part: () => Promise<unknown>) => Promise<void>): Promise<void> {
    const due = await this.deps.store.records.intents.due(this.deps.clock.now(), AT_ONCE);
    for (const id of due.creates) await attempt(() => this.deps.creates.fulfil(id));
    for (const id of due.deletes) await attempt(() => this.deps.deletes.fulfil(id));
  }
}
