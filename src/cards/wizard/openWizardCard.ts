import type { Words } from '../../messages/catalogue';
import type { Card } from '../renderCard';

/** A second `create` while one is open here: Continue or Start over? */
export interface OpenWizardCardView {
  /** What the open wizard is about, once that is chosen. */
  readonly applicationName?: string;
  /** What was named with the second `create`; Start over begins with it. */
  readonly requested?: { readonly objectId: string; readonly displayName: string };
}

export function openWizardCard(_view: OpenWizardCardView, _words: Words): Card {
  throw new Error('not written yet');
}
