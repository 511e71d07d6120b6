import type { Words } from '../../messages/catalogue';
import { type Button, executeButton } from '../buttons';
import { cancelWords, said } from './approverWords';
import type { RequestSaid, RequestStateCardView } from './requestStateCard';

/** What a request says to who asked: see requestStateCard. */
export function requesterSaid(view: RequestStateCardView, words: Words): RequestSaid {
  const { state } = view.notice;
  switch (state.kind) {
    case 'open':
      return open(view, words);
    case 'approved':
      return approved(view, state.until !== undefined, words);
    case 'denied':
      return said(view, words, ['decision.deniedSpeak', 'decision.deniedHeading', 'asked.denied']);
    case 'withdrawn':
      return {
        ...said(view, words, ['decision.withdrawnSpeak', 'decision.withdrawnHeading', 'asked.withdrawn']),
        actions: againButtons(view, words),
      };
    case 'expired':
      return {
        ...said(view, words, ['decision.expiredSpeak', 'decision.expiredHeading', 'asked.expired']),
        actions: againButtons(view, words),
      };
    case 'cancelled':
      return {
        ...said(view, words, [
          'decision.cancelledSpeak',
          'decision.cancelledHeading',
          'asked.cancelled',
          cancelWords[state.reason],
        ]),
        actions: state.reason === 'owner_changed' ? againButtons(view, words) : [],
      };
  }
}

function open(view: RequestStateCardView, words: Words): RequestSaid {
  const { request } = view.notice;
  const text = request.wish.kind === 'access' ? 'asked.open' : 'asked.openSettings';
  return {
    ...said(view, words, ['asked.openSpeak', 'asked.openHeading', text, 'asked.answer']),
    actions: [executeButton(words, 'request/withdraw', { request: request.id }, { title: 'button.withdraw' })],
  };
}

function approved(view: RequestStateCardView, access: boolean, words: Words): RequestSaid {
  const frame = ['decision.approvedSpeak', 'decision.approvedHeading'] as const;
  return access
    ? said(view, words, [...frame, 'asked.approved', 'asked.approvedCard'])
    : said(view, words, [...frame, 'asked.approvedSettings']);
}

/** Leads to asking again, each kind by its own card. */
function againButtons({ notice: { request, secret } }: RequestStateCardView, words: Words): readonly Button[] {
  const { reference } = secret;
  return request.wish.kind === 'access'
    ? [executeButton(words, 'request/ask', { reference }, { title: 'button.request' })]
    : [executeButton(words, 'share/ask', { reference }, { title: 'button.share' })];
}
