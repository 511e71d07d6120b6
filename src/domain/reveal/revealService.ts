import { decideAccess, factsOf, NOBODY } from '../access/accessPolicy';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import { actedBy, joinedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { Limits } from '../limits/limits';
import type { Origin } from '../notices/recipient';
import { carrierOf } from '../notices/summaries';
import { put } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { Sensitive } from '../sensitive';
import { refuseWhileFrozen } from '../sharing/freezeService';
import type { NotSeen } from './notSeen';
import { decideNotSeen, remedyFor } from './notSeenRule';
import type { OwnTickets, TicketInHand } from './ownTickets';
import type { Ticket } from './ticket';
import { CLICK_MS } from './ticketLife';
import { refusalOf, viewOf } from './ticketStanding';
import type { NotSeenOutcome, Revealed, TicketView } from './ticketView';
import type { ValueRead, ValueSource } from './valueSource';

interface Dependencies {
  readonly store: Store;
  readonly tickets: Pick<OwnTickets, 'take' | 'refused'>;
  readonly values: Pick<ValueSource, 'read'>;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly notSeen: Pick<NotSeen, 'run'>;
  readonly limits: Pick<Limits, 'reveal'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

interface RevealClick {
  readonly actor: Actor;
  readonly arrivedAt: Date;
  readonly read: ValueRead;
}

/** Shows values: one ticket, one person, at most once. Plaintext passes through `reveal`. */
export class RevealService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * What to say when the carrier's button is clicked. Claims nothing and reads no value.
   *
   * @throws not_found `ticket` when there is none or it is somebody else's; such an attempt is audited and told to the
   * owner; `person` for whom the directory does not know as enabled at this moment; frozen for a ticket that could be
   * used otherwise; too_many.
   */
  async open(actor: Actor, ticketId: string): Promise<TicketView> {
    await this.deps.limits.reveal(actor);
    await this.deps.people.verify(actor, { fresh: true });
    const inHand = await this.deps.tickets.take(actor, ticketId);
    const view = viewOf(inHand, this.deps.clock.now());
    if (view.kind === 'ready') await refuseWhileFrozen(this.deps.store.records, actor.tenantId);
    if ((view.kind !== 'shown' && view.kind !== 'expired') || !inHand.secret) return view;
    const who = await this.deps.standings.of(actor, inHand.secret);
    const decision = decideNotSeen(inHand.ticket, inHand.secret, who, this.deps.clock.now());
    return decision.kind === 'allowed' ? { ...view, remedy: remedyFor(inHand.secret) } : view;
  }

  /**
   * The value, to the one person it is for, once. Authorises, reads, claims, answers; of concurrent calls one gets it.
   * Plaintext comes back. `arrivedAt` is when the click reached the process: after eight seconds nothing is claimed,
   * since the chat may have given up on the answer.
   *
   * @throws not_found `ticket` as `open`, and for a wrong ticket key, `credential` when the vault has lost the value;
   * not_allowed; conflict `not_ready`, `too_late`, `key_missing`; gone; frozen; too_many; unavailable. In none of these
   * cases was anything claimed, but for unavailable of `storage`: the answer to the claim's commit may be what was lost.
   */
  async reveal(actor: Actor, ticketId: string, ticketKey: Sensitive | undefined, arrivedAt: Date): Promise<Revealed> {
    await this.deps.limits.reveal(actor);
    const inHand = await this.deps.tickets.take(actor, ticketId);
    const secret = await this.#authorise(actor, inHand);
    const read = await this.deps.values.read(inHand.ticket, secret, ticketKey);
    if (read === 'missing') return this.#explain(actor, ticketId);
    if (read === 'wrong_key' || read === 'unknown_seal_key') {
      await this.deps.tickets.refused(actor, inHand.ticket, read);
      if (read === 'wrong_key') throw new DomainError('not_found', { what: 'ticket' });
      // The ticket stays as it is: another replica may have the key. If none has, its end removes the credential.
      throw new DomainError('conflict', { reason: 'key_missing' });
    }
    const click = { actor, arrivedAt, read };
    const ticket = await this.#claim(click, inHand.ticket, secret);
    if (ticket === 'too_late') {
      await this.deps.tickets.refused(actor, inHand.ticket, ticket);
      throw new DomainError('conflict', { reason: ticket });
    }
    return ticket ? { value: read.value, secret, ticket } : this.#explain(actor, ticketId);
  }

  /** The person says that the value is stored. May be repeated. @throws not_found `ticket` as `open` */
  async stored(actor: Actor, ticketId: string): Promise<void> {
    const { ticket, secret } = await this.deps.tickets.take(actor, ticketId);
    if (!secret) return;
    const now = this.deps.clock.now();
    await this.deps.store.transaction(async (records) => {
      if (!(await records.tickets.confirm(ticket.id, actor.objectId, now))) return;
      const { tenantId, reference } = ticket;
      const row = { at: now, tenantId, ...actedBy(actor), reference, ticketId: ticket.id };
      await records.audit.append({ ...row, action: 'reveal.confirmed' });
      const state = { kind: 'shown', at: ticket.shownAt ?? now, confirmedAt: now } as const;
      await put(records.outbox, [carrierOf(ticket, secret, state)], { ids: this.deps.ids, now });
    });
  }

  /**
   * "I didn't see it": a new ticket for a vaulted value, a new credential for any other; audited and told to the owner.
   * May be repeated: gives the ticket or the reissue under way.
   *
   * @throws not_found `ticket` as `open`; not_allowed; gone; frozen; too_many; conflict `not_ready`; refused and invalid_input when the application takes no new secret.
   */
  async notSeen(actor: Actor, ticketId: string, origin: Origin): Promise<NotSeenOutcome> {
    await this.deps.limits.reveal(actor);
    const inHand = await this.deps.tickets.take(actor, ticketId);
    return this.deps.notSeen.run(actor, inHand, origin);
  }

  /** Who asks is still somebody, the ticket can be used, and the access rule agrees. */
  async #authorise(actor: Actor, inHand: TicketInHand): Promise<Secret> {
    const view = viewOf(inHand, this.deps.clock.now());
    if (view.kind !== 'ready') return this.#refuse(actor, view);
    await this.#refuseWhileFrozen(actor, inHand.ticket);
    const isSomebody = await this.#isSomebody(actor);
    const decision = decideAccess('reveal', { ...NOBODY, holder: true }, factsOf(view.secret));
    if (isSomebody && decision.kind === 'allowed') return view.secret;
    await this.deps.tickets.refused(actor, inHand.ticket, isSomebody ? decision.kind : 'person');
    throw new DomainError('not_allowed', { action: 'reveal' });
  }

  async #isSomebody(actor: Actor): Promise<boolean> {
    try {
      await this.deps.people.verify(actor, { fresh: true });
      return true;
    } catch (error) {
      if (isDomainError(error, 'not_found')) return false;
      throw error;
    }
  }

  /** Claim, audit and the card's next state are one transaction. The time is taken last, when the transaction has its turn. */
  #claim(click: RevealClick, ticket: Ticket, secret: Secret): Promise<Ticket | 'too_late' | undefined> {
    const { actor, arrivedAt, read } = click;
    return this.deps.store.transaction(async (records) => {
      const now = this.deps.clock.now();
      if (now.getTime() - arrivedAt.getTime() > CLICK_MS) return 'too_late';
      const { tenantId, objectId: personId } = actor;
      const shown = await records.tickets.claim({ ticketId: ticket.id, tenantId, personId, now });
      if (!shown) return undefined;
      await records.audit.append({
        at: now,
        tenantId,
        action: 'reveal.shown',
        ...actedBy(actor),
        reference: ticket.reference,
        applicationId: secret.application.objectId,
        keyId: secret.keyId,
        ticketId: ticket.id,
        detail: ticket.cause,
        ...joinedBy(read),
      });
      await put(records.outbox, [carrierOf(shown, secret, { kind: 'shown', at: now })], { ids: this.deps.ids, now });
      return shown;
    });
  }

  /** Something else was first: says what, from the ticket as it is now. Else the value itself has gone from where it was. */
  async #explain(actor: Actor, ticketId: string): Promise<never> {
    const view = viewOf(await this.deps.tickets.take(actor, ticketId), this.deps.clock.now());
    await this.#refuseWhileFrozen(actor, view.ticket);
    if (view.kind === 'ready') throw new DomainError('not_found', { what: 'credential' });
    return this.#refuse(actor, view);
  }

  /** What came too late is audited. A repeat of what was shown is not: Teams redelivers clicks, and nobody is refused. */
  async #refuse(actor: Actor, view: TicketView): Promise<never> {
    if (view.kind !== 'shown' && view.kind !== 'not_ready') {
      await this.deps.tickets.refused(actor, view.ticket, view.kind);
    }
    throw refusalOf(view);
  }

  async #refuseWhileFrozen(actor: Actor, ticket: Ticket): Promise<void> {
    try {
      await refuseWhileFrozen(this.deps.store.records, actor.tenantId);
    } catch (error) {
      if (isDomainError(error, 'frozen')) await this.deps.tickets.refused(actor, ticket, 'frozen');
      throw error;
    }
  }
}
