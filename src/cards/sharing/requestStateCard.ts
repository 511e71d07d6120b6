import type { Fault } from '../../domain/errors';
import type { Notice } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

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

export function requestStateCard(_view: RequestStateCardView, _words: Words): Card {
  throw new Error('under way');
}
