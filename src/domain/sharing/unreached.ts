import { put, type Telling } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { ClaimedItem, OutboxItem, Store } from '../records';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'now'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** What to do when there is no private way to a person. */
export class Unreached {
  constructor(private readonly deps: Dependencies) {}

  /** Gives the item up, and tells the requester when it asked an approver to decide. */
  async settle(item: ClaimedItem): Promise<void> {
    const telling = await this.#toRequester(item);
    await this.deps.store.transaction(async ({ outbox }) => {
      await outbox.settle(item, 'unreachable');
      await put(outbox, telling ? [telling] : [], { ids: this.deps.ids, now: this.deps.clock.now() });
    });
  }

  /** A decision that was told to nobody is no news: the requester has it already. */
  async #toRequester({ to, notice }: OutboxItem): Promise<Telling | undefined> {
    if (notice.kind !== 'request' || notice.role !== 'approver' || notice.state.kind !== 'open') return undefined;
    const request = await this.deps.store.records.requests.find(notice.request.id);
    if (request?.state !== 'open') return undefined;
    const approver = await this.deps.people.now(to.personId);
    const { tenantId, requester, origin } = request;
    return {
      to: { tenantId, personId: requester.objectId, origin },
      subject: `notice:unreached:${request.id}:${to.personId}`,
      notice: {
        kind: 'approver_unreachable',
        secret: notice.secret,
        approverName: approver?.displayName ?? to.personId,
      },
    };
  }
}
