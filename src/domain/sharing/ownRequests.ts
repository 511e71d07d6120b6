import type { Actor } from '../actor';
import { DomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import { summaryOf } from '../notices/summaries';
import type { Clock } from '../ports';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { AccessRequest } from './accessRequest';
import type { Grant } from './grant';
import { inHandOf, viewFor } from './requestCards';
import type { GrantView, OwnRequests as OwnRequestsView, RequestView } from './sharingViews';

const AT_ONCE = 20;

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly clock: Clock;
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** A request with the secret it is about. */
export interface RequestInHand {
  readonly request: AccessRequest;
  readonly secret: Secret;
}

/** Hands requests to the people they concern, and to nobody else. */
export class OwnRequests {
  constructor(private readonly deps: Dependencies) {}

  /** A request that the actor made or was asked to decide, with its secret. @throws not_found `request` for anybody else; too_many */
  take(actor: Actor, requestId: string): Promise<RequestInHand> {
    return this.deps.guesses.watch(actor, () => this.#take(actor, requestId));
  }

  async #take(actor: Actor, requestId: string): Promise<RequestInHand> {
    const { requests, secrets } = this.deps.store.records;
    const request = await requests.find(requestId);
    const secret = request && (await secrets.find(request.tenantId, request.reference));
    if (!request || !secret || !concerns(actor, request)) throw new DomainError('not_found', { what: 'request' });
    return { request, secret };
  }

  /** A request as the actor's card of it shows it. */
  async view(actor: Actor, request: AccessRequest, secret: Secret): Promise<RequestView> {
    const now = this.deps.clock.now();
    return viewFor(actor.objectId, await inHandOf(this.deps.store.records, request, { secret, now }));
  }

  /** What waits for the actor and was not answered yet, what the actor asked for, and what the actor holds. */
  async of(actor: Actor): Promise<OwnRequestsView> {
    const { tenantId, objectId } = actor;
    const { requests, grants } = this.deps.store.records;
    const [asked, made, held] = await Promise.all([
      requests.waitingFor(tenantId, objectId, AT_ONCE),
      requests.madeBy(tenantId, objectId, AT_ONCE),
      grants.liveOf(tenantId, objectId, AT_ONCE),
    ]);
    const now = this.deps.clock.now();
    const waiting = asked.filter((request) => request.decideBy > now && !hasAnswered(actor, request));
    const live = held.filter((grant) => grant.endsAt > now);
    return {
      waiting: await this.#views(actor, waiting),
      made: await this.#views(actor, made),
      grants: await present(live.map((grant) => this.#grantView(grant))),
    };
  }

  #views(actor: Actor, requests: readonly AccessRequest[]): Promise<readonly RequestView[]> {
    return present(
      requests.map(async (request) => {
        const secret = await this.deps.store.records.secrets.find(request.tenantId, request.reference);
        return secret && this.view(actor, request, secret);
      }),
    );
  }

  async #grantView(grant: Grant): Promise<GrantView | undefined> {
    const { secrets, tickets } = this.deps.store.records;
    const secret = await secrets.find(grant.tenantId, grant.reference);
    const seenAt = (await tickets.find(grant.ticketId))?.shownAt;
    return (
      secret && { grantId: grant.id, secret: summaryOf(secret), endsAt: grant.endsAt, ...(seenAt ? { seenAt } : {}) }
    );
  }
}

function concerns({ tenantId, objectId }: Actor, request: AccessRequest): boolean {
  if (request.tenantId !== tenantId) return false;
  return request.requester.objectId === objectId || request.approverIds.includes(objectId);
}

function hasAnswered({ objectId }: Actor, request: AccessRequest): boolean {
  return request.approvals.some(({ approver }) => approver.objectId === objectId);
}

async function present<T>(found: readonly Promise<T | undefined>[]): Promise<readonly T[]> {
  return (await Promise.all(found)).filter((each) => each !== undefined);
}
