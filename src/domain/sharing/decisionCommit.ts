import type { Person } from '../actor';
import { type Acted, BY_THE_BOT } from '../audit/auditEvent';
import { DomainError } from '../errors';
import { put } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import type { AccessRequest, Approval } from './accessRequest';
import { verdictOf } from './decisionRule';
import { refuseWhileFrozen } from './freezeService';
import { giveAccess } from './grantMaking';
import { everyCard, inHandOf } from './requestCards';
import { type EndContext, endRequest, type RequestEnd } from './requestEnding';
import { applySettings } from './settingsEffects';
import { refuseUnlessUnchanged } from './settingsGuard';
import { settingsAfter } from './settingsRule';

/** One approver's answer, checked; `hours` is 0 for settings. */
export type Answer =
  | { readonly kind: 'approve'; readonly hours: number }
  | { readonly kind: 'deny'; readonly reason: string };

/** A decision with everything that had to be asked outside the database. */
export interface Decision {
  readonly acted: Acted;
  readonly approver: Person;
  readonly request: AccessRequest;
  readonly secret: Secret;
  readonly location: Location;
  readonly answer: Answer;
  readonly isRequesterFit: boolean;
  /** Earlier approvers who may not decide any more: their yes does not count. */
  readonly disqualified: ReadonlySet<string>;
}

interface Dependencies {
  readonly store: Pick<Store, 'transaction'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** Writes decisions down: the request, what follows from it, the audit and every card, in one transaction. */
export class DecisionCommit {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The request as the decision left it: ended, or still open where others must agree. An answer that was given before
   * changes nothing.
   *
   * @throws conflict `changed_meanwhile` when request or secret are no longer as read; frozen. Nothing was written then.
   */
  run(decision: Decision): Promise<AccessRequest> {
    const { request, secret, approver } = decision;
    return this.deps.store.transaction(async (records) => {
      const now = this.deps.clock.now();
      const context: EndContext = { secret, acted: decision.acted, now, ids: this.deps.ids };
      const over = endBefore(decision, now);
      if (over) return orBeaten(await endRequest(records, request, over, { ...context, acted: BY_THE_BOT }));
      await refuseWhileFrozen(records, request.tenantId);
      await refuseUnlessUnchanged(records, secret);
      const { answer } = decision;
      if (answer.kind === 'approve') return this.#approve(records, decision, answer.hours, context);
      const denial = { approver: named(approver), reason: answer.reason };
      return orBeaten(await endRequest(records, request, { state: 'denied', denial }, context));
    });
  }

  async #approve(records: Records, decision: Decision, hours: number, context: EndContext): Promise<AccessRequest> {
    const { request, approver, disqualified } = decision;
    if (request.approvals.some((one) => one.approver.objectId === approver.objectId)) return request;
    const { now, ids } = context;
    const counted = request.approvals.filter((one) => !disqualified.has(one.approver.objectId));
    const approvals: readonly Approval[] = [...counted, { approver: named(approver), hours, at: now }];
    const verdict = verdictOf(approvals, request.needed);
    const after: AccessRequest = verdict.isFinal
      ? { ...request, approvals, state: 'approved', endedAt: now }
      : { ...request, approvals };
    if (!(await records.requests.save(after))) throw beaten();
    await audit(records, after, verdict.isFinal, context);
    const secret = verdict.isFinal
      ? await this.#giveWhatWasAsked(records, decision, after, verdict.hours, context)
      : context.secret;
    await put(records.outbox, everyCard(await inHandOf(records, after, { secret, now })), { ids, now });
    return after;
  }

  /** @returns the secret as it is now */
  async #giveWhatWasAsked(
    records: Records,
    { location }: Decision,
    request: AccessRequest,
    hours: number,
    context: EndContext,
  ): Promise<Secret> {
    const { secret, acted, now, ids } = context;
    if (request.wish.kind === 'access') {
      await giveAccess(records, { request, hours, context });
      return secret;
    }
    const { objectId, displayName } = request.requester;
    const to = settingsAfter(secret, request.wish.change);
    return applySettings(records, { secret, to, location, by: { objectId, displayName }, acted, now, ids });
  }
}

/** What has ended the request already, whatever the approver says. */
function endBefore({ request, secret, isRequesterFit }: Decision, now: Date): RequestEnd | undefined {
  if (now >= request.decideBy) return { state: 'expired' };
  if (secret.state !== 'active' || secret.expiresAt <= now) return { state: 'cancelled', cancelReason: 'deleted' };
  if (request.wish.kind === 'access' && !secret.sharing) return { state: 'cancelled', cancelReason: 'sharing_off' };
  return isRequesterFit ? undefined : { state: 'cancelled', cancelReason: 'requester_gone' };
}

async function audit(records: Records, request: AccessRequest, isFinal: boolean, context: EndContext): Promise<void> {
  const { secret, acted, now } = context;
  await records.audit.append({
    at: now,
    tenantId: request.tenantId,
    action: 'request.approved',
    ...acted,
    reference: request.reference,
    applicationId: secret.application.objectId,
    keyId: secret.keyId,
    detail: isFinal ? 'final' : 'waits_for_others',
  });
}

function named({ objectId, displayName }: Person): { readonly objectId: string; readonly displayName: string } {
  return { objectId, displayName };
}

function orBeaten(ended: AccessRequest | undefined): AccessRequest {
  if (!ended) throw beaten();
  return ended;
}

function beaten(): DomainError {
  return new DomainError('conflict', { reason: 'changed_meanwhile' });
}
