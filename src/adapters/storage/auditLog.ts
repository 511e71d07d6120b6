import { type AuditChain, NO_MAC } from './auditChain';
import { type AuditFault, AuditWalk } from './auditWalk';
import type { AuditRow } from './schema';
import type { Session } from './session';

const AT_ONCE = 1000;
const HEADS_AT_ONCE = 500;

/** The newest row of the audit at some moment, as it is exported: it fixes every row up to it. `mac` is hexadecimal. */
export interface AuditHead {
  readonly seq: number;
  readonly mac: string;
  /** When it was exported, ISO 8601. */
  readonly at: string;
}

/** What a verification showed. */
export interface AuditVerdict {
  readonly rows: number;
  /** Rows written before there was a chain: of their time before nothing is known. */
  readonly beforeChain: number;
  /** How many exported heads were compared, and the newest row that one of them vouches for. */
  readonly heads: number;
  readonly headsReach: number;
  readonly faults: readonly AuditFault[];
}

/** One line of the exported audit: a row by its column names, with its mac, so that whoever has the key can verify it. */
export type AuditLine = AuditRow;

/** Where an export begins. */
export interface AuditRange {
  /** The first row; 1 is the beginning. */
  readonly from: number;
  /** Leaves out what is older. */
  readonly since?: Date;
}

/** The whole audit, to be read and verified. Reads in pages, so that memory and the turns of others are not held up. */
export class AuditLog {
  constructor(
    private readonly session: Pick<Session, 'read'>,
    private readonly chain: AuditChain,
  ) {}

  /** The newest row; `undefined` while there is none. */
  async head(now: Date): Promise<AuditHead | undefined> {
    const [newest] = await this.session.read((db) =>
      db.selectFrom('audit').select(['seq', 'mac']).orderBy('seq', 'desc').limit(1).execute(),
    );
    return newest && { ...newest, at: now.toISOString() };
  }

  /**
   * Goes over every row, and holds what is there against the exported heads, oldest first. Finds any change, insertion,
   * removal or reordering, and any cut up to the last exported head. Rows added meanwhile do no harm.
   */
  async verify(heads: AsyncIterable<AuditHead> | Iterable<AuditHead>): Promise<AuditVerdict> {
    const walk = new AuditWalk(this.chain, { seq: 0, mac: NO_MAC });
    for await (const row of this.rows({ from: 1 })) walk.take(row);
    const { count, reach, faults } = await this.#compare(heads, walk.end?.seq ?? 0);
    const { rows, beforeChain } = walk;
    return { rows, beforeChain, heads: count, headsReach: reach, faults: [...walk.faults, ...faults] };
  }

  /** Goes over the newest rows only, and holds them against one head: quick enough for every start. */
  async verifyTail(most: number, head: AuditHead | undefined): Promise<AuditVerdict> {
    const newest = await this.head(new Date(0));
    const start = Math.max(0, (newest?.seq ?? 0) - most);
    const [before] = await this.#macs([start]);
    const walk = new AuditWalk(this.chain, { seq: start, mac: before?.mac ?? NO_MAC });
    for await (const row of this.rows({ from: start + 1 })) walk.take(row);
    const { count, reach, faults } = await this.#compare(head ? [head] : [], walk.end?.seq ?? 0);
    const { rows, beforeChain } = walk;
    return { rows, beforeChain, heads: count, headsReach: reach, faults: [...walk.faults, ...faults] };
  }

  /** The rows in their order. */
  async *rows({ from, since }: AuditRange): AsyncGenerator<AuditLine> {
    for (let next = from; ; ) {
      const page = await this.session.read((db) =>
        db
          .selectFrom('audit')
          .selectAll()
          .where('seq', '>=', next)
          .$if(since !== undefined, (query) => query.where('at', '>=', since?.getTime() ?? 0))
          .orderBy('seq')
          .limit(AT_ONCE)
          .execute(),
      );
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < AT_ONCE) return;
      next = last.seq + 1;
    }
  }

  async #compare(heads: AsyncIterable<AuditHead> | Iterable<AuditHead>, end: number) {
    const compared = new HeadComparison(end);
    for await (const some of inBatches(heads)) {
      const macs = new Map((await this.#macs(some.map(({ seq }) => seq))).map(({ seq, mac }) => [seq, mac]));
      for (const head of some) compared.take(head, macs.get(head.seq));
    }
    return compared;
  }

  #macs(numbers: readonly number[]): Promise<readonly Pick<AuditRow, 'seq' | 'mac'>[]> {
    return this.session.read((db) =>
      db
        .selectFrom('audit')
        .select(['seq', 'mac'])
        .where('seq', 'in', [...numbers])
        .execute(),
    );
  }
}

/** Holds exported heads against the rows they were exported of. */
class HeadComparison {
  count = 0;
  /** The newest row that a head vouches for. */
  reach = 0;
  #cut: AuditHead | undefined;
  #replaced: { readonly head: AuditHead; readonly after: number } | undefined;

  constructor(private readonly end: number) {}

  take(head: AuditHead, mac: string | undefined): void {
    this.count += 1;
    if (mac === head.mac) this.reach = Math.max(this.reach, head.seq);
    else if (head.seq > this.end) this.#cut = !this.#cut || head.seq > this.#cut.seq ? head : this.#cut;
    // A number that is missing in the middle is a fault of its own.
    else if (mac !== undefined) this.#replaced ??= { head, after: this.reach };
  }

  get faults(): readonly AuditFault[] {
    const replaced = this.#replaced;
    const cut = this.#cut;
    return [
      ...(replaced
        ? [{ kind: 'replaced', after: replaced.after, to: replaced.head.seq, headAt: replaced.head.at } as const]
        : []),
      ...(cut ? [{ kind: 'cut', from: this.end + 1, to: cut.seq, headAt: cut.at } as const] : []),
    ];
  }
}

async function* inBatches(heads: AsyncIterable<AuditHead> | Iterable<AuditHead>): AsyncGenerator<readonly AuditHead[]> {
  let batch: AuditHead[] = [];
  for await (const head of heads) {
    batch.push(head);
    if (batch.length < HEADS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
