import { type DeleteCardView, deleteCard } from '../../../src/cards/deleteCard';
import { historyCard } from '../../../src/cards/historyCard';
import type { HistoryLine, HistoryPage } from '../../../src/cards/historyLines';
import { type ListCardView, type ListRow, listCard } from '../../../src/cards/listCard';
import { type AccessLine, type SecretCardView, secretCard } from '../../../src/cards/secretCard';
import type { AuditAction } from '../../../src/domain/audit/auditEvent';
import type { Secret, SecretState } from '../../../src/domain/secrets/secret';
import { type CardCase, inChat } from './cardCase';
import * as sample from './sample';

const { viewing, reference, otherReference, keyId, applicationId, days, minutes } = sample;

export function secretCases(texts: sample.Texts): readonly CardCase[] {
  return [...listCases(texts), ...showCases(texts), ...deleteCases(texts)];
}

function listCases(texts: sample.Texts): readonly CardCase[] {
  const rows = rowsOf(texts);
  const [secret, , , , shared] = rows;
  const application = { query: sample.clientId, displayName: texts.application };
  const scopes = ['mine', 'app', 'expiring', 'shared', 'all'] as const;
  const page = (state: string, view: Omit<ListCardView, keyof typeof viewing>) =>
    inChat('listCard', state, (words) => listCard({ ...viewing, ...view }, words));
  return [
    page('mine', { scope: 'mine', rows: rows.slice(0, 3), first: true }),
    page('app with foreign ones', { scope: 'app', application, rows: rows.slice(0, 6), first: true }),
    page('shared', { scope: 'shared', rows: shared ? [shared] : [], first: true }),
    page('all, ten and more', { scope: 'all', rows: tenOf(secret), next: 'cursor', first: true }),
    page('expiring, second page', { scope: 'expiring', rows: rows.slice(0, 1), first: false }),
    page('of an owner who is not pre-approved', {
      scope: 'mine',
      rows: rows.slice(2, 3).map((row) => ({ ...row, canDelete: true, canRequest: true })),
      first: true,
    }),
    page('nothing more', { scope: 'mine', rows: [], first: false }),
    ...scopes.map((scope) =>
      page(`${scope}, empty`, { scope, rows: [], first: true, ...(scope === 'app' ? { application } : {}) }),
    ),
  ];
}

function rowsOf(texts: sample.Texts): readonly ListRow[] {
  const { name, application: applicationName, person: ownerName } = texts;
  const secret = {
    kind: 'secret',
    reference,
    name,
    applicationName,
    ownerName,
    canDelete: true,
    canRequest: false,
  } as const;
  return [
    { ...secret, expiresAt: days(-2), vaulted: false, shared: false },
    { ...secret, expiresAt: days(1), vaulted: true, shared: false },
    { ...secret, expiresAt: days(12), vaulted: true, shared: true, canDelete: false, canRequest: true },
    { kind: 'foreign', applicationId, keyId, name: texts.typed, hint: 'abc', expiresAt: days(30), canDelete: true },
    {
      kind: 'shared',
      reference: otherReference,
      name,
      applicationName,
      ownerName: texts.otherPerson,
      canRequest: true,
    },
    { kind: 'foreign', applicationId, keyId, expiresAt: days(-30), canDelete: false },
  ];
}

function tenOf(row: ListRow | undefined): readonly ListRow[] {
  return row ? Array.from({ length: 10 }, () => row) : [];
}

const allActions: readonly AuditAction[] = [
  'create.intended',
  'create.added',
  'create.vaulted',
  'create.done',
  'create.undone',
  'create.unclear',
  'delete.confirmed',
  'delete.done',
  'ticket.issued',
  'ticket.expired',
  'reveal.shown',
  'reveal.confirmed',
  'reveal.refused',
  'reveal.not_seen',
  'settings.asked',
  'settings.changed',
  'request.made',
  'request.withdrawn',
  'request.approved',
  'request.denied',
  'request.expired',
  'request.cancelled',
  'request.escalated',
  'grant.made',
  'grant.revoked',
  'grant.ended',
  'freeze.on',
  'freeze.off',
  'knower.left',
  'copy.expired',
  'reconcile.gone',
  'ticket.cancelled',
  'restore.settled',
  'limit.reached',
  'person.erased',
  'create.found',
  'delete.begun',
  'delete.removed',
  'delete.unvaulted',
];

const changes = ['owner', 'sharing_on', 'sharing_off', 'pre_approval_on', 'pre_approval_off'];

function showCases(texts: sample.Texts): readonly CardCase[] {
  const line = (action: AuditAction, index: number): HistoryLine => ({
    at: minutes(-index),
    action,
    by: { name: texts.person },
    about: texts.otherPerson,
  });
  const nobody = (action: AuditAction): HistoryLine => ({ at: minutes(0), action, by: 'left' });
  const setting = (detail: string, index: number): HistoryLine => ({ ...line('settings.changed', index), detail });
  const full = {
    ...viewing,
    kind: 'full',
    secret: sample.secret(texts),
    locationName: texts.location,
    lastUse: 'unknown',
    history: { lines: allActions.slice(0, 4).map(line) },
    seenBy: [
      { name: texts.person, at: minutes(-50) },
      { name: texts.otherPerson, at: days(-1) },
    ],
    access: [],
    canDelete: true,
    canRequest: false,
    canShare: false,
  } as const;
  const show = (state: string, view: SecretCardView) => inChat('secretCard', state, (words) => secretCard(view, words));
  const history = (state: string, page: HistoryPage) =>
    inChat('historyCard', state, (words) =>
      historyCard({ ...viewing, reference, name: texts.name, history: page }, words),
    );
  const ended: readonly SecretState[] = ['deleting', 'deleted', 'removed_unseen', 'replaced', 'gone'];
  const { hint: _hint, vaultEntry: _vaultEntry, ...bare } = sample.secret(texts);
  const unvaulted: Secret = { ...bare, sharing: false };
  return [
    show('works', full),
    show('expired, never seen or used', {
      ...full,
      secret: { ...unvaulted, expiresAt: days(-1) },
      lastUse: 'never',
      seenBy: [],
      history: { lines: [] },
    }),
    show('the latest of a long history', {
      ...full,
      lastUse: days(-3),
      history: { lines: allActions.slice(0, 10).map(line), next: '41' },
    }),
    show('a history of people who left', {
      ...full,
      canDelete: false,
      notSeen: { ticketId: sample.ticketId },
      history: { lines: allActions.slice(27, 37).map(nobody) },
    }),
    history('more of a long history', { lines: allActions.slice(10, 20).map(line), next: '21' }),
    history('still more of it', { lines: allActions.slice(20, 30).map(line), next: '11' }),
    history('the end of it', { lines: allActions.slice(30).map(line) }),
    history('which settings', { lines: [...changes, 'other'].map(setting) }),
    history('of people nobody knows', { lines: allActions.map((action) => ({ at: minutes(0), action })) }),
    history('nothing more', { lines: [] }),
    show('to its owner, with access given', { ...full, canShare: true, access: accessOf(texts).slice(0, 2) }),
    show('to who may only look on', {
      ...full,
      canDelete: false,
      canRequest: true,
      access: accessOf(texts).map((each) => ({ ...each, canRevoke: false })),
    }),
    show('more access than it shows', {
      ...full,
      canShare: true,
      canRequest: true,
      access: Array.from({ length: 6 }, () => accessOf(texts))
        .flat()
        .slice(0, 11),
    }),
    ...ended.map((state) =>
      show(state, { ...full, canDelete: false, secret: sample.secret(texts, { state, endedAt: minutes(-5) }) }),
    ),
    ...[true, false].map((canRequest) =>
      show(canRequest ? 'shared by somebody else' : 'shared by somebody else, asked already', {
        ...viewing,
        kind: 'shared',
        reference,
        name: texts.name,
        applicationName: texts.application,
        ownerName: texts.otherPerson,
        canRequest,
      }),
    ),
  ];
}

function accessOf(texts: sample.Texts): readonly AccessLine[] {
  return [
    { grantId: 'grant-1', personName: texts.person, until: minutes(240), canRevoke: true },
    { grantId: 'grant-2', personName: texts.otherPerson, until: days(1), seenAt: minutes(-3), canRevoke: true },
  ];
}

function deleteCases(texts: sample.Texts): readonly CardCase[] {
  const ask = {
    kind: 'ask',
    expiresAt: days(12),
    lastUse: 'never',
    vaulted: false,
    lastSecret: false,
    liveTickets: 0,
    mustType: false,
    typed: '',
    faults: [],
  } as const;
  const secret = { kind: 'secret', reference } as const;
  const foreign = { kind: 'foreign', applicationId, keyId } as const;
  const question = (state: string, target: DeleteCardView['target'], at: DeleteCardView['state']) =>
    inChat('deleteCard', state, (words) =>
      deleteCard({ ...viewing, target, name: texts.name, applicationName: texts.application, state: at }, words),
    );
  const wrongName = [{ field: 'typedName', rule: 'does_not_match' }] as const;
  const noName = [{ field: 'typedName', rule: 'required' }] as const;
  return [
    question('harmless', secret, ask),
    question('everything breaks', secret, {
      ...ask,
      lastUse: days(-1),
      vaulted: true,
      lastSecret: true,
      liveTickets: 1,
      mustType: true,
    }),
    question('expired', secret, { ...ask, expiresAt: days(-2), liveTickets: 2, lastUse: days(-30) }),
    question('expired, use unknown', secret, { ...ask, expiresAt: days(-2), lastUse: 'unknown' }),
    question('foreign', foreign, { ...ask, lastUse: 'unknown', mustType: true }),
    question('foreign, wrong name', foreign, { ...ask, mustType: true, typed: texts.typed, faults: wrongName }),
    question('foreign, no name', foreign, { ...ask, mustType: true, faults: noName }),
    question('deleting', secret, { kind: 'deleting' }),
    question('deleted', foreign, { kind: 'deleted', vaulted: false }),
    question('deleted, vaulted', secret, { kind: 'deleted', vaulted: true }),
  ];
}
