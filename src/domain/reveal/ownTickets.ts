import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { SecretSummary } from '../notices/notice';
import { summaryOf, summaryOfIntent } from '../notices/summaries';
import { put } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { Ticket } from './ticket';

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** A ticket with what it is for. `secret` is missing while the create is under way, or when it never ended well. */
export interface TicketInHand {
  readonly ticket: Ticket;
  readonly summary: SecretSummary;
  readonly secret?: Secret;
}

/** Hands tickets to the people they are for, and to nobody else. */
export class OwnTickets {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The actor's own ticket.
   *
   * @throws not_found `ticket` when there is none or it is somebody else's; the second is audited and told to the
   * owner, and answered exactly like the first.
   */
  async take(actor: Actor, ticketId: string): Promise<TicketInHand> {
    const { records } = this.deps.store;
    const ticket = await records.tickets.find(ticketId);
    if (!ticket) throw new DomainError('not_found', { what: 'ticket' });
    const secret = await records.secrets.find(ticket.tenantId, ticket.reference);
    const intent = secret ? undefined : await records.intents.findCreate(ticket.id);
    const summary = secret ? summaryOf(secret) : intent && summaryOfIntent(intent);
    if (!summary) throw new DomainError('not_found', { what: 'ticket' });
    if (ticket.tenantId === actor.tenantId && ticket.personId === actor.objectId) {
      return { ticket, summary, ...(secret ? { secret } : {}) };
    }
    await this.#report(actor, ticket, summary, secret?.owner.objectId ?? intent?.draft.owner.ownerId);
    throw new DomainError('not_found', { what: 'ticket' });
  }

  /** Writes a refused reveal into the audit. */
  async refused(actor: Actor, ticket: Ticket, detail: string): Promise<void> {
    const { audit } = this.deps.store.records;
    await audit.append(refusal(actor, ticket, this.deps.clock.now(), detail));
  }

  /** Repeated attempts of one person on one ticket are one message to the owner. */
  async #report(actor: Actor, ticket: Ticket, secret: SecretSummary, ownerId: string | undefined): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.store.transaction(async (records) => {
      await records.audit.append(refusal(actor, ticket, now, 'foreign'));
      if (!ownerId) return;
      const to = { tenantId: ticket.tenantId, personId: ownerId };
      const subject = `notice:foreign:${ticket.id}:${actor.objectId}` as const;
      const notice = { kind: 'foreign_attempt', secret, byName: actor.displayName, at: now } as const;
      await put(records.outbox, [{ to, subject, notice }], { ids: this.deps.ids, now });
    });
  }
}

function refusal(actor: Actor, ticket: Ticket, at: Date, detail: string) {
  return {
    at,
    tenantId: ticket.tenantId,
    action: 'reveal.refused',
    ...actedBy(actor),
    reference: ticket.reference,
    ticketId: ticket.id,
    detail,
  } as const;
}
