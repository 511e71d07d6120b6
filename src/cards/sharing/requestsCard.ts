import type { RequestNoticeState, RequestSummary, SecretSummary } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** A request about a secret, with how it stands. */
export interface RequestRow {
  readonly request: RequestSummary;
  readonly secret: SecretSummary;
  readonly state: RequestNoticeState;
}

/** A value that the person may open. */
export interface GrantRow {
  readonly grantId: string;
  readonly secret: SecretSummary;
  readonly endsAt: Date;
  /** When they opened it. */
  readonly seenAt?: Date;
}

/** What `requests` answers. */
export interface RequestsCardView extends Viewing {
  /** Waiting for this person's decision, oldest first. */
  readonly waiting: readonly RequestRow[];
  /** Made by this person, newest first. */
  readonly made: readonly RequestRow[];
  /** What this person has access to now. */
  readonly grants: readonly GrantRow[];
}

export function requestsCard(_view: RequestsCardView, _words: Words): Card {
  throw new Error('under way');
}
