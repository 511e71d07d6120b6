import type { Fault } from '../../domain/errors';
import type { Words } from '../../messages/catalogue';
import type { Card } from '../renderCard';

/** One application as the typeahead offers it. `title` is for people: `applicationTitle` makes it. */
export interface ApplicationChoice {
  readonly title: string;
  /** Object id. */
  readonly value: string;
}

/** Step 0: which application? */
export interface ApplicationCardView {
  readonly nonce: string;
  /** What was chosen or typed before; shown again, fitting or not. */
  readonly typed: string;
  /** Choices offered before anything is typed; must hold the chosen one, so that its name can be shown. */
  readonly choices: readonly ApplicationChoice[];
  readonly faults: readonly Fault[];
}

/** The wizard's first card when no application was named. */
export function applicationCard(_view: ApplicationCardView, _words: Words): Card {
  throw new Error('not written yet');
}

/** How an application is named where only a title fits: name and client id, as two may have one name. Also for search results. */
export function applicationTitle(application: { readonly displayName: string; readonly appId: string }): string {
  return `${application.displayName} (${application.appId})`;
}
