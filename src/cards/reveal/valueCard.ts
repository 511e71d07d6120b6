import type { Secret } from '../../domain/secrets/secret';
import type { Sensitive } from '../../domain/sensitive';
import type { Words } from '../../messages/catalogue';
import type { Card, Viewing } from '../renderCard';

/** The dialog's second page. The only card that holds a value: it goes into the answer to one click and nowhere else. */
export interface ValueCardView extends Viewing {
  readonly ticketId: string;
  readonly value: Sensitive;
  readonly secret: Pick<Secret, 'reference' | 'name' | 'application' | 'tenantId' | 'expiresAt'>;
  readonly vaulted: boolean;
}

export function valueCard(_view: ValueCardView, _words: Words): Card {
  throw new Error('not written yet');
}
