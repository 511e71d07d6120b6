import type { RequestNoticeState, RequestSummary, SecretSummary } from '../notices/notice';
import type { Freeze } from './grant';

/** One request as the asking person's card of it shows it: also the answer to a click that came too late. */
export interface RequestView {
  readonly role: 'approver' | 'requester';
  readonly request: RequestSummary;
  readonly secret: SecretSummary;
  readonly state: RequestNoticeState;
}

/** What the small dialog of a request asks for, and within which limits. */
export interface RequestForm {
  readonly secret: SecretSummary;
  readonly maxHours: number;
  readonly defaultHours: number;
  /** The one open request of this person about this secret: it is shown instead of a second one. */
  readonly open?: RequestView;
}

/** One live grant of the asking person. */
export interface GrantView {
  readonly grantId: string;
  readonly secret: SecretSummary;
  readonly endsAt: Date;
  /** When its value was shown; absent while it can still be opened. */
  readonly seenAt?: Date;
}

/** What waits for a person's decision, what they asked for (newest first), and what they hold. */
export interface OwnRequests {
  readonly waiting: readonly RequestView[];
  readonly made: readonly RequestView[];
  readonly grants: readonly GrantView[];
}

/** What became of Revoke, also of one that came too late to change anything. */
export interface GrantOutcome {
  readonly personName: string;
  /** Whether the actor gave up their own. */
  readonly yours: boolean;
  /** Whether the value had been shown: then the person knows it. */
  readonly seen: boolean;
}

/** The settings card of one secret. */
export interface SettingsForm {
  readonly secret: SecretSummary;
  readonly locationName: string;
  /** Without a vaulted value there is neither sharing nor pre-approval. */
  readonly vaulted: boolean;
  readonly sharing: boolean;
  readonly preApproved: boolean;
  readonly owner: { readonly objectId: string; readonly displayName: string };
  /** The asking person's change that waits for the location's approvers. */
  readonly pending?: RequestView;
}

/** New settings as they were typed; what is left out stays. */
export interface WantedSettings {
  readonly share?: boolean;
  readonly preApprove?: boolean;
  readonly ownerId?: string;
}

/** What became of wanted settings: in force now, or waiting for the location's approvers. */
export type SettingsOutcome =
  | { readonly kind: 'changed'; readonly form: SettingsForm }
  | { readonly kind: 'waits'; readonly request: RequestView };

/** The stop that is on; `already` when it was on before. */
export interface FreezeOutcome {
  readonly freeze: Freeze;
  readonly already: boolean;
}
