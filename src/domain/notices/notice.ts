import type { OwnershipGap } from '../applications/onboarding';
import type { AlarmingLimit } from '../limits/limitTable';
import type { Reference } from '../reference';
import type { TicketCause } from '../reveal/ticket';
import type { UndoReason } from '../secrets/intent';
import type { CancelReason, Wish } from '../sharing/accessRequest';

/** A secret as notices and cards name it; no value, no hint. */
export interface SecretSummary {
  readonly reference: Reference;
  readonly name: string;
  readonly applicationName: string;
  readonly expiresAt: Date;
}

/** A secret or a foreign credential, by its names only. */
export type NamedSecret = Pick<SecretSummary, 'name' | 'applicationName'>;

/**
 * How the carrier (the private card whose button opens the value) stands.
 * `preparing` and `ready` have the button; the others have lost it.
 */
export type CarrierState =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'ready'; readonly until: Date }
  | { readonly kind: 'shown'; readonly at: Date; readonly confirmedAt?: Date }
  | { readonly kind: 'expired'; readonly at: Date }
  | { readonly kind: 'removed_unseen'; readonly at: Date }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'cancelled' };

/**
 * What must be told, as a fact; the texts are in the message catalogue. Closed: a new notice is a new member.
 * Everything in here may be stored and sent: never a value, never a ticket's key.
 */
export type Notice =
  /** The private card that a value is opened from, in its present state. */
  | {
      readonly kind: 'carrier';
      readonly ticketId: string;
      readonly secret: SecretSummary;
      readonly clientId: string;
      readonly vaulted: boolean;
      readonly cause: TicketCause;
      readonly state: CarrierState;
    }
  /** The wizard's card after Submit: still working; `waitsFor` says what keeps refusing for now. */
  | { readonly kind: 'creating'; readonly secret: SecretSummary; readonly waitsFor?: 'vault' }
  /** The wizard's card at the end: it is there. */
  | {
      readonly kind: 'created';
      readonly secret: SecretSummary;
      readonly vaulted: boolean;
      readonly ownerName: string;
      readonly seenBy: string;
    }
  /**
   * The wizard's card at the end: nothing was created, or it was undone. `undone` is true when something had to be
   * removed. `gap`: it was refused since the bot may not manage the application; whom to make an owner of what.
   */
  | {
      readonly kind: 'not_created';
      readonly secret: SecretSummary;
      readonly reason: UndoReason;
      readonly undone: boolean;
      readonly intentId: string;
      readonly gap?: OwnershipGap;
    }
  /**
   * More than one credential could be ours; none was removed. To the person and to administrators. With `restoredFrom`:
   * a backup of that moment does not know how the create ended.
   */
  | {
      readonly kind: 'create_unclear';
      readonly secret: SecretSummary;
      readonly keyIds: readonly string[];
      readonly restoredFrom?: Date;
    }
  /** To the owner, when somebody else made a secret theirs. */
  | {
      readonly kind: 'became_yours';
      readonly secret: SecretSummary;
      readonly byName: string;
      readonly vaulted: boolean;
      readonly sharing: boolean;
      readonly preApproved: boolean;
    }
  /**
   * To the creator, and without `intentId` to another owner: the unvaulted value was never looked at, so the
   * credential was removed. With `intentId` it offers Create again.
   */
  | { readonly kind: 'removed_unseen'; readonly secret: SecretSummary; readonly intentId?: string }
  /** To the owner: the holder says they did not see the value and got a new ticket or a new credential. */
  | {
      readonly kind: 'not_seen';
      readonly secret: SecretSummary;
      readonly byName: string;
      readonly reissuedAs?: Reference;
    }
  /** To the owner: somebody pressed a button that is not theirs. */
  | { readonly kind: 'foreign_attempt'; readonly secret: SecretSummary; readonly byName: string; readonly at: Date }
  /** To the owner and the creator: the secret was deleted. */
  | { readonly kind: 'deleted'; readonly secret: SecretSummary; readonly byName: string; readonly vaulted: boolean }
  /** To who deleted it: a credential made elsewhere was deleted after their click was answered. */
  | { readonly kind: 'credential_deleted'; readonly secret: NamedSecret }
  /** To who asked and to administrators: taking something away keeps failing; it goes on by itself. */
  | { readonly kind: 'not_finished'; readonly secret: NamedSecret; readonly what: 'undo' | 'delete' | 'copy' }
  /** To the owner: the credential is no longer on the application, and the bot did not remove it. */
  | { readonly kind: 'gone'; readonly secret: SecretSummary }
  /** To the owner and the creator: the secret has expired, and its copy in the vault was deleted. */
  | { readonly kind: 'copy_retired'; readonly secret: SecretSummary }
  /**
   * The card of one request, for whoever `role` says, in its present state. All copies have the subject
   * `request:<id>`, so a later state updates each of them.
   */
  | {
      readonly kind: 'request';
      readonly role: 'approver' | 'requester';
      readonly request: RequestSummary;
      readonly secret: SecretSummary;
      readonly state: RequestNoticeState;
    }
  /** To an approver who has not decided: a reminder, beside the card. */
  | { readonly kind: 'request_reminder'; readonly request: RequestSummary; readonly secret: SecretSummary }
  /** To the requester: these approvers have no chat with the bot and could not be asked. */
  | { readonly kind: 'approver_unreachable'; readonly secret: SecretSummary; readonly approverName: string }
  /** To the old and the new owner, and to the owner of changed settings: what changed. */
  | {
      readonly kind: 'settings_changed';
      readonly secret: SecretSummary;
      readonly byName: string;
      readonly sharing: boolean;
      readonly preApproved: boolean;
      readonly ownerName: string;
      /** How the person told is concerned. */
      readonly you: 'owner' | 'new_owner' | 'former_owner';
    }
  /** To the holder: a grant ended before its time. */
  | { readonly kind: 'grant_revoked'; readonly secret: SecretSummary; readonly byName: string }
  /** To the owner: this person has seen the value, and their grant ended early or they left. */
  | {
      readonly kind: 'knows_value';
      readonly secret: SecretSummary;
      readonly personName: string;
      readonly why: 'revoked' | 'disabled' | 'left';
    }
  /** To whom an unvaulted value waited for: after a restore from a backup of `madeAt` nobody knows whether it was seen. */
  | { readonly kind: 'value_unknown'; readonly secret: SecretSummary; readonly madeAt: Date }
  /** To administrators: the bot goes on from a backup of `madeAt`. `frozen` until one of them lets it go on. */
  | { readonly kind: 'restored'; readonly madeAt: Date; readonly frozen: boolean }
  /** To administrators: this person looks for what they may not see, or looks at values in a burst. */
  | {
      readonly kind: 'limit_reached';
      readonly limit: AlarmingLimit;
      readonly personName: string;
      /** Left out where the directory does not know the person any more. */
      readonly personSignIn?: string;
      readonly at: Date;
    }
  /** A wizard that ended by itself after 24 hours. */
  | { readonly kind: 'wizard_expired'; readonly applicationName?: string };

/** A request as its cards show it. Times are instants; `hours` is what was asked for (0 for settings). */
export interface RequestSummary {
  readonly id: string;
  readonly requesterName: string;
  readonly requesterSignIn: string;
  readonly reason: string;
  readonly wish: Wish;
  readonly decideBy: Date;
  readonly needed: number;
  /** How many others hold access now. */
  readonly holders: number;
}

/** How a request's card stands. Only `open` has buttons; `youApproved` is true for an approver who said yes and waits for another. */
export type RequestNoticeState =
  | { readonly kind: 'open'; readonly approvedBy: readonly string[]; readonly youApproved: boolean }
  | { readonly kind: 'approved'; readonly byNames: readonly string[]; readonly until?: Date }
  | { readonly kind: 'denied'; readonly byName: string; readonly reason: string }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'cancelled'; readonly reason: CancelReason };

/** The closed list of notice kinds. */
export type NoticeKind = Notice['kind'];

/** The notice of one kind. */
export type NoticeOf<K extends NoticeKind> = Extract<Notice, { kind: K }>;

/**
 * Names the one message that a notice is about (`wizard:<id>`, `carrier:<ticket id>`): a later notice with the same
 * subject for the same person updates that message instead of sending another.
 */
export type Subject = `${'wizard' | 'carrier' | 'request' | 'notice'}:${string}`;
