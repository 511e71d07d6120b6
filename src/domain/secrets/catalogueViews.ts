import type { Application } from '../applications/application';
import type { Reference } from '../reference';
import type { NotSeenRemedy } from '../reveal/notSeenRule';
import type { Ticket } from '../reveal/ticket';
import type { Grant } from '../sharing/grant';
import type { Location } from '../vaulting/location';
import type { Secret } from './secret';
import type { SecretHistoryPage } from './secretHistory';

/** Which secrets a list shows. */
export type ListScope = 'mine' | 'app' | 'expiring' | 'shared' | 'all';

export interface ListQuery {
  readonly scope: ListScope;
  /** Name, client id or object id; needed for scope `app`. */
  readonly application?: string;
  /** The cursor of the page before. */
  readonly after?: string;
}

/** One line of a list. */
export type ListRow =
  | {
      readonly kind: 'secret';
      readonly secret: Secret;
      readonly mayDelete: boolean;
      readonly mayRequest: boolean;
    }
  /** What sharing makes visible: no more than this. */
  | {
      readonly kind: 'shared';
      readonly reference: Reference;
      readonly name: string;
      readonly applicationName: string;
      readonly ownerName: string;
      /** False while the asking person has something to open. */
      readonly mayRequest: boolean;
    }
  /** Made elsewhere. Its owner's button deletes it after the typed name. */
  | {
      readonly kind: 'foreign';
      readonly applicationId: string;
      readonly applicationName: string;
      readonly keyId: string;
      readonly name?: string;
      readonly hint?: string;
      readonly startsAt: Date;
      readonly expiresAt: Date;
    };

/** One page of a list, 10 rows at most; `next` is the cursor of the following page. */
export interface SecretList {
  readonly scope: ListScope;
  /** Set for scope `app`. */
  readonly application?: Application;
  readonly rows: readonly ListRow[];
  readonly next?: string;
}

/** One ticket as the people who may see the secret see it. */
export interface TicketLine {
  readonly ticket: Ticket;
  /** True when it is the asking person's own. */
  readonly mine: boolean;
}

/** One grant as the people who may see the secret see it. */
export interface AccessLine {
  readonly grant: Grant;
  /** When its value was shown. */
  readonly seenAt?: Date;
  /** True while it is live and the asking person may revoke it. */
  readonly canRevoke: boolean;
}

/** One secret as the asking person may see it. */
export type SecretView =
  | {
      readonly kind: 'full';
      readonly secret: Secret;
      /** `undefined` where the operator took the location away. */
      readonly location?: Location;
      readonly lastUse: Date | 'never' | 'unknown';
      readonly actions: {
        readonly delete: boolean;
        /** Sharing is on and the asking person has nothing to open now. */
        readonly request: boolean;
        /** May change sharing, pre-approval and owner. */
        readonly share: boolean;
        /** What "I didn't see it" would do for the asking person, and through which ticket. */
        readonly notSeen?: { readonly remedy: NotSeenRemedy; readonly ticketId: string };
      };
      /** The first page. */
      readonly history: SecretHistoryPage;
      /** Who has had access, oldest first. */
      readonly tickets: readonly TicketLine[];
      /** Every grant there was, newest first. */
      readonly access: readonly AccessLine[];
    }
  | {
      readonly kind: 'shared';
      readonly reference: Reference;
      readonly name: string;
      readonly applicationName: string;
      readonly ownerName: string;
      /** False while the asking person has something to open. */
      readonly mayRequest: boolean;
    };

/** One more page of what happened to a secret. */
export interface HistoryView {
  readonly secret: Secret;
  readonly page: SecretHistoryPage;
}
