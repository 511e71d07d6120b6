import type { Actor } from '../actor';

/** The closed list of things worth an audit row. */
export type AuditAction =
  | 'create.intended'
  | 'create.added'
  | 'create.found'
  | 'create.vaulted'
  | 'create.done'
  | 'create.undone'
  | 'create.unclear'
  | 'delete.confirmed'
  | 'delete.begun'
  | 'delete.removed'
  | 'delete.unvaulted'
  | 'delete.done'
  | 'copy.expired'
  | 'ticket.issued'
  | 'ticket.expired'
  | 'reveal.shown'
  | 'reveal.confirmed'
  | 'reveal.refused'
  | 'reveal.not_seen'
  | 'settings.asked'
  | 'settings.changed'
  | 'request.made'
  | 'request.withdrawn'
  | 'request.approved'
  | 'request.denied'
  | 'request.expired'
  | 'request.cancelled'
  | 'request.escalated'
  | 'grant.made'
  | 'grant.revoked'
  | 'grant.ended'
  | 'freeze.on'
  | 'freeze.off'
  | 'knower.left'
  | 'reconcile.gone'
  | 'ticket.cancelled'
  | 'restore.settled'
  | 'limit.reached'
  | 'person.erased';

/** Whose doing a row is, and by which click: spread into every row. */
export interface Acted {
  /** Object id of the person who acted; `system` for the bot's own sweeps, `operator` for a tool on its machine. */
  readonly actorId: string;
  /** The id of the verified activity that set it off, to join what follows from one click. */
  readonly clickId?: string;
}

/** The bot itself, when no click sets it off. */
export const BY_THE_BOT: Acted = { actorId: 'system' };

/** Whoever ran an operator's tool: somebody who may do so on the bot's machine, whom it cannot tell apart. */
export const BY_THE_OPERATOR: Acted = { actorId: 'operator' };

/** A person's own doing. */
export function actedBy({ objectId, clickId }: Pick<Actor, 'objectId' | 'clickId'>): Acted {
  return { actorId: objectId, ...(clickId === undefined ? {} : { clickId }) };
}

/** The request id of the answer that a row is about; nothing where the other side gave none. */
export function joinedBy(answer: { readonly requestId: string } | undefined): Pick<AuditEvent, 'requestId'> {
  return answer && answer.requestId !== '' ? { requestId: answer.requestId } : {};
}

/** One fact for the audit, by allow-list: ids and outcomes, never a value, a key, or free text. */
export interface AuditEvent extends Acted {
  readonly at: Date;
  readonly tenantId: string;
  readonly action: AuditAction;
  readonly reference?: string;
  readonly applicationId?: string;
  readonly keyId?: string;
  readonly ticketId?: string;
  /** A code of the closed tables (cause, refusal, undo reason), never text of another system. */
  readonly detail?: string;
  /** Graph's or Key Vault's request id, to join both sides' logs. */
  readonly requestId?: string;
}
