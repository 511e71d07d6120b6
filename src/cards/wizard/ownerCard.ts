import type { Fault } from '../../domain/errors';
import type { Origin } from '../../domain/notices/recipient';
import type { OwnerInput } from '../../domain/secrets/secretDraft';
import type { Words } from '../../messages/catalogue';
import type { Card } from '../renderCard';

/** Step 2: Client Secret Owner Details. */
export interface OwnerCardView {
  readonly nonce: string;
  readonly application: { readonly displayName: string };
  readonly secretName: string;
  /** Whether the value will be vaulted: pre-approval needs it. */
  readonly vault: boolean;
  /** The search: Teams' own people picker in personal chats, ours elsewhere. */
  readonly where: Origin['kind'];
  /** What was chosen, or the default; shown again, fitting or not. */
  readonly typed: OwnerInput;
  /** The person of `typed.ownerId`, so that their name can be shown; left out where it is nobody. */
  readonly chosen?: { readonly objectId: string; readonly displayName: string };
  readonly faults: readonly Fault[];
}

export function ownerCard(_view: OwnerCardView, _words: Words): Card {
  throw new Error('not written yet');
}

/** How a person is named where only a title fits: two people may have one name. Also for search results. */
export function personTitle(person: { readonly displayName: string; readonly userPrincipalName: string }): string {
  return `${person.displayName} (${person.userPrincipalName})`;
}
