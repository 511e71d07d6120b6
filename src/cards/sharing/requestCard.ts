import type { Fault } from '../../domain/errors';
import type { SecretSummary } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** Asks for how long and why. Where there is an open request already, requestStateCard shows that one instead. */
export interface RequestCardView extends Viewing {
  readonly secret: SecretSummary;
  /** The location's limit. */
  readonly maxHours: number;
  /** What was typed or is offered first, `4`; shown again, fitting or not. */
  readonly typed: { readonly hours: string; readonly reason: string };
  readonly faults: readonly Fault[];
}

export function requestCard(_view: RequestCardView, _words: Words): Card {
  throw new Error('under way');
}
