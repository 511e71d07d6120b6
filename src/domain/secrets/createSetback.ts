import { DomainError } from '../errors';
import { askerOf } from '../notices/summaries';
import { put } from '../notices/telling';
import { notFinished, type Unfinished } from '../notices/unfinished';
import type { Clock, Ids } from '../ports';
import type { CreateWork } from './createWork';
import { nextTryByAge } from './schedule';

interface Dependencies {
  readonly unfinished: Pick<Unfinished, 'report'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** An undo that cannot go on now: it is put off, and where it has become worth it people are told. */
export class CreateSetback {
  constructor(private readonly deps: Dependencies) {}

  /** Writes down when to look again. Throws what is no expected failure. */
  async putOff(work: CreateWork, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) throw error;
    const { intent } = work;
    const report = await this.deps.unfinished.report({
      intentId: intent.id,
      error,
      since: intent.createdAt,
      told: intent.unfinishedTold,
      asker: askerOf(intent),
      subject: `wizard:${intent.id}`,
      notice: notFinished('undo', intent.draft.details.name, intent.application.displayName),
    });
    const nextLookAt = nextTryByAge(intent.createdAt, this.deps.clock.now());
    if (!report) return work.save({ ...intent, nextLookAt });
    return work.save({ ...intent, nextLookAt, unfinishedTold: report.told }, ({ outbox }, now) =>
      put(outbox, report.tellings, { ids: this.deps.ids, now }),
    );
  }
}
