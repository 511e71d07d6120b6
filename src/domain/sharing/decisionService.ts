import { decideAccess, factsOf, NOBODY } from '../access/accessPolicy';
import type { Actor, Person } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { AccessRequest } from './accessRequest';
import type { Approvers } from './approvers';
import type { Answer, Decision, DecisionCommit } from './decisionCommit';
import { mostHours } from './decisionRule';
import { refuseWhileFrozen } from './freezeService';
import type { OwnRequests } from './ownRequests';
import type { RequesterFitness } from './requesterFitness';
import { readHours, reasonFaults, refuseFaults } from './requestInput';
import type { RequestView } from './sharingViews';

/** Each time somebody else was faster, the request is nearer to its end; this is only the last bound. */
const MOST_TRIES = 50;

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly approvers: Pick<Approvers, 'stillEligible' | 'locationOf'>;
  readonly fitness: Pick<RequesterFitness, 'isFit'>;
  readonly own: Pick<OwnRequests, 'take' | 'view'>;
  readonly commit: Pick<DecisionCommit, 'run'>;
}

/** What a click on a request's card says, unchecked. */
type Said =
  | { readonly kind: 'approve'; readonly hours: string | undefined }
  | { readonly kind: 'deny'; readonly reason: string };

/** Decides requests: the first final decision wins. */
export class DecisionService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * One approver's yes; `hours` may be less than what was asked. A click that comes too late, or again, gets the outcome.
   *
   * @throws not_found `request`; not_allowed `decide`; invalid_input `hours`; frozen; unavailable
   */
  approve(actor: Actor, requestId: string, hours?: string): Promise<RequestView> {
    return this.#decide(actor, requestId, { kind: 'approve', hours });
  }

  /** One approver's no, which is final. A click that comes too late, or again, gets the outcome. @throws as `approve`; invalid_input `reason` */
  deny(actor: Actor, requestId: string, reason: string): Promise<RequestView> {
    return this.#decide(actor, requestId, { kind: 'deny', reason });
  }

  async #decide(actor: Actor, requestId: string, said: Said): Promise<RequestView> {
    const approver = await this.deps.people.verify(actor, { fresh: true });
    for (let attempt = 1; ; attempt += 1) {
      const { request, secret } = await this.deps.own.take(actor, requestId);
      if (request.state !== 'open') return this.deps.own.view(actor, request, secret);
      try {
        const decided = await this.deps.commit.run(await this.#prepare(actor, approver, request, secret, said));
        return await this.deps.own.view(actor, decided, secret);
      } catch (error) {
        const wasBeaten = isDomainError(error, 'conflict') && error.details.reason === 'changed_meanwhile';
        if (!wasBeaten || attempt === MOST_TRIES) throw error;
      }
    }
  }

  /** Everything about the decision that is asked outside the database, as it is at this moment. */
  async #prepare(
    actor: Actor,
    approver: Person,
    request: AccessRequest,
    secret: Secret,
    said: Said,
  ): Promise<Decision> {
    const earlier = request.approvals.map((approval) => approval.approver.objectId);
    const everybody = [approver.objectId, ...earlier];
    const eligible = await this.deps.approvers.stillEligible(request, secret, everybody);
    const isApprover = eligible.has(approver.objectId);
    // Whom it does not concern never came here: OwnRequests found nothing for them.
    const decision = decideAccess('decide', { ...NOBODY, party: true, approver: isApprover }, factsOf(secret));
    if (decision.kind === 'hidden' || decision.kind === 'denied') {
      throw new DomainError('not_allowed', { action: 'decide' });
    }
    await refuseWhileFrozen(this.deps.store.records, request.tenantId);
    return {
      acted: actedBy(actor),
      approver,
      request,
      secret,
      location: this.deps.approvers.locationOf(secret),
      answer: this.#answerOf(request, secret, said),
      isRequesterFit: await this.deps.fitness.isFit(request, secret),
      disqualified: new Set(earlier.filter((id) => !eligible.has(id))),
    };
  }

  #answerOf(request: AccessRequest, secret: Secret, said: Said): Answer {
    if (said.kind === 'deny') {
      refuseFaults(reasonFaults(said.reason));
      return { kind: 'deny', reason: said.reason.trim() };
    }
    if (request.wish.kind === 'settings') return { kind: 'approve', hours: 0 };
    const most = mostHours(request, this.deps.approvers.locationOf(secret).maxGrantHours);
    const { hours, faults } = readHours(said.hours, { most, otherwise: most });
    refuseFaults(faults);
    return { kind: 'approve', hours };
  }
}
