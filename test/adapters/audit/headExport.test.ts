import { HeadExport } from '../../../src/adapters/audit/headExport';
import { HeadsError } from '../../../src/adapters/audit/headsFile';
import type { AuditHead } from '../../../src/adapters/storage/auditLog';
import type { AuditFault } from '../../../src/adapters/storage/auditWalk';
import { HandClock } from '../storage/temporaryDatabase';

const macOf = (seq: number) => seq.toString(16).padStart(64, '0');

/** An audit that has so many rows, and where its heads went. */
class Stage {
  rows = 0;
  faults: AuditFault[] = [];
  isFileBroken = false;
  asked: (AuditHead | undefined)[] = [];
  readonly written: AuditHead[] = [];
  readonly logged: (object | string)[] = [];
  readonly clock = new HandClock();
  readonly heads = new HeadExport({
    log: {
      head: async (now) => (this.rows ? { seq: this.rows, mac: macOf(this.rows), at: now.toISOString() } : undefined),
      verifyTail: async (_most, head) => {
        this.asked.push(head);
        return { rows: this.rows, beforeChain: 0, heads: 0, headsReach: 0, faults: this.faults };
      },
    },
    file: {
      append: (head) => {
        if (this.isFileBroken) throw new HeadsError('the file cannot be used');
        this.written.push(head);
      },
      last: () => this.written.at(-1),
    },
    logger: {
      info: (fields: object) => void this.logged.push(fields),
      error: (fields: object, text?: string) => void this.logged.push({ ...fields, text }),
    },
    clock: this.clock,
    everyMinutes: 5,
  });

  wait(minutes: number): void {
    this.clock.time = new Date(this.clock.time.getTime() + minutes * 60_000);
  }
}

describe('the export of heads', () => {
  it('begins with the present head, in the log and in the file', async () => {
    const stage = new Stage();
    stage.rows = 7;
    await stage.heads.begin();
    expect(stage.written).toEqual([{ seq: 7, mac: macOf(7), at: '2026-03-01T10:00:00.000Z' }]);
    expect(stage.logged).toEqual([{ seq: 7, mac: macOf(7) }]);
  });

  it('writes the first head at once, then every five minutes at most and only when there is a new one, and at the end at once', async () => {
    const stage = new Stage();
    await stage.heads.begin();
    const written = async (step: Promise<void>) => {
      await step;
      return stage.written.map(({ seq }) => seq);
    };
    expect(await written(stage.heads.sweep())).toEqual([]);
    stage.rows = 1;
    expect(await written(stage.heads.sweep())).toEqual([1]);
    stage.rows = 2;
    stage.wait(4);
    expect(await written(stage.heads.sweep())).toEqual([1]);
    stage.wait(1);
    expect(await written(stage.heads.sweep())).toEqual([1, 2]);
    stage.wait(60);
    expect(await written(stage.heads.sweep())).toEqual([1, 2]);
    stage.rows = 4;
    expect(await written(stage.heads.export())).toEqual([1, 2, 4]);
    stage.rows = 5;
    stage.wait(-600);
    expect(await written(stage.heads.sweep())).toEqual([1, 2, 4, 5]);
  });

  it('catches up at the next start when the process died between a commit and the export', async () => {
    const stage = new Stage();
    stage.written.push({ seq: 3, mac: macOf(3), at: '2026-03-01T09:00:00.000Z' });
    stage.rows = 5;
    await stage.heads.begin();
    expect(stage.asked).toEqual([expect.objectContaining({ seq: 3 })]);
    expect(stage.written.map(({ seq }) => seq)).toEqual([3, 5]);
    await stage.heads.begin();
    expect(stage.written).toHaveLength(2);
  });

  it('says in the log what does not verify, and goes on', async () => {
    const stage = new Stage();
    stage.faults = [{ kind: 'cut', from: 5, to: 8, headAt: '2026-03-01T09:00:00.000Z' }];
    stage.rows = 4;
    expect(stage.heads.isIntact).toBe(true);
    await stage.heads.begin();
    expect(stage.heads.isIntact).toBe(false);
    expect(stage.logged).toEqual([
      {
        reason: expect.stringMatching(/^Rows 5 to 8 are missing at the end \(4 up to the head\).*older backup\.$/),
        text: 'the audit does not verify: run npm run audit:verify',
      },
      { seq: 4, mac: macOf(4) },
    ]);
    expect(stage.written).toHaveLength(1);
  });

  it('keeps trying a file that cannot be used, with each head once in the log', async () => {
    const stage = new Stage();
    stage.isFileBroken = true;
    stage.rows = 1;
    await stage.heads.begin();
    stage.wait(5);
    await stage.heads.sweep();
    expect(stage.written).toEqual([]);
    expect(stage.logged.filter((line) => 'mac' in (line as object))).toHaveLength(1);
    expect(stage.logged.filter((line) => 'reason' in (line as object))).toHaveLength(2);
    stage.isFileBroken = false;
    stage.wait(5);
    await stage.heads.sweep();
    expect(stage.written.map(({ seq }) => seq)).toEqual([1]);
  });
});
