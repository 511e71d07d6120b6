import type { Secret } from '../../domain/secrets/secret';
import type { Sensitive } from '../../domain/sensitive';
import type { Words } from '../../messages/catalogue';
import type { Markdown } from '../../messages/escapeMarkdown';
import { type Button, submitButton } from '../buttons';
import { type Fact, nameFact } from '../fact';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import template from './valueCard.json';

/** The dialog's second page. The only card that holds a value: it goes into the answer to one click and nowhere else. */
export interface ValueCardView extends Viewing {
  readonly ticketId: string;
  readonly value: Sensitive;
  readonly secret: Pick<Secret, 'reference' | 'name' | 'application' | 'tenantId' | 'expiresAt'>;
  readonly vaulted: boolean;
}

const fill = cardTemplate<{
  value: string;
  clientId: string;
  tenantId: string;
  facts: readonly Fact[];
  expires: Markdown;
  copy: Markdown;
  actions: readonly Button[];
}>('valueCard', template);

/**
 * Plaintext leaves here, into the answer to the click of the person it is for. The value stands in an input, the one
 * element that can be selected and copied by touch and by keyboard everywhere; Submit sends no inputs, so it never
 * comes back.
 */
export function valueCard(view: ValueCardView, words: Words): Card {
  const { secret, now, timeZone } = view;
  return fill(
    {
      value: view.value.expose(),
      clientId: secret.application.appId,
      tenantId: secret.tenantId,
      facts: [
        nameFact(words, 'fact.secret', secret.name),
        nameFact(words, 'fact.reference', secret.reference),
        nameFact(words, 'fact.application', secret.application.displayName),
      ],
      expires: words.text('reveal.value.expires', {
        date: words.date(secret.expiresAt, timeZone),
        distance: words.inDays(secret.expiresAt, now, timeZone),
      }),
      copy: words.text(view.vaulted ? 'reveal.value.vaulted' : 'reveal.value.unvaulted'),
      actions: [
        submitButton(
          words,
          'carrier/stored',
          { ticket: view.ticketId },
          { title: 'button.submit', style: 'positive', inputs: 'none' },
        ),
      ],
    },
    words,
  );
}
