import { DomainError } from '../errors';
import { put, type Telling } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'administrators'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly tenantId: string;
}

/** Tells the administrators that the bot goes on from a backup, and what only people can check. */
export class RestoreNotices {
  constructor(private readonly deps: Dependencies) {}

  /** Does nothing unless a restored database was settled and nobody told yet; what fails now is tried at the next pass. */
  async run(): Promise<void> {
    const mark = await this.deps.store.records.backupMarks.current();
    if (!mark?.settledAt) return;
    const administrators = await this.#administrators();
    if (!administrators) return;
    const { tenantId, ids } = this.deps;
    await this.deps.store.transaction(async (records) => {
      // Another process may have told them meanwhile.
      if (!(await records.backupMarks.current())) return;
      const frozen = (await records.freezes.current(tenantId)) !== undefined;
      const notice = { kind: 'restored', madeAt: mark.madeAt, frozen } as const;
      const subject = `notice:restored:${mark.madeAt.getTime()}` as const;
      const tellings = administrators.map((personId): Telling => ({ to: { tenantId, personId }, subject, notice }));
      await put(records.outbox, tellings, { ids, now: this.deps.clock.now() });
      await records.backupMarks.remove();
    });
  }

  async #administrators(): Promise<readonly string[] | undefined> {
    try {
      return await this.deps.people.administrators();
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}
