import type { Fault } from '../domain/errors';
import type { Reference } from '../domain/reference';
import type { Words } from '../messages/catalogue';
import type { Card, Viewing } from './renderCard';

/** What would be deleted. */
export type DeleteTarget =
  | { readonly kind: 'secret'; readonly reference: Reference }
  /** Made elsewhere; `applicationId` is the application's object id. */
  | { readonly kind: 'foreign'; readonly applicationId: string; readonly keyId: string };

/** Asks, with the consequences, or says how it stands. */
export type DeleteCardView = Viewing & {
  readonly target: DeleteTarget;
  /** The name to type where typing is needed. */
  readonly name: string;
  readonly applicationName: string;
  readonly state:
    | {
        readonly kind: 'ask';
        readonly expiresAt: Date;
        readonly lastUse: Date | 'never' | 'unknown';
        readonly vaulted: boolean;
        /** Whether it is the application's last secret. */
        readonly lastSecret: boolean;
        /** Open rights to see the value, which end with it. */
        readonly liveTickets: number;
        readonly mustType: boolean;
        /** What was typed before, when it did not fit. */
        readonly typed: string;
        readonly faults: readonly Fault[];
      }
    | { readonly kind: 'deleting' }
    | { readonly kind: 'deleted'; readonly vaulted: boolean }
    | { readonly kind: 'kept' };
};

export function deleteCard(_view: DeleteCardView, _words: Words): Card {
  throw new Error('not written yet');
}
