import type { DetailsInput } from '../../domain/secrets/secretDraft';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** Step 3: everything, before it is done. */
export interface SummaryCardView extends Viewing {
  readonly nonce: string;
  readonly application: { readonly displayName: string; readonly appId: string };
  readonly details: Pick<DetailsInput, 'name' | 'description' | 'vault' | 'share'>;
  readonly preApprove: boolean;
  readonly location: { readonly name: string };
  readonly expiresAt: Date;
  readonly owner: { readonly displayName: string; readonly userPrincipalName: string };
  /** Whether the person who creates is the owner. */
  readonly ownerIsYou: boolean;
}

export function summaryCard(_view: SummaryCardView, _words: Words): Card {
  throw new Error('not written yet');
}
