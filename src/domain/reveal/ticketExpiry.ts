import { BY_THE_BOT } from '../audit/auditEvent';
import { isDomainError } from '../errors';
import { carrierOf } from '../notices/summaries';
import { put } from '../notices/telling';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import { beginDelete, deleteOf } from '../secrets/deleteIntents';
import type { DeleteRun } from '../secrets/deleteRun';
import type { Secret } from '../secrets/secret';
import { type Stopping, untilStop } from '../stopping';
import type { Ticket } from './ticket';

const AT_ONCE = 100;

interface Dependencies {
  readonly store: Store;
  readonly deletes: Pick<DeleteRun, 'run'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly stopping: Stopping;
}

/** Ends the tickets whose time has come. An unvaulted value that nobody looked at takes its credential with it. */
export class TicketExpiry {
  constructor(private readonly deps: Dependencies) {}

  /** Ends what is due. A claim and an end of one ticket exclude each other: whichever comes first holds. */
  async run(): Promise<void> {
    for (const ticket of untilStop(
      await this.deps.store.records.tickets.due(this.deps.clock.now(), AT_ONCE),
      this.deps.stopping,
    )) {
      const deleteId = await this.#end(ticket);
      if (deleteId) await this.deps.deletes.run(deleteId);
    }
  }

  /** @returns the delete to go on with, when a credential must go */
  async #end(ticket: Ticket): Promise<string | undefined> {
    const now = this.deps.clock.now();
    try {
      return await this.deps.store.transaction(async (records) => {
        const secret = await records.secrets.find(ticket.tenantId, ticket.reference);
        // A create that is still under way ends its ticket itself.
        if (!secret && (await isUnderWay(records, ticket))) return undefined;
        if (!(await records.tickets.end(ticket.id, 'expired', now))) return undefined;
        await audit(records, ticket, now);
        if (secret?.state !== 'active') return undefined;
        if (ticket.sealed) return this.#removeUnseen(records, ticket, secret, now);
        const carrier = carrierOf(ticket, secret, { kind: 'expired', at: ticket.expiresAt });
        await put(records.outbox, [carrier], { ids: this.deps.ids, now });
        return undefined;
      });
    } catch (error) {
      if (isDomainError(error, 'conflict')) return undefined;
      throw error;
    }
  }

  async #removeUnseen(records: Records, ticket: Ticket, secret: Secret, now: Date): Promise<string> {
    const actor = { tenantId: secret.tenantId, ...secret.creator };
    const intent = deleteOf({ kind: 'ours', secret }, { actor, id: `${ticket.id}~unseen`, now, cause: 'unseen' });
    await records.secrets.moveState(secret.tenantId, secret.reference, 'active', 'deleting', now);
    await beginDelete(records, intent, now);
    return intent.id;
  }
}

async function isUnderWay(records: Records, ticket: Ticket): Promise<boolean> {
  const intent = await records.intents.findCreate(ticket.id);
  return intent !== undefined && intent.step !== 'undone' && intent.step !== 'unclear';
}

function audit(records: Records, ticket: Ticket, at: Date): Promise<void> {
  return records.audit.append({
    at,
    tenantId: ticket.tenantId,
    action: 'ticket.expired',
    ...BY_THE_BOT,
    reference: ticket.reference,
    ticketId: ticket.id,
    detail: ticket.cause,
  });
}
