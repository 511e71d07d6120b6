import type { AuditAction } from '../domain/audit/auditEvent';
import type { WordKey, Words } from '../messages/catalogue';
import { shortName } from './fact';
import { type Line, lines } from './line';
import type { Viewing } from './renderCard';

/** One line of a secret's history. `by` is a name; left out where it is the bot's own doing or nobody known. */
export interface HistoryLine {
  readonly at: Date;
  readonly action: AuditAction;
  readonly by?: string;
}

/** As many lines of history as fit a card that people still read. */
const MOST_HISTORY = 10;

/** The latest of a secret's history, in words. */
export function historyLines(history: readonly HistoryLine[], { timeZone }: Viewing, words: Words): readonly Line[] {
  const shown = history.slice(0, MOST_HISTORY).map((line) => {
    const by = line.by === undefined ? words.plain('history.somebody') : shortName(line.by);
    const at = words.dateTime(line.at, timeZone);
    return words.text('secret.line', { at, what: words.plain(happenings[line.action], { by }) });
  });
  const more = history.length - shown.length;
  return lines(...shown, ...(more > 0 ? [words.text('secret.earlier', { count: more })] : []));
}

const happenings: Record<AuditAction, WordKey> = {
  'create.intended': 'history.createIntended',
  'create.added': 'history.createAdded',
  'create.found': 'history.createFound',
  'create.vaulted': 'history.createVaulted',
  'create.done': 'history.createDone',
  'create.undone': 'history.createUndone',
  'create.unclear': 'history.createUnclear',
  'delete.confirmed': 'history.deleteConfirmed',
  'delete.begun': 'history.deleteBegun',
  'delete.removed': 'history.deleteRemoved',
  'delete.unvaulted': 'history.deleteUnvaulted',
  'delete.done': 'history.deleteDone',
  'ticket.issued': 'history.ticketIssued',
  'ticket.expired': 'history.ticketExpired',
  'reveal.shown': 'history.revealShown',
  'reveal.confirmed': 'history.revealConfirmed',
  'reveal.refused': 'history.revealRefused',
  'reveal.not_seen': 'history.revealNotSeen',
  'settings.asked': 'history.settingsAsked',
  'settings.changed': 'history.settingsChanged',
  'request.made': 'history.requestMade',
  'request.withdrawn': 'history.requestWithdrawn',
  'request.approved': 'history.requestApproved',
  'request.denied': 'history.requestDenied',
  'request.expired': 'history.requestExpired',
  'request.cancelled': 'history.requestCancelled',
  'request.escalated': 'history.requestEscalated',
  'grant.made': 'history.grantMade',
  'grant.revoked': 'history.grantRevoked',
  'grant.ended': 'history.grantEnded',
  'freeze.on': 'history.freezeOn',
  'freeze.off': 'history.freezeOff',
  'knower.left': 'history.knowerLeft',
  'reconcile.gone': 'history.reconcileGone',
  'ticket.cancelled': 'history.ticketCancelled',
  'restore.settled': 'history.restoreSettled',
  'limit.reached': 'history.limitReached',
};
