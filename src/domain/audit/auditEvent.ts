/** The closed list of things worth an audit row. */
export type AuditAction =
  | 'create.intended'
  | 'create.added'
  | 'create.vaulted'
  | 'create.done'
  | 'create.undone'
  | 'create.unclear'
  | 'delete.confirmed'
  | 'delete.done'
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
  | 'restore.settled';

/** One fact for the audit, by allow-list: ids and outcomes, never a value, a key, or free text. */
export interface AuditEvent {
  readonly at: Date;
  readonly tenantId: string;
  readonly action: AuditAction;
  /** Object id of the person who acted; `system` for the bot's own sweeps. */
  readonly actorId: string;
  readonly reference?: string;
  readonly applicationId?: string;
  readonly keyId?: string;
  readonly ticketId?: string;
  /** A code of the closed tables (cause, refusal, undo reason), never text of another system. */
  readonly detail?: string;
  /** Graph's or Key Vault's request id, to join both sides' logs. */
  readonly requestId?: string;
}
