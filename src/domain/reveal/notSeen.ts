import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { Limits } from '../limits/limits';
import type { Origin, Recipient } from '../notices/recipient';
import { carrierOf, summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { CreateIntents } from '../secrets/createIntents';
import type { DraftService } from '../secrets/draftService';
import type { CreateIntent } from '../secrets/intent';
import { dayOf, knownZone } from '../secrets/lifetime';
import type { Secret } from '../secrets/secret';
import type { SecretDraft } from '../secrets/secretDraft';
import { refuseWhileFrozen } from '../sharing/freezeService';
import { refuseUnlessUnchanged } from '../sharing/settingsGuard';
import { decideNotSeen, isUsable, remedyFor } from './notSeenRule';
import type { TicketInHand } from './ownTickets';
import type { Ticket } from './ticket';
import { ticketUntil } from './ticketLife';
import type { NotSeenOutcome } from './ticketView';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly drafts: Pick<DraftService, 'check'>;
  readonly intents: Pick<CreateIntents, 'known' | 'write'>;
  readonly limits: Pick<Limits, 'change'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** What happens when a person says that they did not see the value they were shown. */
export class NotSeen {
  constructor(private readonly deps: Dependencies) {}

  /** A new ticket for a vaulted value, a new credential for any other. @throws as `RevealService.notSeen` */
  async run(actor: Actor, { ticket, secret }: TicketInHand, origin: Origin): Promise<NotSeenOutcome> {
    if (!secret) throw new DomainError('conflict', { reason: 'not_ready' });
    await this.deps.people.verify(actor, { fresh: true });
    await refuseWhileFrozen(this.deps.store.records, ticket.tenantId);
    if (secret.vaultEntry) return this.#newTicket(actor, ticket, secret, origin);
    return this.#reissue(actor, ticket, secret, origin);
  }

  async #newTicket(actor: Actor, ticket: Ticket, secret: Secret, origin: Origin): Promise<NotSeenOutcome> {
    const id = nextTicketId(ticket.id);
    const made = await this.deps.store.records.tickets.find(id);
    if (made && isUsable(made, this.deps.clock.now())) return { kind: 'new_ticket', ticketId: id };
    await this.#allow(actor, ticket, secret);
    if (made) throw new DomainError('gone', { reason: made.state === 'shown' ? 'already_shown' : 'expired' });
    const now = this.deps.clock.now();
    const next: Ticket = {
      id,
      tenantId: ticket.tenantId,
      personId: ticket.personId,
      reference: ticket.reference,
      cause: 'not_seen',
      state: 'ready',
      createdAt: now,
      expiresAt: ticketUntil(now, true, secret.expiresAt),
      sealed: false,
    };
    await this.#issue(actor, { ticket, next, secret, origin, now });
    return { kind: 'new_ticket', ticketId: id };
  }

  async #issue(
    actor: Actor,
    issued: { ticket: Ticket; next: Ticket; secret: Secret; origin: Origin; now: Date },
  ): Promise<void> {
    const { ticket, next, secret, origin, now } = issued;
    const to: Recipient = { tenantId: next.tenantId, personId: next.personId, origin };
    try {
      await this.deps.store.transaction(async (records) => {
        // A hand-over or a freeze at this very moment takes the right away.
        await refuseWhileFrozen(records, next.tenantId);
        await refuseUnlessUnchanged(records, secret);
        await records.tickets.add(next);
        await audit(records, { actor, ticket, secret, now });
        await records.audit.append({
          at: now,
          tenantId: next.tenantId,
          action: 'ticket.issued',
          ...actedBy(actor),
          reference: next.reference,
          ticketId: next.id,
          detail: next.cause,
        });
        const carrier = carrierOf(next, secret, { kind: 'ready', until: next.expiresAt }, to);
        const old = carrierOf(ticket, secret, { kind: 'replaced' });
        await put(records.outbox, [old, carrier, ...toOwner(actor, ticket, secret)], { ids: this.deps.ids, now });
      });
    } catch (error) {
      // The same click once more, at the same moment: the other one made the ticket.
      const made = isDomainError(error, 'conflict') && (await this.deps.store.records.tickets.find(next.id));
      if (!made) throw error;
    }
  }

  /** The owner is told when the new credential is there; until then nothing has changed. */
  async #reissue(actor: Actor, ticket: Ticket, secret: Secret, origin: Origin): Promise<NotSeenOutcome> {
    const { id, open } = await this.#reissueId(actor, secret);
    if (open) return { kind: 'reissuing', intentId: open.id };
    await this.#allow(actor, ticket, secret);
    const draft = draftOf(secret, origin.timeZone);
    const checked = await this.deps.drafts.check(actor, draft, { expiresAt: secret.expiresAt });
    await this.deps.limits.change(actor, secret.application.objectId);
    const along = (records: Records, now: Date) => audit(records, { actor, ticket, secret, now });
    const intent = await this.deps.intents.write({ id, actor, checked, origin, replaces: secret.reference, along });
    return { kind: 'reissuing', intentId: intent.id };
  }

  /** One reissue at a time for one secret: its id says which try it is, and only an undone one is followed by another. */
  async #reissueId(actor: Actor, secret: Secret): Promise<{ id: string; open?: CreateIntent }> {
    for (let attempt = 1; ; attempt += 1) {
      const id = `reissue-${secret.reference}-${attempt}`;
      const intent = await this.deps.intents.known(actor, id);
      if (!intent) return { id };
      if (intent.step !== 'undone' && intent.step !== 'unclear') return { id, open: intent };
    }
  }

  async #allow(actor: Actor, ticket: Ticket, secret: Secret): Promise<void> {
    const who = await this.deps.standings.of(actor, secret);
    switch (decideNotSeen(ticket, secret, who, this.deps.clock.now()).kind) {
      case 'allowed':
        return;
      case 'ended':
        throw ended(ticket, secret);
      default:
        throw new DomainError('not_allowed', { action: remedyFor(secret) === 'reissue' ? 'reissue' : 'reveal' });
    }
  }
}

function ended(ticket: Ticket, secret: Secret): DomainError {
  if (secret.state === 'active' && ticket.shownAt) {
    return new DomainError('gone', { reason: 'already_shown', at: ticket.shownAt });
  }
  if (secret.state === 'active') return new DomainError('gone', { reason: 'expired', at: ticket.expiresAt });
  return new DomainError('gone', { reason: secret.state === 'removed_unseen' ? 'removed_unseen' : 'deleted' });
}

/** `abc`, `abc~2`, `abc~3`: one follower each, so that a click that arrives twice makes one ticket. */
function nextTicketId(id: string): string {
  const [, root = id, count = '1'] = /^(.*)~(\d+)$/.exec(id) ?? [];
  return `${root}~${Number(count) + 1}`;
}

/** What the new credential is to be: the old one in everything, its end too. */
function draftOf(secret: Secret, timeZone: string): SecretDraft {
  const zone = knownZone(timeZone);
  return {
    applicationId: secret.application.objectId,
    details: {
      name: secret.name,
      description: secret.description,
      expiration: dayOf(secret.expiresAt, zone),
      locationId: secret.locationId,
      vault: false,
      share: false,
    },
    owner: { ownerId: secret.owner.objectId, preApprove: false },
    timeZone: zone,
  };
}

function audit(
  records: Records,
  { actor, ticket, secret, now }: { actor: Actor; ticket: Ticket; secret: Secret; now: Date },
): Promise<void> {
  return records.audit.append({
    at: now,
    tenantId: ticket.tenantId,
    action: 'reveal.not_seen',
    ...actedBy(actor),
    reference: ticket.reference,
    keyId: secret.keyId,
    ticketId: ticket.id,
    detail: remedyFor(secret),
  });
}

function toOwner(actor: Actor, ticket: Ticket, secret: Secret): readonly Telling[] {
  if (secret.owner.objectId === actor.objectId) return [];
  return [
    {
      to: { tenantId: ticket.tenantId, personId: secret.owner.objectId },
      subject: `notice:not_seen:${ticket.id}`,
      notice: { kind: 'not_seen', secret: summaryOf(secret), byName: actor.displayName },
    },
  ];
}
