import type { Fault } from '../../domain/errors';
import type { SecretSummary } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import type { Markdown } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { type Fact, secretFacts } from '../fact';
import { faultLines } from '../faultText';
import { hoursText } from '../hoursText';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import template from './requestCard.json';
import { type Choice, hourChoices, secretNames } from './wishWords';

/** Asks for how long and why. Where there is an open request already, requestStateCard shows that one instead. */
export interface RequestCardView extends Viewing {
  readonly secret: SecretSummary;
  /** The location's limit. */
  readonly maxHours: number;
  /** What was typed or is offered first, `4`; shown again, fitting or not. */
  readonly typed: { readonly hours: string; readonly reason: string };
  readonly faults: readonly Fault[];
}

/** More than the longest reason, so that one that is too long comes back to be shortened. */
const LONGEST_TYPED = 2000;

const fill = cardTemplate<{
  heading: Markdown;
  facts: readonly Fact[];
  choices: readonly Choice[];
  hoursHint: Markdown;
  typed: RequestCardView['typed'];
  faults: ReturnType<typeof faultLines>;
  actions: readonly Button[];
}>('requestCard', template);

export function requestCard(view: RequestCardView, words: Words): Card {
  const { secret, maxHours } = view;
  const { reference } = secret;
  const typed = shortTyped(view.typed);
  return fill(
    {
      heading: words.text('request.heading', secretNames(secret)),
      facts: secretFacts(words, view, secret),
      choices: hourChoices(maxHours, typed.hours, words),
      hoursHint: words.text('request.hoursHint', { longest: hoursText(maxHours, words) }),
      typed,
      faults: faultLines(view.faults, words),
      actions: [
        executeButton(words, 'request/send', { reference }, { title: 'button.sendRequest', style: 'positive' }),
        executeButton(words, 'secret/show', { reference }, { title: 'button.notNow', inputs: 'none' }),
      ],
    },
    words,
  );
}

/** What people typed into the fields of a request, short enough for a card. */
export function shortTyped({ hours, reason }: RequestCardView['typed']): RequestCardView['typed'] {
  return { hours: hours.slice(0, LONGEST_TYPED), reason: reason.slice(0, LONGEST_TYPED) };
}
