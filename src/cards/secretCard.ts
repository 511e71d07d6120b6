import type { AuditAction } from '../domain/audit/auditEvent';
import type { Reference } from '../domain/reference';
import type { Secret } from '../domain/secrets/secret';
import type { Words } from '../messages/catalogue';
import type { Card, Viewing } from './renderCard';

/** One line of a secret's history. `by` is a name; left out where it is the bot's own doing or nobody known. */
export interface HistoryLine {
  readonly at: Date;
  readonly action: AuditAction;
  readonly by?: string;
}

/** What `show` answers: everything for those whose secret it is, three things for those it is shared with. */
export type SecretCardView = Viewing &
  (
    | {
        readonly kind: 'full';
        readonly secret: Secret;
        readonly locationName: string;
        /** Newest first. */
        readonly history: readonly HistoryLine[];
        /** Names of those who have seen the value. */
        readonly seenBy: readonly string[];
        readonly canDelete: boolean;
      }
    | {
        readonly kind: 'shared';
        readonly reference: Reference;
        readonly name: string;
        readonly applicationName: string;
        readonly ownerName: string;
      }
  );

export function secretCard(_view: SecretCardView, _words: Words): Card {
  throw new Error('not written yet');
}
