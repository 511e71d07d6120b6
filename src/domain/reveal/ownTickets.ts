import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import type { SecretSummary } from '../notices/notice';
import { summaryOf, summaryOfIntent } from '../notices/summaries';
import { put } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Reference } from '../reference';
import type { Secret } from '../secrets/secret';
import type { Ticket } from './ticket';

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** Looked for where there is no ticket. */
const NO_REFERENCE = 'sb-00000000' as Reference;

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
   * @throws not_found `ticket` when there is none or it is somebody else's: both are audited and answered alike, and the
   * second is told to the owner; too_many
   */
  async take(actor: Actor, ticketId: string): Promise<TicketInHand> {
    return this.deps.guesses.watch(actor, () => this.#take(actor, ticketId));
  }

  /** Writes a refused reveal into the audit. */
  async refused(actor: Actor, ticket: Ticket, detail: string): Promise<void> {
    const { audit } = this.deps.store.records;
    await audit.append(refusal(actor, ticket, this.deps.clock.now(), detail));
  }

  /** Where there is none as much is read and written down as where it is somebody else's. */
  async #take(actor: Actor, ticketId: string): Promise<TicketInHand> {
    const { records } = this.deps.store;
    const ticket = await records.tickets.find(ticketId);
    const secret = await records.secrets.find(ticket?.tenantId ?? actor.tenantId, ticket?.reference ?? NO_REFERENCE);
    const intent = secret ? undefined : await records.intents.findCreate(ticketId);
    const summary = secret ? summaryOf(secret) : intent && summaryOfIntent(intent);
    const isTheirs = ticket?.tenantId === actor.tenantId && ticket.personId === actor.objectId;
    if (ticket && summary && isTheirs) return { ticket, summary, ...(secret ? { secret } : {}) };
    const ownerId = secret?.owner.objectId ?? intent?.draft.owner.ownerId;
    await this.#report(actor, ticket && summary && { ticket, summary, ownerId });
    throw new DomainError('not_found', { what: 'ticket' });
  }

  /** Repeated attempts of one person on one ticket are one message to the owner. */
  async #report(actor: Actor, foreign: Foreign | undefined): Promise<void> {
    const now = this.deps.clock.now();
    await this.deps.store.transaction(async (records) => {
      if (!foreign) {
        const { tenantId } = actor;
        await records.audit.append({
          at: now,
          tenantId,
          ...actedBy(actor),
          action: 'reveal.refused',
          detail: 'unknown',
        });
        return;
      }
      const { ticket, summary: secret, ownerId } = foreign;
      await records.audit.append(refusal(actor, ticket, now, 'foreign'));
      if (!ownerId) return;
      const to = { tenantId: ticket.tenantId, personId: ownerId };
      const subject = `notice:foreign:${ticket.id}:${actor.objectId}` as const;
      const notice = { kind: 'foreign_attempt', secret, byName: actor.displayName, at: now } as const;
      await put(records.outbox, [{ to, subject, notice }], { ids: this.deps.ids, now });
    });
  }
}

/** Somebody else's ticket, and who is to hear of it. */
interface Foreign {
  readonly ticket: Ticket;
  readonly summary: SecretSummary;
  readonly ownerId: string | undefined;
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
