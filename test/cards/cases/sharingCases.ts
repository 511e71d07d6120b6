import { noticeCard } from '../../../src/cards/noticeCard';
import { requestCard } from '../../../src/cards/sharing/requestCard';
import { type RequestStateCardView, requestStateCard } from '../../../src/cards/sharing/requestStateCard';
import { type GrantRow, type RequestRow, requestsCard } from '../../../src/cards/sharing/requestsCard';
import { type ShareCardView, shareCard } from '../../../src/cards/sharing/shareCard';
import type { Fault } from '../../../src/domain/errors';
import type { Notice, RequestNoticeState, RequestSummary } from '../../../src/domain/notices/notice';
import type { Wish } from '../../../src/domain/sharing/accessRequest';
import { type CardCase, inChat } from './cardCase';
import * as sample from './sample';

const { viewing, minutes, days } = sample;

export function sharingCases(texts: sample.Texts): readonly CardCase[] {
  return [
    ...askCases(texts),
    ...stateCases(texts),
    ...mendingCases(texts),
    ...requestsCases(texts),
    ...shareCases(texts),
    ...noticeCases(texts),
  ];
}

const access: Wish = { kind: 'access', hours: 4 };
const noReason: readonly Fault[] = [{ field: 'reason', rule: 'required' }];

function change(texts: sample.Texts): Wish {
  const owner = { objectId: sample.personId, displayName: texts.person };
  return { kind: 'settings', change: { sharing: false, preApproved: true, owner } };
}

function requestOf(texts: sample.Texts, changes: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: 'request-1',
    requesterName: texts.person,
    requesterSignIn: 'alex@contoso.example',
    reason: texts.description,
    wish: access,
    decideBy: days(2),
    needed: 1,
    holders: 0,
    ...changes,
  };
}

function askCases(texts: sample.Texts): readonly CardCase[] {
  const ask = (
    state: string,
    maxHours: number,
    typed: { hours: string; reason: string },
    faults: readonly Fault[] = [],
  ) =>
    inChat('requestCard', state, (words) =>
      requestCard({ ...viewing, secret: sample.summary(texts), maxHours, typed, faults }, words),
    );
  return [
    ask('first', 24, { hours: '8', reason: '' }),
    ask('one hour at most', 1, { hours: '1', reason: '' }),
    ask('days, and a time of their own', 72, { hours: '5', reason: texts.typed }),
    ask('no reason', 24, { hours: '8', reason: '' }, noReason),
    ask('too long a time and a reason', 24, { hours: '30', reason: texts.typed }, [
      { field: 'hours', rule: 'too_many_hours', params: { max: 24 } },
      { field: 'reason', rule: 'too_long', params: { max: 500 } },
    ]),
    ask('no time', 24, { hours: '', reason: texts.typed }, [{ field: 'hours', rule: 'required' }]),
  ];
}

function statesOf(texts: sample.Texts): readonly (readonly [string, RequestNoticeState, Partial<RequestSummary>])[] {
  const byNames = [texts.otherPerson];
  const two = { needed: 2, holders: 2 };
  const reasons = ['deleted', 'sharing_off', 'requester_gone', 'owner_changed'] as const;
  return [
    ['open', { kind: 'open', approvedBy: [], youApproved: false }, {}],
    ['open, needs two', { kind: 'open', approvedBy: byNames, youApproved: false }, two],
    ['open, needs two, nobody yet', { kind: 'open', approvedBy: [], youApproved: false }, { needed: 2, holders: 1 }],
    ['open, approved by you', { kind: 'open', approvedBy: byNames, youApproved: true }, two],
    ['approved', { kind: 'approved', byNames, until: minutes(240) }, {}],
    ['approved by two', { kind: 'approved', byNames: [...byNames, texts.person], until: days(1) }, two],
    ['denied', { kind: 'denied', byName: texts.otherPerson, reason: texts.typed }, {}],
    ['withdrawn', { kind: 'withdrawn' }, {}],
    ['expired', { kind: 'expired' }, {}],
    ...reasons.map((reason) => [`cancelled: ${reason}`, { kind: 'cancelled', reason }, {}] as const),
  ];
}

function settingsStatesOf(texts: sample.Texts): readonly (readonly [string, RequestNoticeState])[] {
  return [
    ['settings, open', { kind: 'open', approvedBy: [], youApproved: false }],
    ['settings, approved', { kind: 'approved', byNames: [texts.otherPerson] }],
    ['settings, expired', { kind: 'expired' }],
  ];
}

function stateCases(texts: sample.Texts): readonly CardCase[] {
  const roles = ['approver', 'requester'] as const;
  const secret = sample.summary(texts);
  const state = (name: string, role: (typeof roles)[number], at: RequestNoticeState, request: RequestSummary) =>
    inChat('requestStateCard', `${role}, ${name}`, (words) =>
      noticeCard({ ...viewing, notice: { kind: 'request', role, request, secret, state: at } }, words),
    );
  return roles.flatMap((role) => [
    ...statesOf(texts)
      .filter(([, at]) => role === 'approver' || at.kind !== 'open' || !at.youApproved)
      .map(([name, at, changes]) => state(name, role, at, requestOf(texts, changes))),
    ...settingsStatesOf(texts).map(([name, at]) => state(name, role, at, requestOf(texts, { wish: change(texts) }))),
  ]);
}

function mendingCases(texts: sample.Texts): readonly CardCase[] {
  const state = { kind: 'open', approvedBy: [], youApproved: false } as const;
  const mend = (name: string, wish: Wish, mending: RequestStateCardView['mending']) =>
    inChat('requestStateCard', `approver, ${name}`, (words) => {
      const request = requestOf(texts, { wish });
      const secret = sample.summary(texts);
      const notice = { kind: 'request', role: 'approver', request, secret, state } as const;
      return requestStateCard({ ...viewing, notice, ...(mending && { mending }) }, words);
    });
  return [
    mend('denied without a reason', access, { typed: { hours: '2', reason: '' }, faults: noReason }),
    mend('settings denied without a reason', change(texts), { typed: { hours: '', reason: '' }, faults: noReason }),
    mend('no time chosen', access, {
      typed: { hours: '', reason: texts.typed },
      faults: [{ field: 'hours', rule: 'not_a_duration' }],
    }),
  ];
}

function requestsCases(texts: sample.Texts): readonly CardCase[] {
  const secret = sample.summary(texts);
  const open: RequestRow = {
    request: requestOf(texts),
    secret,
    state: { kind: 'open', approvedBy: [], youApproved: false },
  };
  const settings = { ...open, request: requestOf(texts, { wish: change(texts), decideBy: minutes(90) }) };
  const made = [
    ...statesOf(texts).map(([, state]) => ({ ...open, state })),
    { ...settings, state: { kind: 'approved', byNames: [texts.person] } as const },
  ];
  const grants: readonly GrantRow[] = [
    { grantId: 'grant-1', secret, endsAt: minutes(240) },
    { grantId: 'grant-2', secret, endsAt: days(1), seenAt: minutes(-3) },
  ];
  const page = (
    state: string,
    rows: { waiting: readonly RequestRow[]; made: readonly RequestRow[]; grants: readonly GrantRow[] },
  ) => inChat('requestsCard', state, (words) => requestsCard({ ...viewing, ...rows }, words));
  return [
    page('nothing', { waiting: [], made: [], grants: [] }),
    page('something of each', { waiting: [open, settings], made: [open, settings], grants }),
    page('made, open and decided', { waiting: [], made: made.slice(2, 8), grants: [] }),
    page('made, ended', { waiting: [], made: made.slice(8), grants: [] }),
    page('more than it shows', {
      waiting: Array.from({ length: 7 }, () => open),
      made: Array.from({ length: 20 }, () => open),
      grants: Array.from({ length: 9 }, () => grants).flat(),
    }),
  ];
}

function shareCases(texts: sample.Texts): readonly CardCase[] {
  const typed = { share: true, preApprove: false, ownerId: sample.personId, reason: '' };
  const chosen = { objectId: sample.personId, displayName: texts.person };
  const ask = { kind: 'ask', vaulted: true, where: 'personal', typed, chosen, faults: [] } as const;
  const card = (name: string, state: ShareCardView['state']) =>
    inChat('shareCard', name, (words) => shareCard({ ...viewing, secret: sample.summary(texts), state }, words));
  return [
    card('first', ask),
    card('in a channel, not vaulted', { ...ask, vaulted: false, where: 'channel' }),
    card('a change waits', { ...ask, pending: requestOf(texts, { wish: change(texts) }) }),
    card('faults', {
      ...ask,
      typed: { ...typed, ownerId: texts.typed, preApprove: true },
      faults: [
        { field: 'owner', rule: 'unknown' },
        { field: 'share', rule: 'needs_vaulting' },
        { field: 'preApprove', rule: 'needs_vaulting' },
        ...noReason,
      ],
    }),
    card('saved', { kind: 'changed', sharing: true, preApproved: false, ownerName: texts.otherPerson }),
    card('saved, all off', { kind: 'changed', sharing: false, preApproved: true, ownerName: texts.otherPerson }),
  ];
}

function noticeCases(texts: sample.Texts): readonly CardCase[] {
  const secret = sample.summary(texts);
  const byName = texts.otherPerson;
  const changed = { kind: 'settings_changed', secret, byName, ownerName: texts.person } as const;
  const on = { ...changed, sharing: true, preApproved: true };
  const off = { ...changed, sharing: false, preApproved: false };
  const notices: readonly (readonly [string, Notice])[] = [
    ['reminder', { kind: 'request_reminder', request: requestOf(texts), secret }],
    ['reminder, settings', { kind: 'request_reminder', request: requestOf(texts, { wish: change(texts) }), secret }],
    ['approver unreachable', { kind: 'approver_unreachable', secret, approverName: texts.otherPerson }],
    ['settings changed', { ...off, you: 'owner' }],
    ['settings changed, new owner', { ...off, you: 'new_owner' }],
    ['settings changed, new owner pre-approved', { ...on, you: 'new_owner' }],
    ['settings changed, former owner', { ...on, you: 'former_owner' }],
    ['access ended early', { kind: 'grant_revoked', secret, byName }],
    ...(['revoked', 'disabled', 'left'] as const).map(
      (why) => [`knows the value: ${why}`, { kind: 'knows_value', secret, personName: texts.person, why }] as const,
    ),
  ];
  return notices.map(([state, notice]) =>
    inChat('noticeCard', state, (words) => noticeCard({ ...viewing, notice }, words)),
  );
}
