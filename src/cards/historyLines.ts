import type { AuditAction } from '../domain/audit/auditEvent';
import type { WordKey, Words } from '../messages/catalogue';
import { type Button, executeButton } from './buttons';
import { shortName } from './fact';
import { type Line, lines } from './line';
import type { Viewing } from './renderCard';

/** Who did something; `left` when the directory knows them no more. */
export type Doer = { readonly name: string } | 'left';

/** One line of a secret's history. */
export interface HistoryLine {
  readonly at: Date;
  readonly action: AuditAction;
  /** The audit's detail: says which setting was changed. */
  readonly detail?: string;
  /** Left out where it is the bot's own doing, or nobody could be asked who it is. */
  readonly by?: Doer;
  /** The name of the person whose ticket or access it is about, where it is known. */
  readonly about?: string;
}

/** One page of a history, the latest first; `next` is the cursor of the following page. */
export interface HistoryPage {
  readonly lines: readonly HistoryLine[];
  readonly next?: string;
}

/** A page of a secret's history, in words. */
export function historyLines(page: HistoryPage, { timeZone }: Viewing, words: Words): readonly Line[] {
  const shown = page.lines.map((line) => {
    const at = words.dateTime(line.at, timeZone);
    return words.text('secret.line', { at, what: happened(line, words) });
  });
  return lines(...shown);
}

/** The button to the following page, where there is one. */
export function moreButton(reference: string, { next }: HistoryPage, words: Words): readonly Button[] {
  return next === undefined
    ? []
    : [executeButton(words, 'history/show', { reference, after: next }, { title: 'button.moreHistory' })];
}

function happened({ action, detail = '', by, about }: HistoryLine, words: Words): string {
  const somebody = words.plain('history.somebody');
  const key = (action === 'settings.changed' ? settings.get(detail) : undefined) ?? happenings[action];
  return words.plain(key, {
    by: by === undefined ? somebody : by === 'left' ? words.plain('history.left') : shortName(by.name),
    about: about === undefined ? somebody : shortName(about),
  });
}

/** What `settings.changed` says it changed. */
const settings: ReadonlyMap<string, WordKey> = new Map<string, WordKey>([
  ['owner', 'history.ownerChanged'],
  ['sharing_on', 'history.sharingOn'],
  ['sharing_off', 'history.sharingOff'],
  ['pre_approval_on', 'history.preApprovalOn'],
  ['pre_approval_off', 'history.preApprovalOff'],
]);

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
  'copy.expired': 'history.copyExpired',
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
  'person.erased': 'history.personErased',
};
