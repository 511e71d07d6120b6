import type { WordKey, Words } from '../../messages/catalogue';
import { clip, dotted, type Markdown } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { shortName } from '../fact';
import { hoursText } from '../hoursText';
import { lines } from '../line';
import type { Viewing } from '../renderCard';
import type { DrawnRow, GrantRow, RequestRow } from './requestsCard';
import { secretNames } from './wishWords';

/** The rows of requestsCard. What is longer than this is read on the request's own card. */
const LONGEST_REASON = 100;

export function waitingRow({ request, secret }: RequestRow, view: Viewing, words: Words): DrawnRow {
  const person = shortName(request.requesterName);
  const decideBy = words.time(request.decideBy, view.now, view.timeZone);
  return {
    name: words.text('requests.waitingRow', { person, ...secretNames(secret) }),
    lines: lines(
      aboutText({ secret }, words),
      dotted(wishText(request.wish, words), words.text('requests.decideBy', { decideBy })),
      words.text('requests.why', { reason: clip(request.reason.replace(/\s+/g, ' ').trim(), LONGEST_REASON) }),
    ),
    actions: [showButton(request.id, 'button.decide', words)],
  };
}

export function madeRow(row: RequestRow, view: Viewing, words: Words): DrawnRow {
  const { request, secret, state } = row;
  const withdraw = executeButton(words, 'request/withdraw', { request: request.id }, { title: 'button.withdraw' });
  return {
    name: nameText(row, words),
    lines: lines(aboutText({ secret }, words), dotted(wishText(request.wish, words), stateText(row, view, words))),
    actions: [showButton(request.id, 'button.showShort', words), ...(state.kind === 'open' ? [withdraw] : [])],
  };
}

export function grantRow(row: GrantRow, { now, timeZone }: Viewing, words: Words): DrawnRow {
  const { grantId, endsAt, seenAt } = row;
  const text =
    seenAt === undefined
      ? words.text('requests.canOpen', { until: words.time(endsAt, now, timeZone) })
      : words.text('requests.opened', { at: words.time(seenAt, now, timeZone) });
  return {
    name: nameText(row, words),
    lines: lines(aboutText(row, words), text),
    actions:
      seenAt === undefined
        ? [executeButton(words, 'grant/revoke', { grant: grantId }, { title: 'button.giveBack' })]
        : [],
  };
}

function nameText({ secret }: Pick<RequestRow, 'secret'>, words: Words): Markdown {
  return words.text('requests.row', { name: shortName(secret.name) });
}

function aboutText({ secret }: Pick<RequestRow, 'secret'>, words: Words): Markdown {
  return words.text('requests.about', { reference: secret.reference, ...secretNames(secret) });
}

function wishText(wish: RequestRow['request']['wish'], words: Words): Markdown {
  return wish.kind === 'access'
    ? words.text('requests.access', { hours: hoursText(wish.hours, words) })
    : words.text('requests.settings');
}

function stateText({ request, state }: RequestRow, { now, timeZone }: Viewing, words: Words): Markdown {
  switch (state.kind) {
    case 'open':
      return words.text('requests.open', { decideBy: words.time(request.decideBy, now, timeZone) });
    case 'approved': {
      const by = words.list(state.byNames.map(shortName));
      return state.until
        ? words.text('requests.approvedUntil', { by, until: words.time(state.until, now, timeZone) })
        : words.text('requests.approved', { by });
    }
    case 'denied':
      return words.text('requests.denied', { by: shortName(state.byName) });
    case 'withdrawn':
      return words.text('requests.withdrawn');
    case 'expired':
      return words.text('requests.expired');
    case 'cancelled':
      return words.text('decision.cancelledHeading');
  }
}

function showButton(requestId: string, title: WordKey, words: Words): Button {
  return executeButton(words, 'request/show', { request: requestId }, { title });
}
