import type { Fault } from '../../domain/errors';
import type { RequestSummary, SecretSummary } from '../../domain/notices/notice';
import type { Origin } from '../../domain/notices/recipient';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** The settings of a secret after its creation: who owns it, who may know of it and ask for it. */
export type ShareCardView = Viewing & {
  readonly secret: SecretSummary;
  readonly state:
    | {
        readonly kind: 'ask';
        /** Whether the value is vaulted: sharing and pre-approval need it. */
        readonly vaulted: boolean;
        /** The search: Teams' own people picker in personal chats, ours elsewhere. */
        readonly where: Origin['kind'];
        /** What was chosen, or the settings as they are; shown again, fitting or not. */
        readonly typed: {
          readonly share: boolean;
          readonly preApprove: boolean;
          readonly ownerId: string;
          readonly reason: string;
        };
        /** The person of `typed.ownerId`, so that their name can be shown; left out where it is nobody. */
        readonly chosen?: { readonly objectId: string; readonly displayName: string };
        /** This person's change that waits for approvers. A change that begins to wait is shown by requestStateCard. */
        readonly pending?: RequestSummary;
        readonly faults: readonly Fault[];
      }
    | {
        readonly kind: 'changed';
        readonly sharing: boolean;
        readonly preApproved: boolean;
        readonly ownerName: string;
      };
};

export function shareCard(_view: ShareCardView, _words: Words): Card {
  throw new Error('under way');
}
