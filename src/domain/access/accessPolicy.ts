import type { Secret } from '../secrets/secret';

/** What a person may want to do with one secret. */
export type SecretAction =
  | 'see'
  | 'see_shared'
  | 'delete'
  /** Change sharing, pre-approval and owner. */
  | 'share'
  | 'request'
  /** Look again without asking anybody. */
  | 'take'
  /** Decide one request. */
  | 'decide'
  /** End one grant before its time. */
  | 'revoke'
  | 'reveal'
  | 'new_ticket'
  | 'reissue';

/** How a person stands to one secret. Several may be true; none of them alone shows a value. */
export interface Standing {
  readonly creator: boolean;
  readonly owner: boolean;
  /** Owns the application in Entra. */
  readonly applicationOwner: boolean;
  readonly administrator: boolean;
  /** Among the people to whom sharing makes the location's secrets visible. */
  readonly sharedWith: boolean;
  /** Was asked to decide the request in question, may still, and neither made it nor benefits from it. */
  readonly approver: boolean;
  /** Made the request in question, or was asked to decide it, whether or not they still may. */
  readonly party: boolean;
  /** Holds the ticket or the grant in question; for a request: any ticket of the secret that can still be used. */
  readonly holder: boolean;
}

/**
 * May they? `hidden` is answered exactly like a secret that does not exist; `denied` to those who may know of it;
 * `ended` when there is nothing left to do it to.
 */
export type AccessDecision =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'ended' };

/** The facts of a secret that access depends on. */
export type SecretFacts = Pick<Secret, 'state' | 'sharing' | 'preApproved'> & { readonly vaulted: boolean };

/** Somebody with no part in a secret at all. */
export const NOBODY: Standing = {
  creator: false,
  owner: false,
  applicationOwner: false,
  administrator: false,
  sharedWith: false,
  approver: false,
  party: false,
  holder: false,
};

const ALLOWED = { kind: 'allowed' } as const;
const HIDDEN = { kind: 'hidden' } as const;
const DENIED = { kind: 'denied' } as const;
const ENDED = { kind: 'ended' } as const;

/**
 * The one rule of who may do what with a secret.
 *
 * Seeing it whole and deleting it: creator, owner, application owner, administrator. Knowing that it is there, and
 * asking for access: also those it is shared with. Looking again without asking: a pre-approved owner. Its settings: owner and administrator; ending a grant: its holder too.
 * A value, a new ticket and a reissue: only the holder of the ticket, never a role by itself.
 */
export function decideAccess(action: SecretAction, who: Standing, secret: SecretFacts): AccessDecision {
  const responsible = who.creator || who.owner || who.applicationOwner || who.administrator;
  const isLive = secret.state === 'active' || secret.state === 'deleting';
  const knows = responsible || (secret.sharing && isLive && who.sharedWith);
  switch (action) {
    case 'see':
      return responsible ? ALLOWED : HIDDEN;
    case 'see_shared':
      return knows ? ALLOWED : HIDDEN;
    case 'delete':
      if (!knows) return HIDDEN;
      if (!responsible) return DENIED;
      return secret.state === 'active' ? ALLOWED : ENDED;
    case 'share':
      if (!knows) return HIDDEN;
      if (!who.owner && !who.administrator) return DENIED;
      return secret.state === 'active' ? ALLOWED : ENDED;
    case 'request':
      if (!knows) return HIDDEN;
      if (secret.state !== 'active') return ENDED;
      return mayRequest(who, secret) ? ALLOWED : DENIED;
    case 'take':
      if (!knows) return HIDDEN;
      if (secret.state !== 'active') return ENDED;
      return who.owner && secret.preApproved && secret.vaulted ? ALLOWED : DENIED;
    case 'decide':
      // A request is known to those it concerns alone, whatever they are to its secret.
      if (!who.approver) return who.party ? DENIED : HIDDEN;
      return secret.state === 'active' ? ALLOWED : ENDED;
    case 'revoke':
      if (who.owner || who.administrator || who.holder) return ALLOWED;
      // Whom a secret is only shared with does not see who has access.
      return responsible ? DENIED : HIDDEN;
    default:
      if (!who.holder) return HIDDEN;
      if (secret.state !== 'active') return ENDED;
      return holderMay(action, who, secret) ? ALLOWED : DENIED;
  }
}

/** Whoever has something to open, or gets it without asking, has nothing to ask for. */
function mayRequest(who: Standing, secret: SecretFacts): boolean {
  if (!secret.vaulted || !secret.sharing) return false;
  return !who.holder && !(who.owner && secret.preApproved);
}

/** What the ticket's holder may do with a live secret; the ticket's own state is judged elsewhere. */
function holderMay(action: 'reveal' | 'new_ticket' | 'reissue', who: Standing, secret: SecretFacts): boolean {
  switch (action) {
    case 'reveal':
      return true;
    case 'new_ticket':
      return secret.vaulted && (who.creator || (who.owner && secret.preApproved));
    case 'reissue':
      return !secret.vaulted && who.creator && (who.applicationOwner || who.administrator);
  }
}

/** The facts of a secret that access depends on. */
export function factsOf(secret: Secret): SecretFacts {
  const { state, sharing, preApproved, vaultEntry } = secret;
  return { state, sharing, preApproved, vaulted: vaultEntry !== undefined };
}
