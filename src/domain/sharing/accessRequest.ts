import type { Origin } from '../notices/recipient';
import type { Reference } from '../reference';

/**
 * What is asked for: access to a value for a time, or a change of a secret's settings that would give the one who makes
 * it access. Both go the same way: request → decision.
 */
export type Wish =
  | { readonly kind: 'access'; readonly hours: number }
  | { readonly kind: 'settings'; readonly change: SettingsChange };

/** New settings of a secret; what is left out stays. */
export interface SettingsChange {
  readonly sharing?: boolean;
  readonly preApproved?: boolean;
  readonly owner?: { readonly objectId: string; readonly displayName: string };
}

/** How a request stands. Every state but `open` is final. */
export type RequestState = 'open' | 'approved' | 'denied' | 'withdrawn' | 'expired' | 'cancelled';

/** Why an open request ended without a decision; for `cancelled` only. */
export type CancelReason = 'deleted' | 'sharing_off' | 'requester_gone' | 'owner_changed';

/** One approver's yes. `hours` is what they allow: at most what was asked. */
export interface Approval {
  readonly approver: { readonly objectId: string; readonly displayName: string };
  readonly hours: number;
  readonly at: Date;
}

/** One request of one person about one secret. Holds no value. */
export interface AccessRequest {
  readonly id: string;
  readonly tenantId: string;
  readonly reference: Reference;
  /** `signInName` tells approvers which of two people of the same name it is. */
  readonly requester: { readonly objectId: string; readonly displayName: string; readonly signInName: string };
  /** Where it was asked; answers go there privately. */
  readonly origin: Origin;
  readonly wish: Wish;
  /** Why, in the requester's words; at most 500 characters. */
  readonly reason: string;
  /** Who may decide now; never the requester or whoever benefits. */
  readonly approverIds: readonly string[];
  /** How many different approvers must agree. */
  readonly needed: number;
  readonly approvals: readonly Approval[];
  readonly state: RequestState;
  readonly cancelReason?: CancelReason;
  /** Who denied it, and why. */
  readonly denial?: {
    readonly approver: { readonly objectId: string; readonly displayName: string };
    readonly reason: string;
  };
  readonly createdAt: Date;
  /** From this moment on nobody can decide any more. */
  readonly decideBy: Date;
  /** When the sweep looks at it next: to remind, to ask the location's approvers too, to end it. */
  readonly nextLookAt: Date;
  readonly reminded: boolean;
  readonly escalated: boolean;
  readonly endedAt?: Date;
  /** Counts the saves; whoever saves must know the latest. */
  readonly version: number;
}
