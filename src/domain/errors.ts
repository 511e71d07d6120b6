import type { OwnershipGap } from './applications/onboarding';
import type { LimitReached } from './limits/limitTable';
import type { TicketCause } from './reveal/ticket';

/** The systems outside the domain that can be unavailable. */
export type Service = 'graph' | 'vault' | 'storage' | 'teams';

/** One fault of one typed field; the bot says it in one sentence directly under that field. */
export interface Fault {
  readonly field: FieldName;
  readonly rule: FaultRule;
  /** What the sentence needs: the cap as an ISO date, the longest length, the name that is taken. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Every field a person can fill in on a card. */
export type FieldName =
  | 'application'
  | 'name'
  | 'description'
  | 'expiration'
  | 'location'
  | 'vault'
  | 'share'
  | 'owner'
  | 'preApprove'
  | 'hours'
  | 'reason'
  | 'typedName';

/** Every rule a field can break; the message catalogue has one sentence for each pair that occurs. */
export type FaultRule =
  | 'required'
  | 'too_long'
  | 'unknown'
  | 'not_yours'
  | 'taken'
  | 'not_a_date'
  | 'too_soon'
  | 'beyond_policy'
  | 'beyond_location'
  | 'beyond_longest'
  | 'needs_vaulting'
  | 'not_a_member'
  | 'disabled'
  | 'not_allowed_here'
  | 'does_not_match'
  | 'too_many_hours'
  | 'not_a_duration'
  | 'not_shared';

/** Why an application cannot get a secret from the bot; each has a remedy that the bot says. */
export type ApplicationRefusal = 'policy_blocks_secrets' | 'bot_cannot_serve' | 'too_many_secrets' | 'no_location';

/** The details each error code carries: never a value, never the words of another system. */
export interface ErrorDetails {
  /** What was typed does not fit; nothing was done. */
  invalid_input: { readonly faults: readonly Fault[] };
  /** There is no such thing, or this person may not know of it: the two are told apart nowhere. */
  not_found: {
    readonly what: 'secret' | 'application' | 'person' | 'location' | 'ticket' | 'credential' | 'request' | 'grant';
    readonly query?: string;
  };
  /** Several things fit what was typed. `candidates` are names and references this person may see. */
  ambiguous: { readonly query: string; readonly candidates: readonly string[] };
  /** The person may know of the thing but not do this to it. */
  not_allowed: {
    readonly action:
      | 'create'
      | 'delete'
      | 'reveal'
      | 'reissue'
      | 'list_all'
      | 'share'
      | 'request'
      | 'decide'
      | 'revoke'
      | 'freeze';
  };
  /** The application cannot get a secret now. */
  /** `gap`: with `bot_cannot_serve`, whom to make an owner of what; left out where nobody could look it up. */
  refused: { readonly reason: ApplicationRefusal; readonly application: string; readonly gap?: OwnershipGap };
  /** Something else happened first; the person should look again. */
  conflict: {
    readonly reason:
      | 'changed_meanwhile'
      | 'not_ready'
      | 'too_late'
      | 'name_taken'
      | 'already_asked'
      /** The operator's key that a value was sealed with is not there. */
      | 'key_missing';
  };
  /** It was there and has ended. `at` says when; `cause` is the ended ticket's, where it was a ticket that ended. */
  gone: {
    readonly reason: 'already_shown' | 'expired' | 'deleted' | 'removed_unseen';
    readonly at?: Date;
    readonly cause?: TicketCause;
  };
  /** Administrators have stopped reveals and grants. */
  frozen: { readonly byName: string; readonly at: Date };
  /** Fewer people than needed could decide this; they are named so that somebody can be added. */
  too_few_approvers: { readonly eligible: number; readonly needed: number };
  /** Too much at once; nothing was done. `told`: this window has said so before, so that a typed command needs no second answer. */
  too_many: { readonly limit: LimitReached; readonly retryAfterSeconds: number; readonly told?: true };
  /** No private way to the person could be found; nothing was created. */
  unreachable: { readonly person: string };
  /** Another system did not do its part; the same may work later. */
  unavailable: {
    readonly service: Service;
    readonly retryAfterSeconds?: number;
    /** Set only when the answer proves that nothing happened (429, a concurrency refusal): asking again is safe. */
    readonly nothingDone?: true;
  };
}

/** The closed list of error codes. */
export type ErrorCode = keyof ErrorDetails;

/**
 * An expected failure, fit to be told to the person by its code and details.
 *
 * It has no `cause`: SDK errors carry request bodies, so adapters make a new error from status, code and request id.
 */
export class DomainError<C extends ErrorCode = ErrorCode> extends Error {
  constructor(
    readonly code: C,
    readonly details: ErrorDetails[C],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}

/** Tells whether `error` is a DomainError with this code, and narrows its details. */
export function isDomainError<C extends ErrorCode>(error: unknown, code: C): error is DomainError<C> {
  return error instanceof DomainError && error.code === code;
}
