import type { Reference } from '../domain/reference';
import type { Words } from '../messages/catalogue';
import type { ExecutePayload } from './actions';
import type { Card, Viewing } from './renderCard';

/** One row of a list. */
export type ListRow =
  | {
      readonly kind: 'secret';
      readonly reference: Reference;
      readonly name: string;
      readonly applicationName: string;
      readonly ownerName: string;
      readonly expiresAt: Date;
      readonly vaulted: boolean;
      readonly shared: boolean;
      readonly canDelete: boolean;
    }
  /** A credential made elsewhere; in lists of one application. */
  | {
      readonly kind: 'foreign';
      /** Object id of the application. */
      readonly applicationId: string;
      readonly keyId: string;
      readonly name?: string;
      readonly hint?: string;
      readonly expiresAt: Date;
      readonly canDelete: boolean;
    }
  /** What a member may know of somebody else's shared secret. */
  | {
      readonly kind: 'shared';
      readonly reference: Reference;
      readonly name: string;
      readonly applicationName: string;
      readonly ownerName: string;
    };

/** One page of secrets, 10 rows at most. */
export interface ListCardView extends Viewing {
  readonly scope: ExecutePayload<'list/show'>['scope'];
  /** Of scope `app`: what to ask the next page for (client id), and the name to show. */
  readonly application?: { readonly query: string; readonly displayName: string };
  readonly rows: readonly ListRow[];
  /** Cursor of the following page. */
  readonly next?: string;
  /** Whether this is the first page; an empty first page offers to create. */
  readonly first: boolean;
}

export function listCard(_view: ListCardView, _words: Words): Card {
  throw new Error('not written yet');
}
