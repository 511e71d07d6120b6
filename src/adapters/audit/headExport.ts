import type { Logger } from 'pino';
import type { Clock } from '../../domain/ports';
import type { AuditHead, AuditLog } from '../storage/auditLog';
import { faultSentence } from './auditWords';
import { HeadsError, type HeadsFile } from './headsFile';

/** How many of the newest rows are verified at every start: a moment's work. */
const TAIL_ROWS = 1000;

interface Dependencies {
  readonly log: Pick<AuditLog, 'head' | 'verifyTail'>;
  readonly file: Pick<HeadsFile, 'append' | 'last'>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly clock: Clock;
  readonly everyMinutes: number;
}

/**
 * Exports the audit's head to a file and to the log, so that a cut shows: at the start, every so many minutes when there
 * is something new, and at the stop. Whoever removes rows would have to change the log as well.
 */
export class HeadExport {
  #last: AuditHead | undefined;
  #logged: string | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #isIntact = true;

  constructor(private readonly deps: Dependencies) {}

  /**
   * Verifies the newest rows against each other and the last exported head, then exports. What does not fit is an error
   * in the log and no more: people must be able to delete and to freeze, then above all (docs/adr/0011-audit-chain.md).
   */
  async begin(): Promise<void> {
    this.#withFile(() => {
      this.#last = this.deps.file.last();
    });
    const { faults } = await this.deps.log.verifyTail(TAIL_ROWS, this.#last);
    this.#isIntact = faults.length === 0;
    for (const fault of faults) {
      this.deps.logger.error({ reason: faultSentence(fault) }, 'the audit does not verify: run npm run audit:verify');
    }
    await this.export();
  }

  /** Whether everything fitted that was verified at the start. */
  get isIntact(): boolean {
    return this.#isIntact;
  }

  /** Exports when it is time again; the first head at once. */
  async sweep(): Promise<void> {
    if (this.#logged === undefined) return this.export();
    const waited = this.deps.clock.now().getTime() - this.#triedAt;
    // A clock that was set back must not silence the export.
    if (waited < 0 || waited >= this.deps.everyMinutes * 60_000) await this.export();
  }

  /** Exports the head if it is another than the last one. A file that cannot be used is tried again the next time. @throws unavailable */
  async export(): Promise<void> {
    const now = this.deps.clock.now();
    this.#triedAt = now.getTime();
    const head = await this.deps.log.head(now);
    if (!head || (head.seq === this.#last?.seq && head.mac === this.#last.mac)) return;
    // The log first: it may be collected elsewhere, and the file may fail.
    if (head.mac !== this.#logged) this.deps.logger.info({ seq: head.seq, mac: head.mac }, 'audit head');
    this.#logged = head.mac;
    this.#withFile(() => {
      this.deps.file.append(head);
      this.#last = head;
    });
  }

  #withFile(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof HeadsError)) throw error;
      this.deps.logger.error({ reason: error.message }, 'the audit head could not be exported to its file');
    }
  }
}
