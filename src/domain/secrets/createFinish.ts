import { actedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { CarrierState } from '../notices/notice';
import { carrierOf, carrierOfIntent, summaryOf } from '../notices/summaries';
import { put } from '../notices/telling';
import type { Chat, Clock, Ids, NewCredential, Sealer } from '../ports';
import type { Records, Store } from '../records';
import { preApprovedTicket } from '../reveal/preApproval';
import type { Ticket } from '../reveal/ticket';
import { ticketUntil } from '../reveal/ticketLife';
import type { Sensitive } from '../sensitive';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import { deleteOfReplaced, type Ending, secretOf, tellingsOf } from './createEnding';
import type { SagaOutcome } from './createSaga';
import type { CreateWork } from './createWork';
import { beginDelete } from './deleteIntents';
import type { CreateIntent } from './intent';
import type { Secret } from './secret';

interface Dependencies {
  readonly store: Store;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly chat: Chat;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly locations: readonly Location[];
}

/** The last step of a create: settings, ticket, audit and notices in one transaction. Plaintext passes into the seal. */
export class CreateFinish {
  constructor(private readonly deps: Dependencies) {}

  /** Makes the secret active, or says why it must be undone: its name or the secret it replaces was lost meanwhile. */
  async run(work: CreateWork, added: NewCredential, ticketKey: Sensitive | undefined): Promise<SagaOutcome> {
    const ending = this.#endingOf(work.intent, added, ticketKey);
    try {
      await work.save({ ...work.intent, step: 'done' }, (records, now) => this.#commit(records, ending, now));
    } catch (error) {
      if (isDomainError(error, 'conflict') && error.details.reason !== 'changed_meanwhile') return { undo: 'refused' };
      throw error;
    }
    if (ticketKey) await this.#showReady(ending, ticketKey);
    return 'finished';
  }

  #endingOf(intent: CreateIntent, added: NewCredential, ticketKey: Sensitive | undefined): Ending {
    const now = this.deps.clock.now();
    const secret = secretOf(intent, added, now);
    return {
      intent,
      secret,
      until: ticketUntil(now, ticketKey === undefined, secret.expiresAt),
      // Plaintext: the value goes under the seal here, with a key that only the private card has.
      sealed: ticketKey && this.deps.sealer.seal(added.value, ticketKey, intent.ticketId),
      ownerTicket: this.#ownerTicket(intent, secret, now),
    };
  }

  /** A pre-approved owner who is somebody else gets a ticket without asking. */
  #ownerTicket(intent: CreateIntent, secret: Secret, now: Date): Ticket | undefined {
    const location = locationById(this.deps.locations, secret.locationId);
    if (!location || !secret.preApproved || secret.owner.objectId === secret.creator.objectId) return undefined;
    return preApprovedTicket(`${intent.id}~owner`, secret, location, now);
  }

  async #commit(records: Records, ending: Ending, now: Date): Promise<void> {
    const { intent, secret, until, sealed, ownerTicket } = ending;
    if (intent.replaces) await this.#retireReplaced(records, intent, now);
    await records.secrets.add(secret, intent.replaces);
    const isReady = await records.tickets.makeReady(intent.ticketId, until, sealed);
    if (!isReady) throw new DomainError('conflict', { reason: 'too_late' });
    if (ownerTicket) await records.tickets.add(ownerTicket);
    await this.#audit(records, ending, now);
    await put(records.outbox, tellingsOf(ending), { ids: this.deps.ids, now });
  }

  /** The old credential goes only now that the new one is there. */
  async #retireReplaced(records: Records, intent: CreateIntent, now: Date): Promise<void> {
    const { tenantId, replaces } = intent;
    if (!replaces) return;
    const old = await records.secrets.find(tenantId, replaces);
    const moved = old && (await records.secrets.moveState(tenantId, replaces, 'active', 'deleting', now));
    if (!old || !moved) throw new DomainError('conflict', { reason: 'too_late' });
    await beginDelete(records, deleteOfReplaced(intent, old, now), now);
    if (old.owner.objectId === intent.actor.objectId) return;
    const notice = {
      kind: 'not_seen',
      secret: summaryOf(old),
      byName: intent.actor.displayName,
      reissuedAs: intent.reference,
    } as const;
    const to = { tenantId, personId: old.owner.objectId };
    await put(records.outbox, [{ to, subject: `notice:reissued:${replaces}`, notice }], { ids: this.deps.ids, now });
  }

  async #audit(records: Records, { intent, secret, ownerTicket }: Ending, at: Date): Promise<void> {
    const row = {
      at,
      tenantId: intent.tenantId,
      ...actedBy(intent.actor),
      reference: intent.reference,
      applicationId: intent.application.objectId,
      keyId: secret.keyId,
    };
    await records.audit.append({ ...row, action: 'create.done', detail: intent.kind });
    const cause = intent.kind === 'reissue' ? 'reissue' : 'creation';
    await records.audit.append({ ...row, action: 'ticket.issued', ticketId: intent.ticketId, detail: cause });
    if (!ownerTicket) return;
    await records.audit.append({
      ...row,
      action: 'ticket.issued',
      ticketId: ownerTicket.id,
      detail: ownerTicket.cause,
    });
  }

  /** The key is still in memory, so the card can say that it is ready; where that fails, the first card opens as well. */
  async #showReady({ intent, secret, until }: Ending, ticketKey: Sensitive): Promise<void> {
    const ticket = await this.deps.store.records.tickets.find(intent.ticketId);
    if (ticket?.state !== 'ready') return;
    const { to, subject, notice } = carrierOfIntent(intent, { kind: 'ready', until });
    try {
      await this.deps.chat.tell(to, subject, notice, ticketKey);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    await this.#showPresent(intent, secret);
  }

  /** A reveal that came in between has told that the value was shown, perhaps before "ready" arrived: it is told again. */
  async #showPresent({ ticketId }: CreateIntent, secret: Secret): Promise<void> {
    if ((await this.deps.store.records.tickets.find(ticketId))?.state === 'ready') return;
    const now = this.deps.clock.now();
    await this.deps.store.transaction(async ({ tickets, outbox }) => {
      const ticket = await tickets.find(ticketId);
      if (ticket) await put(outbox, [carrierOf(ticket, secret, endStateOf(ticket, now))], { ids: this.deps.ids, now });
    });
  }
}

/** How the card of a ticket stands that is not ready any more. */
function endStateOf(ticket: Ticket, now: Date): CarrierState {
  const { state, expiresAt, shownAt = now, confirmedAt } = ticket;
  if (state === 'shown') return { kind: 'shown', at: shownAt, ...(confirmedAt ? { confirmedAt } : {}) };
  return state === 'expired' ? { kind: 'expired', at: expiresAt } : { kind: 'cancelled' };
}
