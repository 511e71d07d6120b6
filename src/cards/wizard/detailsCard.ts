import type { Fault } from '../../domain/errors';
import type { DetailsInput } from '../../domain/secrets/secretDraft';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** How long secrets may live in one location, for this application. The domain's LocationTerms fit. */
export interface LocationTermsView {
  readonly location: { readonly id: string; readonly name: string };
  /** `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly capDays?: number;
  readonly cappedBy: 'policy' | 'location' | 'none';
}

/** Step 1: Client Secret Details. */
export interface DetailsCardView extends Viewing {
  readonly nonce: string;
  readonly application: { readonly displayName: string; readonly appId: string };
  readonly policyMaxDays?: number;
  readonly locations: readonly LocationTermsView[];
  /** What was typed, or the defaults; shown again, fitting or not. */
  readonly typed: DetailsInput;
  readonly faults: readonly Fault[];
  /** Whether the application was asked for, so that there is a step to go back to. */
  readonly canGoBack: boolean;
}

export function detailsCard(_view: DetailsCardView, _words: Words): Card {
  throw new Error('not written yet');
}
