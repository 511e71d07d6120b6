import type { RequestNoticeState } from '../../domain/notices/notice';
import type { CancelReason } from '../../domain/sharing/accessRequest';
import type { WordKey, Words } from '../../messages/catalogue';
import { type Button, executeButton } from '../buttons';
import { shortName } from '../fact';
import { lines } from '../line';
import type { RequestSaid, RequestStateCardView } from './requestStateCard';
import { secretNames } from './wishWords';

type StateOf<K extends RequestNoticeState['kind']> = Extract<RequestNoticeState, { kind: K }>;

/** What a request says to those who were asked: see requestStateCard. */
export function approverSaid(view: RequestStateCardView, words: Words): RequestSaid {
  const { state } = view.notice;
  switch (state.kind) {
    case 'open':
      return state.youApproved ? youApproved(view, words) : asked(view, words);
    case 'approved':
      return approved(view, state, words);
    case 'denied':
      return said(view, words, ['decision.deniedSpeak', 'decision.deniedHeading', 'decision.denied']);
    case 'withdrawn':
      return said(view, words, ['decision.withdrawnSpeak', 'decision.withdrawnHeading', 'decision.withdrawn']);
    case 'expired':
      return said(view, words, ['decision.expiredSpeak', 'decision.expiredHeading', 'decision.expired']);
    case 'cancelled':
      return said(view, words, [
        'decision.cancelledSpeak',
        'decision.cancelledHeading',
        cancelWords[state.reason],
        'decision.cancelled',
      ]);
  }
}

/** Why a request ended without a decision. */
export const cancelWords: Record<CancelReason, WordKey> = {
  deleted: 'cancelReason.deleted',
  sharing_off: 'cancelReason.sharingOff',
  requester_gone: 'cancelReason.requesterGone',
  owner_changed: 'cancelReason.ownerChanged',
};

/** The headings are the same for both sides; the sentences are not. */
export function said(
  view: RequestStateCardView,
  words: Words,
  [speak, heading, ...texts]: readonly [WordKey, WordKey, ...WordKey[]],
): RequestSaid {
  const params = paramsOf(view, words);
  return {
    speak: words.plain(speak),
    heading: words.text(heading, params),
    lines: lines(...texts.map((key) => words.text(key, params))),
  };
}

/** Everything that a sentence about a request may name. */
function paramsOf({ notice, now, timeZone }: RequestStateCardView, words: Words): Record<string, string | number> {
  const { request, secret, state } = notice;
  const until = state.kind === 'approved' ? state.until : undefined;
  return {
    ...secretNames(secret),
    person: shortName(request.requesterName),
    needed: request.needed,
    decideBy: words.time(request.decideBy, now, timeZone),
    by: byText(state, words),
    ...(until ? { until: words.time(until, now, timeZone) } : {}),
  };
}

function byText(state: RequestNoticeState, words: Words): string {
  if (state.kind === 'approved') return words.list(state.byNames.map(shortName));
  return state.kind === 'denied' ? shortName(state.byName) : '';
}

function asked(view: RequestStateCardView, words: Words): RequestSaid {
  const { request } = view.notice;
  const person = shortName(request.requesterName);
  const actions = decideButtons(request.id, words);
  if (request.wish.kind === 'access') {
    return {
      ...said(view, words, ['decision.askedSpeak', 'decision.askedHeading', 'decision.asked']),
      warning: lines(words.text('decision.knows', { person })),
      actions,
    };
  }
  return {
    ...said(view, words, ['decision.settingsSpeak', 'decision.settingsHeading', 'decision.settings']),
    warning: lines(words.text('decision.mayKnow', { person })),
    actions,
  };
}

function youApproved(view: RequestStateCardView, words: Words): RequestSaid {
  return said(view, words, ['decision.youSpeak', 'decision.youHeading', 'decision.you']);
}

function approved(view: RequestStateCardView, { until }: StateOf<'approved'>, words: Words): RequestSaid {
  const frame = ['decision.approvedSpeak', 'decision.approvedHeading'] as const;
  return until
    ? said(view, words, [...frame, 'decision.approved', 'decision.approvedKnows'])
    : said(view, words, [...frame, 'decision.approvedSettings']);
}

/** Approve and Deny, with what is typed on the card. */
function decideButtons(requestId: string, words: Words): readonly Button[] {
  const data = { request: requestId };
  return [
    executeButton(words, 'request/approve', data, { title: 'button.approve', style: 'positive' }),
    executeButton(words, 'request/deny', data, { title: 'button.deny', style: 'destructive' }),
  ];
}
