import type { ApplicationRefusal, Fault } from '../../domain/errors';
import type { Words } from '../../messages/catalogue';
import { plainLine } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { shortName } from '../fact';
import { type FaultLine, faultLines } from '../faultText';
import { shortRefusals } from '../refusalWords';
import { type Card, cardTemplate } from '../renderCard';
import template from './applicationCard.json';

/** One application as the typeahead offers it. `title` is for people: `applicationTitle` makes it. */
export interface ApplicationChoice {
  readonly title: string;
  /** Object id. */
  readonly value: string;
}

/** Step 0: which application? */
export interface ApplicationCardView {
  /** The wizard, and this showing of its card. */
  readonly wizard: string;
  readonly nonce: string;
  /** What was chosen or typed before; shown again, fitting or not. */
  readonly typed: string;
  /** Choices offered before anything is typed; must hold the chosen one, so that its name can be shown. */
  readonly choices: readonly ApplicationChoice[];
  readonly faults: readonly Fault[];
  /** The chosen application cannot get a secret: why, and what to do, stands under the field, and another can be chosen. */
  readonly refusal?: { readonly reason: ApplicationRefusal; readonly applicationName: string };
}

const LONGEST_TYPED = 300;

const fill = cardTemplate<{
  typed: string;
  choices: readonly ApplicationChoice[];
  faults: readonly FaultLine[];
  actions: readonly Button[];
}>('applicationCard', template);

/** The wizard's first card when no application was named. */
export function applicationCard(view: ApplicationCardView, words: Words): Card {
  const { wizard, nonce, refusal } = view;
  const refused = refusal
    ? [{ text: words.text(shortRefusals[refusal.reason], { application: shortName(refusal.applicationName) }) }]
    : [];
  return fill(
    {
      typed: view.typed.slice(0, LONGEST_TYPED),
      choices: view.choices,
      faults: [...faultLines(view.faults, words).application, ...refused],
      actions: [
        executeButton(words, 'wizard/next', { wizard, nonce }, { title: 'button.next', style: 'positive' }),
        executeButton(words, 'wizard/cancel', { wizard, nonce }, { title: 'button.cancel', inputs: 'none' }),
      ],
    },
    words,
  );
}

/** How an application is named where only a title fits: name and client id, as two may have one name. Also for search results. */
export function applicationTitle(application: { readonly displayName: string; readonly appId: string }): string {
  return `${plainLine(shortName(application.displayName))} (${application.appId})`;
}
