import { BY_THE_BOT } from '../audit/auditEvent';
import { isDomainError } from '../errors';
import { summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { Secret } from '../secrets/secret';
import { type Stopping, untilStop } from '../stopping';
import type { AccessRequest } from './accessRequest';
import { type ApprovalTimes, momentsOf } from './approvalTimes';
import type { Approvers } from './approvers';
import { approverCards, inHandOf, summaryOfRequest } from './requestCards';
import { type EndContext, endRequest, type RequestEnd } from './requestEnding';
import type { RequesterFitness } from './requesterFitness';

const AT_ONCE = 50;

interface Dependencies {
  readonly store: Store;
  readonly approvers: Pick<Approvers, 'of'>;
  readonly fitness: Pick<RequesterFitness, 'isFit'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly stopping: Stopping;
  readonly approvalTimes: ApprovalTimes;
}

/** Looks after open requests: reminds those who have not decided, asks the location's approvers too, ends what nobody decided. */
export class RequestsDue {
  constructor(private readonly deps: Dependencies) {}

  /** Does what is due. @throws AggregateError with what failed, after everything else was tried; that is due again next time */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const request of untilStop(
      await this.deps.store.records.requests.due(this.deps.clock.now(), AT_ONCE),
      this.deps.stopping,
    )) {
      try {
        await this.#lookAt(request);
      } catch (error) {
        // Decided, or looked at by another process, at this very moment.
        if (!isDomainError(error, 'conflict')) failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some requests could not be looked after');
  }

  async #lookAt(request: AccessRequest): Promise<void> {
    const secret = await this.deps.store.records.secrets.find(request.tenantId, request.reference);
    if (!secret) return;
    const now = this.deps.clock.now();
    const end = await this.#endOf(request, secret, now);
    if (end) return this.#end(request, secret, end, now);
    const { escalateAt, decideBy } = momentsOf(this.deps.approvalTimes, request.createdAt);
    const escalates = !request.escalated && now >= escalateAt;
    const asked = escalates ? await this.#alsoAsked(request, secret) : [];
    const next: AccessRequest = {
      ...request,
      approverIds: [...request.approverIds, ...asked],
      reminded: true,
      escalated: request.escalated || escalates,
      nextLookAt: request.escalated || escalates ? earlier(request.decideBy, decideBy) : escalateAt,
    };
    await this.#goOn(next, { secret, now, asked, reminds: !request.reminded });
  }

  async #endOf(request: AccessRequest, secret: Secret, now: Date): Promise<RequestEnd | undefined> {
    if (now >= request.decideBy) return { state: 'expired' };
    if (secret.expiresAt <= now) return { state: 'cancelled', cancelReason: 'deleted' };
    return (await this.deps.fitness.isFit(request, secret))
      ? undefined
      : { state: 'cancelled', cancelReason: 'requester_gone' };
  }

  async #end(request: AccessRequest, secret: Secret, end: RequestEnd, now: Date): Promise<void> {
    const context: EndContext = { secret, acted: BY_THE_BOT, now, ids: this.deps.ids };
    await this.deps.store.transaction((records) => endRequest(records, request, end, context));
  }

  /** The location's approvers who are not asked yet. Too few of them is no reason to ask none. */
  async #alsoAsked(request: AccessRequest, secret: Secret): Promise<readonly string[]> {
    const asked = { wish: request.wish, requesterId: request.requester.objectId, secret };
    try {
      const { approverIds } = await this.deps.approvers.of(asked, true);
      return approverIds.filter((id) => !request.approverIds.includes(id));
    } catch (error) {
      if (isDomainError(error, 'too_few_approvers') || isDomainError(error, 'not_found')) return [];
      throw error;
    }
  }

  #goOn(
    request: AccessRequest,
    looked: {
      readonly secret: Secret;
      readonly now: Date;
      readonly asked: readonly string[];
      readonly reminds: boolean;
    },
  ): Promise<void> {
    const { secret, now, asked, reminds } = looked;
    return this.deps.store.transaction(async (records) => {
      if (!(await records.requests.save(request))) return;
      if (asked.length > 0) await auditEscalation(records, request, secret, now);
      const inHand = await inHandOf(records, request, { secret, now });
      const reminders = reminds ? remindersOf(request, secret, { holders: inHand.holders, asked }) : [];
      await put(records.outbox, [...reminders, ...approverCards(inHand, asked)], { ids: this.deps.ids, now });
    });
  }
}

/** To those who were asked before and have not answered. */
function remindersOf(
  request: AccessRequest,
  secret: Secret,
  { holders, asked }: { readonly holders: number; readonly asked: readonly string[] },
): readonly Telling[] {
  const done = new Set([...asked, ...request.approvals.map(({ approver }) => approver.objectId)]);
  return request.approverIds
    .filter((personId) => !done.has(personId))
    .map((personId) => ({
      to: { tenantId: request.tenantId, personId },
      subject: `notice:reminder:${request.id}`,
      notice: {
        kind: 'request_reminder',
        request: summaryOfRequest(request, holders),
        secret: summaryOf(secret),
      },
    }));
}

function auditEscalation(records: Records, request: AccessRequest, secret: Secret, at: Date): Promise<void> {
  return records.audit.append({
    at,
    tenantId: request.tenantId,
    action: 'request.escalated',
    ...BY_THE_BOT,
    reference: request.reference,
    applicationId: secret.application.objectId,
    keyId: secret.keyId,
  });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
