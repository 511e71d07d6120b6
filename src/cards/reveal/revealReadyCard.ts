import type { Secret } from '../../domain/secrets/secret';
import type { Sensitive } from '../../domain/sensitive';
import type { Words } from '../../messages/catalogue';
import { type Button, submitButton } from '../buttons';
import { type Fact, nameFact } from '../fact';
import { type Line, lines } from '../line';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import template from './revealReadyCard.json';

/** The dialog's first page, without the value. */
export interface RevealReadyCardView extends Viewing {
  readonly ticketId: string;
  /** Of an unvaulted value: plaintext of the key goes on in the button of this page. */
  readonly ticketKey?: Sensitive;
  readonly secret: Pick<Secret, 'reference' | 'name' | 'application'>;
  readonly vaulted: boolean;
  /** When the ticket ends. */
  readonly until: Date;
}

const fill = cardTemplate<{ facts: readonly Fact[]; hints: readonly Line[]; actions: readonly Button[] }>(
  'revealReadyCard',
  template,
);

export function revealReadyCard(view: RevealReadyCardView, words: Words): Card {
  const { secret } = view;
  const until = words.text('reveal.ready.until', { until: words.time(view.until, view.now, view.timeZone) });
  return fill(
    {
      facts: [
        nameFact(words, 'fact.secret', secret.name),
        nameFact(words, 'fact.reference', secret.reference),
        nameFact(words, 'fact.application', secret.application.displayName),
      ],
      hints: view.vaulted ? lines(until) : lines(until, words.text('reveal.ready.unvaulted')),
      actions: [
        submitButton(words, 'carrier/show', showData(view), { title: 'button.showValue', style: 'positive' }),
        submitButton(words, 'dialog/close', {}, { title: 'button.notNow' }),
      ],
    },
    words,
  );
}

/** What Show value sends. Plaintext of the ticket's key goes on, inside the dialog of the person it is for. */
export function showData(ticket: { readonly ticketId: string; readonly ticketKey?: Sensitive }): {
  ticket: string;
  key?: string;
} {
  return { ticket: ticket.ticketId, ...(ticket.ticketKey ? { key: ticket.ticketKey.expose() } : {}) };
}
