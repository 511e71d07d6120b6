import { decideAccess, factsOf } from '../access/accessPolicy';
import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import type { Origin } from '../notices/recipient';
import { carrierOf } from '../notices/summaries';
import { put } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import { holdsOpenTicket } from '../reveal/notSeenRule';
import { preApprovedTicket } from '../reveal/preApproval';
import type { Secret } from '../secrets/secret';
import type { SecretFinder } from '../secrets/secretFinder';
import type { Approvers } from './approvers';
import { refuseWhileFrozen } from './freezeService';
import { refuseUnlessUnchanged } from './settingsGuard';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly finder: Pick<SecretFinder, 'find'>;
  readonly approvers: Pick<Approvers, 'locationOf'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** Lets pre-approved owners look at their value again: they need nobody's approval, only a new ticket each time. */
export class PreApprovedLooks {
  constructor(private readonly deps: Dependencies) {}

  /**
   * A ticket and its private card, at once, if the actor is the secret's pre-approved owner. May be repeated: while the
   * owner has a ticket that can be used there is no second one.
   *
   * @returns false for everybody else, who must ask; nothing was done then
   * @throws not_found; ambiguous; frozen; conflict `changed_meanwhile`
   */
  async take(actor: Actor, text: string, origin: Origin): Promise<boolean> {
    await this.deps.people.verify(actor, { fresh: true });
    const { secret, who } = await this.deps.finder.find(actor, text);
    const now = this.deps.clock.now();
    const isTheirs = decideAccess('take', who, factsOf(secret)).kind === 'allowed';
    if (!isTheirs || secret.expiresAt <= now) return false;
    await this.#issue(actor, secret, origin);
    return true;
  }

  async #issue(actor: Actor, secret: Secret, origin: Origin): Promise<void> {
    const { tenantId, reference } = secret;
    const personId = actor.objectId;
    const location = this.deps.approvers.locationOf(secret);
    await this.deps.store.transaction(async (records) => {
      await refuseUnlessUnchanged(records, secret);
      await refuseWhileFrozen(records, tenantId);
      const now = this.deps.clock.now();
      if (holdsOpenTicket(await records.tickets.ofSecret(tenantId, reference), personId, now)) return;
      const ticket = preApprovedTicket(this.deps.ids.id(), secret, location, now);
      await records.tickets.add(ticket);
      await records.audit.append({
        at: now,
        tenantId,
        action: 'ticket.issued',
        ...actedBy(actor),
        reference,
        applicationId: secret.application.objectId,
        keyId: secret.keyId,
        ticketId: ticket.id,
        detail: ticket.cause,
      });
      const carrier = carrierOf(
        ticket,
        secret,
        { kind: 'ready', until: ticket.expiresAt },
        { tenantId, personId, origin },
      );
      await put(records.outbox, [carrier], { ids: this.deps.ids, now });
    });
  }
}
