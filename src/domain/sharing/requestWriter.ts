import type { Person } from '../actor';
import type { Acted } from '../audit/auditEvent';
import { isDomainError } from '../errors';
import type { Origin } from '../notices/recipient';
import { put } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { AccessRequest, Wish } from './accessRequest';
import { type ApprovalTimes, momentsOf } from './approvalTimes';
import type { Deciders } from './decisionRule';
import { refuseWhileFrozen } from './freezeService';
import { approverCards, askerCard, inHandOf } from './requestCards';
import { refuseUnlessUnchanged } from './settingsGuard';

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly approvalTimes: ApprovalTimes;
}

/** A request that fits every rule at this moment. */
export interface CheckedRequest {
  readonly acted: Acted;
  readonly requester: Person;
  readonly secret: Secret;
  readonly wish: Wish;
  readonly reason: string;
  readonly origin: Origin;
  readonly deciders: Deciders;
}

/** Writes requests down, and asks those who decide, in one transaction. */
export class RequestWriter {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The request as written; the open one of the same person, secret and kind when there is one.
   *
   * @throws conflict `changed_meanwhile` when the secret's settings changed since they were read; frozen
   */
  async write(checked: CheckedRequest): Promise<AccessRequest> {
    const request = this.#requestOf(checked);
    try {
      await this.deps.store.transaction((records) => this.#commit(records, request, checked));
      return request;
    } catch (error) {
      // The same click once more, at the same moment: the other one made the request.
      const open =
        isDomainError(error, 'conflict') &&
        (await this.open(checked.secret, request.requester.objectId, checked.wish.kind));
      if (open) return open;
      throw error;
    }
  }

  /** The open request of this person about the secret, if there is one. */
  open(secret: Secret, personId: string, kind: Wish['kind']): Promise<AccessRequest | undefined> {
    return this.deps.store.records.requests.openOf(secret.tenantId, secret.reference, personId, kind);
  }

  #requestOf({ requester, secret, wish, reason, origin, deciders }: CheckedRequest): AccessRequest {
    const now = this.deps.clock.now();
    const { remindAt, decideBy } = momentsOf(this.deps.approvalTimes, now);
    return {
      id: this.deps.ids.id(),
      tenantId: secret.tenantId,
      reference: secret.reference,
      requester: {
        objectId: requester.objectId,
        displayName: requester.displayName,
        signInName: requester.userPrincipalName,
      },
      origin,
      wish,
      reason: reason.trim(),
      approverIds: deciders.approverIds,
      needed: deciders.needed,
      approvals: [],
      state: 'open',
      createdAt: now,
      decideBy,
      nextLookAt: remindAt,
      reminded: false,
      escalated: deciders.locationAsked,
      version: 1,
    };
  }

  async #commit(records: Records, request: AccessRequest, { secret, acted }: CheckedRequest): Promise<void> {
    const now = request.createdAt;
    await refuseWhileFrozen(records, request.tenantId);
    await refuseUnlessUnchanged(records, secret);
    await records.requests.add(request);
    await records.audit.append({
      at: now,
      tenantId: request.tenantId,
      action: request.wish.kind === 'settings' ? 'settings.asked' : 'request.made',
      ...acted,
      reference: request.reference,
      applicationId: secret.application.objectId,
      keyId: secret.keyId,
      detail: request.wish.kind,
    });
    const inHand = await inHandOf(records, request, { secret, now });
    await put(records.outbox, [...approverCards(inHand), askerCard(inHand)], { ids: this.deps.ids, now });
  }
}
