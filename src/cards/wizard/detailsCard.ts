import type { Fault } from '../../domain/errors';
import type { DetailsInput } from '../../domain/secrets/secretDraft';
import type { Words } from '../../messages/catalogue';
import { type Markdown, plainLine, sentences } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { type Fact, nameFact } from '../fact';
import { type FaultLine, faultLines, faultSummary } from '../faultText';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import { capFacts, type LocationTermsView, sameCap } from './capWords';
import template from './detailsCard.json';

/** Step 1: Client Secret Details. */
export interface DetailsCardView extends Viewing {
  /** The wizard, and this showing of its card. */
  readonly wizard: string;
  readonly nonce: string;
  readonly application: { readonly displayName: string; readonly appId: string };
  readonly policyMaxDays?: number;
  readonly locations: readonly LocationTermsView[];
  /** What was typed, or the defaults; shown again, fitting or not. */
  readonly typed: DetailsInput;
  readonly faults: readonly Fault[];
  /** Whether the application was asked for, so that there is a step to go back to. */
  readonly canGoBack: boolean;
}

/** More than the rules allow, so that a fault can be mended, and little enough for one card. */
const LONGEST = { name: 300, description: 4000, other: 100 };

const fill = cardTemplate<{
  facts: readonly Fact[];
  typed: { name: string; description: string; expiration: string; location: string; vault: string; share: string };
  expirationHint: Markdown;
  caps: readonly { readonly facts: readonly Fact[] }[];
  locations: readonly { title: string; value: string }[];
  faults: ReturnType<typeof faultLines>;
  faultSummary: readonly FaultLine[];
  actions: readonly Button[];
}>('detailsCard', template);

export function detailsCard(view: DetailsCardView, words: Words): Card {
  const { application, typed, locations } = view;
  return fill(
    {
      facts: [
        nameFact(words, 'fact.application', application.displayName),
        nameFact(words, 'fact.clientId', application.appId),
      ],
      typed: {
        name: typed.name.slice(0, LONGEST.name),
        description: typed.description.slice(0, LONGEST.description),
        expiration: typed.expiration.slice(0, LONGEST.other),
        location: typed.locationId.slice(0, LONGEST.other),
        vault: String(typed.vault),
        share: String(typed.share),
      },
      expirationHint: expirationHint(view, words),
      caps: sameCap(locations, words) ? [] : [{ facts: capFacts(locations, words) }],
      locations: locations.map(({ location }) => ({ title: plainLine(location.name), value: location.id })),
      faults: faultLines(view.faults, words),
      faultSummary: faultSummary(view.faults, words),
      actions: buttons(view, words),
    },
    words,
  );
}

/** Where every location allows the same, it is said once, and the policy is not told twice. */
function expirationHint({ policyMaxDays, timeZone, locations }: DetailsCardView, words: Words): Markdown {
  const until = words.text('details.expirationHint', { zone: words.zone(timeZone) });
  const same = sameCap(locations, words);
  if (same) return sentences(until, words.text('details.latestEverywhere', { cap: same }));
  return sentences(
    until,
    ...(policyMaxDays === undefined ? [] : [words.text('details.policyCap', { count: policyMaxDays })]),
    words.text('details.latest'),
  );
}

function buttons({ wizard, nonce, canGoBack }: DetailsCardView, words: Words): readonly Button[] {
  return [
    executeButton(words, 'wizard/next', { wizard, nonce }, { title: 'button.next', style: 'positive' }),
    ...(canGoBack ? [executeButton(words, 'wizard/back', { wizard, nonce }, { title: 'button.back' })] : []),
    executeButton(words, 'wizard/cancel', { wizard, nonce }, { title: 'button.cancel', inputs: 'none' }),
  ];
}
