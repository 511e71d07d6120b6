import type { AuditChain } from './auditChain';
import type { AuditRow } from './schema';

/** What is wrong with the audit, and where. Rows are named by `seq`; ranges include both ends. */
export type AuditFault =
  /** Rows that do not fit what stands before them: changed, moved, or put in. */
  | { readonly kind: 'changed'; readonly from: number; readonly to: number }
  /** Numbers that are missing between rows that are there. */
  | { readonly kind: 'missing'; readonly from: number; readonly to: number }
  /** No row fits at all. */
  | { readonly kind: 'wrong_key'; readonly rows: number }
  /** An exported head says that there was more: the newest rows are gone. */
  | { readonly kind: 'cut'; readonly from: number; readonly to: number; readonly headAt: string }
  /** A row is there, but it is not the one whose head was exported: rows after `after` were replaced. */
  | { readonly kind: 'replaced'; readonly after: number; readonly to: number; readonly headAt: string };

const MOST_FAULTS = 50;

/** Goes over rows in their order and remembers what does not fit. One row at a time: memory stays bounded. */
export class AuditWalk {
  rows = 0;
  /** Rows that were there before the chain. */
  beforeChain = 0;
  /** The newest row seen. */
  end: AuditRow | undefined;
  #fitting = 0;
  #compared = 0;
  readonly #faults: AuditFault[] = [];

  /** `start` is the row before the first one taken, believed as it is; none at the very beginning. */
  constructor(
    private readonly chain: AuditChain,
    private before: Pick<AuditRow, 'seq' | 'mac'>,
  ) {}

  take(row: AuditRow): void {
    const { seq, mac } = this.before;
    this.rows += 1;
    if (row.v === 0) this.beforeChain += 1;
    if (row.seq === seq + 1) this.#compare(mac, row);
    else this.#add({ kind: 'missing', from: seq + 1, to: row.seq - 1 });
    this.before = row;
    this.end = row;
  }

  /** What was found, in the order of the rows; 50 at most. */
  get faults(): readonly AuditFault[] {
    const isNothingRight = this.#compared > 0 && this.#fitting === 0;
    return isNothingRight ? [{ kind: 'wrong_key', rows: this.#compared }] : this.#faults;
  }

  #compare(before: string, row: AuditRow): void {
    this.#compared += 1;
    if (this.chain.fits(before, row)) {
      this.#fitting += 1;
      return;
    }
    const last = this.#faults.at(-1);
    if (last?.kind === 'changed' && last.to === row.seq - 1) {
      this.#faults[this.#faults.length - 1] = { ...last, to: row.seq };
    } else this.#add({ kind: 'changed', from: row.seq, to: row.seq });
  }

  #add(fault: AuditFault): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(fault);
  }
}
