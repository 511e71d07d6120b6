import type { AuditAction, AuditEvent } from '../domain/audit/auditEvent';

/** Actions whose detail is a word of a closed list; that of the others is an id, a place, a moment or a number. */
const REASONED: readonly AuditAction[] = [
  'create.done',
  'create.undone',
  'delete.begun',
  'delete.confirmed',
  'delete.done',
  'grant.ended',
  'knower.left',
  'limit.reached',
  'request.approved',
  'request.cancelled',
  'request.denied',
  'request.expired',
  'request.made',
  'request.withdrawn',
  'reveal.not_seen',
  'reveal.refused',
  'reveal.shown',
  'ticket.expired',
  'ticket.issued',
];

/** What the words of the closed lists look like: no id does. */
const WORD = /^[a-z][a-z_.]{0,39}$/;

/** Why, or by what, something happened: a word that a metric may have; empty where there is none. */
export function reasonOf({ action, detail }: Pick<AuditEvent, 'action' | 'detail'>): string {
  return detail !== undefined && REASONED.includes(action) && WORD.test(detail) ? detail : '';
}
