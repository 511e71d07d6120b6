import { factsOf } from '../access/accessPolicy';
import type { Actor, Person } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { Limits } from '../limits/limits';
import type { Origin } from '../notices/recipient';
import { summaryOf } from '../notices/summaries';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { FoundSecret, SecretFinder } from '../secrets/secretFinder';
import type { AccessRequest, Wish } from './accessRequest';
import type { Approvers } from './approvers';
import type { Deciders } from './decisionRule';
import { refuseWhileFrozen } from './freezeService';
import type { OwnRequests as OwnRequestsReader } from './ownRequests';
import { endRequest } from './requestEnding';
import { defaultHours, readHours, reasonFaults, refuseFaults } from './requestInput';
import { decideRequest } from './requestRule';
import type { RequestWriter } from './requestWriter';
import type { OwnRequests, RequestForm, RequestView } from './sharingViews';

/** A click that Teams delivers again this soon asks for nothing new. */
const TWIN_MS = 60_000;
/** How many of a person's own requests are looked at for twins. */
const LATEST = 50;

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly finder: Pick<SecretFinder, 'find'>;
  readonly approvers: Pick<Approvers, 'of' | 'locationOf'>;
  readonly writer: Pick<RequestWriter, 'write' | 'open'>;
  readonly own: Pick<OwnRequestsReader, 'of' | 'take' | 'view'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'ask' | 'askAgain'>;
}

/** Asks for access on a person's behalf, and shows what is asked. */
export class RequestService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * What a request for this secret must say. Changes nothing.
   *
   * @throws not_found; ambiguous; not_allowed `request`; invalid_input `share` `not_shared`; too_few_approvers; frozen; gone
   */
  async form(actor: Actor, text: string): Promise<RequestForm> {
    await this.deps.people.verify(actor);
    const found = await this.deps.finder.find(actor, text);
    const { secret } = found;
    const { maxGrantHours: maxHours } = this.deps.approvers.locationOf(secret);
    const form: RequestForm = { secret: summaryOf(secret), maxHours, defaultHours: defaultHours(maxHours) };
    const open = await this.deps.writer.open(secret, actor.objectId, 'access');
    if (open) return { ...form, open: await this.deps.own.view(actor, open, secret) };
    await this.#allow(actor, found, { kind: 'access', hours: form.defaultHours });
    return form;
  }

  /**
   * Makes the request, and asks those who decide. May be repeated: gives the open one when there is one.
   *
   * @throws as `form`; invalid_input for hours and reason; conflict `changed_meanwhile`; too_many
   */
  async ask(
    actor: Actor,
    text: string,
    wanted: { readonly hours?: string; readonly reason: string },
    origin: Origin,
  ): Promise<RequestView> {
    const requester = await this.deps.people.verify(actor, { fresh: true });
    const found = await this.deps.finder.find(actor, text);
    const { secret } = found;
    const made = await this.deps.store.records.requests.madeBy(secret.tenantId, requester.objectId, LATEST);
    const known = await this.#known(secret, requester, made, wanted.reason);
    if (known) return this.deps.own.view(actor, known, secret);
    const most = this.deps.approvers.locationOf(secret).maxGrantHours;
    const { hours, faults } = readHours(wanted.hours, { most, otherwise: defaultHours(most) });
    const wish = { kind: 'access', hours } as const;
    const deciders = await this.#allow(actor, found, wish);
    refuseFaults([...faults, ...reasonFaults(wanted.reason)]);
    await this.deps.limits.askAgain(actor, secret.reference);
    await this.deps.limits.ask(actor);
    const request = await this.deps.writer.write({
      acted: actedBy(actor),
      requester,
      secret,
      wish,
      reason: wanted.reason,
      origin,
      deciders,
    });
    return this.deps.own.view(actor, request, secret);
  }

  /** Takes the actor's own request back. May be repeated; one that has ended stays as it ended. @throws not_found `request` */
  async withdraw(actor: Actor, requestId: string): Promise<RequestView> {
    await this.deps.people.verify(actor);
    const { request, secret } = await this.deps.own.take(actor, requestId);
    if (request.requester.objectId !== actor.objectId) throw new DomainError('not_found', { what: 'request' });
    const after = await this.deps.store.transaction(async (records) => {
      const latest = (await records.requests.find(requestId)) ?? request;
      if (latest.state !== 'open') return latest;
      const context = { secret, acted: actedBy(actor), now: this.deps.clock.now(), ids: this.deps.ids };
      return endRequest(records, latest, { state: 'withdrawn' }, context);
    });
    // Something else was first at this very moment: as it stands now.
    return after ? this.deps.own.view(actor, after, secret) : this.show(actor, requestId);
  }

  /** One request as it stands, for its requester and those who were asked. @throws not_found `request` for anybody else */
  async show(actor: Actor, requestId: string): Promise<RequestView> {
    await this.deps.people.verify(actor);
    const { request, secret } = await this.deps.own.take(actor, requestId);
    return this.deps.own.view(actor, request, secret);
  }

  /** What waits for the actor, what the actor asked for, and what the actor may open. */
  async mine(actor: Actor): Promise<OwnRequests> {
    await this.deps.people.verify(actor);
    return this.deps.own.of(actor);
  }

  /** The rule, the freeze and the number of those who could decide. */
  async #allow(actor: Actor, { secret, who }: FoundSecret, wish: Wish): Promise<Deciders> {
    const { records } = this.deps.store;
    const tickets = await records.tickets.ofSecret(secret.tenantId, secret.reference);
    const now = this.deps.clock.now();
    const { sharing, vaulted } = factsOf(secret);
    const decision = decideRequest({ secret, who, tickets, personId: actor.objectId, now });
    if (decision.kind === 'ended')
      throw new DomainError('gone', { reason: secret.state === 'active' ? 'expired' : 'deleted' });
    if (!sharing || !vaulted) refuseFaults([{ field: 'share', rule: 'not_shared' }]);
    if (decision.kind !== 'allowed') throw new DomainError('not_allowed', { action: 'request' });
    await refuseWhileFrozen(records, secret.tenantId);
    return this.deps.approvers.of({ wish, requesterId: actor.objectId, secret });
  }

  /** The open request, or the same one a moment ago: one click that is delivered twice asks once. */
  async #known(
    secret: Secret,
    { objectId }: Person,
    made: readonly AccessRequest[],
    reason: string,
  ): Promise<AccessRequest | undefined> {
    const open = await this.deps.writer.open(secret, objectId, 'access');
    if (open) return open;
    const since = this.deps.clock.now().getTime() - TWIN_MS;
    return made.find(
      (request) =>
        request.reference === secret.reference &&
        request.wish.kind === 'access' &&
        request.state !== 'withdrawn' &&
        request.reason === reason.trim() &&
        request.createdAt.getTime() > since,
    );
  }
}
