import type { Actor } from '../actor';
import type { Clock, Ids, Store } from '../ports';
import type { RequestView } from './sharingViews';

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** Decides requests: the first final decision wins. */
export class DecisionService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * One approver's yes; `hours` may be less than what was asked. A click that comes too late, or again, gets the outcome.
   *
   * @throws not_found `request`; not_allowed `decide`; invalid_input `hours`; frozen; unavailable
   */
  approve(_actor: Actor, _requestId: string, _hours?: string): Promise<RequestView> {
    throw new Error(`being built ${this.deps.clock.now()}`);
  }

  /** One approver's no, which is final. A click that comes too late, or again, gets the outcome. @throws as `approve`; invalid_input `reason` */
  deny(_actor: Actor, _requestId: string, _reason: string): Promise<RequestView> {
    throw new Error('being built');
  }
}
