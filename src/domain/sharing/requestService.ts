import type { Actor } from '../actor';
import type { Origin } from '../notices/recipient';
import type { Clock, Ids, Store } from '../ports';
import type { OwnRequests, RequestForm, RequestView } from './sharingViews';

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** Asks for access on a person's behalf, and shows what is asked. */
export class RequestService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * What a request for this secret must say. Changes nothing.
   *
   * @throws not_found; ambiguous; not_allowed `request`; invalid_input `share` `not_shared`; too_few_approvers; frozen; gone
   */
  form(_actor: Actor, _text: string): Promise<RequestForm> {
    throw new Error(`being built ${this.deps.clock.now()}`);
  }

  /**
   * Makes the request, and asks those who decide. May be repeated: gives the open one when there is one.
   *
   * @throws as `form`; invalid_input for hours and reason
   */
  ask(
    _actor: Actor,
    _text: string,
    _wanted: { readonly hours?: string; readonly reason: string },
    _origin: Origin,
  ): Promise<RequestView> {
    throw new Error('being built');
  }

  /** Takes the actor's own request back. May be repeated; one that has ended stays as it ended. @throws not_found `request` */
  withdraw(_actor: Actor, _requestId: string): Promise<RequestView> {
    throw new Error('being built');
  }

  /** One request as it stands, for its requester and those who were asked. @throws not_found `request` for anybody else */
  show(_actor: Actor, _requestId: string): Promise<RequestView> {
    throw new Error('being built');
  }

  /** What waits for the actor, what the actor asked for, and what the actor may open. */
  mine(_actor: Actor): Promise<OwnRequests> {
    throw new Error('being built');
  }
}
