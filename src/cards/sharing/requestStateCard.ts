import type { Fault } from '../../domain/errors';
import type { Notice } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../../messages/escapeMarkdown';
import type { Button } from '../buttons';
import { type Fact, fact, nameFact, secretFacts, shortName } from '../fact';
import { type FaultLine, faultLines } from '../faultText';
import type { Line } from '../line';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import { approverSaid } from './approverWords';
import { shortTyped } from './requestCard';
import { requesterSaid } from './requesterWords';
import template from './requestStateCard.json';
import { type Choice, hourChoices, wishFacts } from './wishWords';

/** A request as a notice tells it. */
export type RequestNotice = Extract<Notice, { kind: 'request' }>;

/** One request, for an approver or for who asked, in its present state. Only an open one has buttons. */
export interface RequestStateCardView extends Viewing {
  readonly notice: RequestNotice;
  /** Of an approver's answer that did not fit, such as Deny without a reason: what was typed, to be mended. */
  readonly mending?: {
    readonly typed: { readonly hours: string; readonly reason: string };
    readonly faults: readonly Fault[];
  };
}

/** What a state says to one of the two sides. */
export interface RequestSaid {
  readonly speak: string;
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  /** What an approver must know before pressing anything. */
  readonly warning?: readonly Line[];
  readonly actions?: readonly Button[];
}

interface Asking {
  /** One where a time is asked for, else none. */
  readonly times: readonly { readonly choices: readonly Choice[]; readonly hours: string }[];
  readonly reason: string;
  readonly faults: Readonly<Record<'hours' | 'reason', readonly FaultLine[]>>;
}

interface Filling extends Required<RequestSaid> {
  readonly reasons: readonly { readonly title: Markdown; readonly text: Markdown }[];
  readonly facts: readonly Fact[];
  readonly asking: readonly Asking[];
}

const fill = cardTemplate<Filling>('requestStateCard', template);

export function requestStateCard(view: RequestStateCardView, words: Words): Card {
  const { role, state } = view.notice;
  const mayDecide = role === 'approver' && state.kind === 'open' && !state.youApproved;
  const said = role === 'approver' ? approverSaid(view, words) : requesterSaid(view, words);
  return fill(
    {
      warning: [],
      actions: [],
      ...said,
      reasons: reasons(view, words),
      facts: facts(view, words),
      asking: mayDecide ? [asking(view, words)] : [],
    },
    words,
  );
}

function reasons({ notice: { request, state } }: RequestStateCardView, words: Words): Filling['reasons'] {
  const why = { title: words.text('decision.why'), text: escapeMarkdown(request.reason) };
  if (state.kind !== 'denied') return [why];
  const by = shortName(state.byName);
  return [why, { title: words.text('decision.answer', { by }), text: escapeMarkdown(state.reason) }];
}

function facts(view: RequestStateCardView, words: Words): readonly Fact[] {
  const { notice, now, timeZone } = view;
  const { request, secret, state, role } = notice;
  const wish = wishFacts(request.wish, words);
  if (state.kind !== 'open') return [...secretFacts(words, view, secret), ...wish];
  const approvals = request.needed > 1 ? approvalFacts(request.needed, state.approvedBy, words) : [];
  if (role === 'requester') return [...secretFacts(words, view, secret), ...wish, ...approvals];
  const account = words.text('fact.accountValue', { signIn: shortName(request.requesterSignIn) });
  const decideBy = escapeMarkdown(words.time(request.decideBy, now, timeZone));
  return [
    nameFact(words, 'fact.requester', request.requesterName),
    fact(words, 'fact.account', account),
    ...secretFacts(words, view, secret),
    ...wish,
    fact(words, 'fact.holders', holdersText(request.holders, words)),
    ...approvals,
    fact(words, 'fact.decideBy', decideBy),
  ];
}

function holdersText(count: number, words: Words): Markdown {
  return count === 0 ? words.text('fact.nobody') : words.text('decision.others', { count });
}

function approvalFacts(needed: number, approvedBy: readonly string[], words: Words): readonly Fact[] {
  const names = approvedBy.length === 0 ? words.plain('fact.nobodyYet') : words.list(approvedBy.map(shortName));
  return [
    fact(words, 'fact.needed', escapeMarkdown(String(needed))),
    fact(words, 'fact.approvedBy', escapeMarkdown(names)),
  ];
}

function asking({ notice: { request }, mending }: RequestStateCardView, words: Words): Asking {
  const { wish } = request;
  const typed = shortTyped(mending?.typed ?? { hours: wish.kind === 'access' ? String(wish.hours) : '', reason: '' });
  const faults = faultLines(mending?.faults ?? [], words);
  return {
    times: wish.kind === 'access' ? [{ choices: hourChoices(wish.hours, typed.hours, words), hours: typed.hours }] : [],
    reason: typed.reason,
    faults: { hours: faults.hours, reason: faults.reason },
  };
}
