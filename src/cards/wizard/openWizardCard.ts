import type { Words } from '../../messages/catalogue';
import { type Button, executeButton } from '../buttons';
import { shortName } from '../fact';
import { type Line, lines } from '../line';
import { type Card, cardTemplate } from '../renderCard';
import template from './openWizardCard.json';

/** A second `create` while one is open here: Continue or Start over? */
export interface OpenWizardCardView {
  /** The open wizard, which Start over gives up. */
  readonly wizardId: string;
  /** What the open wizard is about, once that is chosen. */
  readonly applicationName?: string;
  /** What was named with the second `create`; Start over begins with it. */
  readonly requested?: { readonly objectId: string; readonly displayName: string };
}

const fill = cardTemplate<{ lines: readonly Line[]; actions: readonly Button[] }>('openWizardCard', template);

export function openWizardCard({ wizardId, applicationName, requested }: OpenWizardCardView, words: Words): Card {
  const restart = { wizard: wizardId, ...(requested && { application: requested.objectId }) };
  return fill(
    {
      lines: lines(
        applicationName === undefined
          ? words.text('openWizard.text')
          : words.text('openWizard.textFor', { application: shortName(applicationName) }),
        requested === undefined
          ? words.text('openWizard.startOver')
          : words.text('openWizard.startOverFor', { application: shortName(requested.displayName) }),
      ),
      actions: [
        executeButton(words, 'wizard/continue', {}, { title: 'button.continue', style: 'positive' }),
        executeButton(words, 'wizard/restart', restart, { title: 'button.startOver' }),
      ],
    },
    words,
  );
}
