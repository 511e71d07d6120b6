import type { DetailsInput } from '../../domain/secrets/secretDraft';
import type { Words } from '../../messages/catalogue';
import { escapeMarkdown, type Markdown, sentences } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { type Fact, fact, nameFact, shortName, yesNoFact } from '../fact';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import template from './summaryCard.json';

/** Step 3: everything, before it is done. */
export interface SummaryCardView extends Viewing {
  /** The wizard, and this showing of its card. */
  readonly wizard: string;
  readonly nonce: string;
  readonly application: { readonly displayName: string; readonly appId: string };
  readonly details: Pick<DetailsInput, 'name' | 'description' | 'vault' | 'share'>;
  readonly preApprove: boolean;
  readonly location: { readonly name: string };
  readonly expiresAt: Date;
  readonly owner: { readonly displayName: string; readonly userPrincipalName: string };
  /** Whether the person who creates is the owner. */
  readonly ownerIsYou: boolean;
}

const fill = cardTemplate<{
  facts: readonly Fact[];
  whoSees: Markdown;
  next: Markdown;
  actions: readonly Button[];
}>('summaryCard', template);

export function summaryCard(view: SummaryCardView, words: Words): Card {
  const { wizard, nonce, details } = view;
  return fill(
    {
      facts: facts(view, words),
      whoSees: whoSees(view, words),
      next: words.text(details.vault ? 'summary.nextVaulted' : 'summary.nextUnvaulted'),
      actions: [
        executeButton(words, 'wizard/submit', { wizard, nonce }, { title: 'button.submit', style: 'positive' }),
        executeButton(words, 'wizard/back', { wizard, nonce }, { title: 'button.back' }),
        executeButton(words, 'wizard/cancel', { wizard, nonce }, { title: 'button.cancel', inputs: 'none' }),
      ],
    },
    words,
  );
}

/** Under the labels of the cards before, in their order. */
function facts(view: SummaryCardView, words: Words): readonly Fact[] {
  const { application, details, location, owner } = view;
  return [
    nameFact(words, 'fact.application', application.displayName),
    nameFact(words, 'summary.clientId', application.appId),
    nameFact(words, 'details.name', details.name),
    fact(words, 'details.description', escapeMarkdown(details.description)),
    fact(words, 'details.expiration', expiration(view, words)),
    nameFact(words, 'fact.location', location.name),
    fact(
      words,
      'details.vault',
      details.vault
        ? words.text('summary.vaultYes', { location: shortName(location.name) })
        : words.text('summary.vaultNo'),
    ),
    fact(words, 'details.share', words.text(details.share ? 'summary.shareOn' : 'fact.off')),
    fact(words, 'owner.label', ownerName(owner, view.ownerIsYou, words)),
    yesNoFact(words, 'owner.preApprove', view.preApprove),
  ];
}

function expiration({ expiresAt, now, timeZone }: SummaryCardView, words: Words): Markdown {
  return words.text('summary.expirationValue', {
    date: words.date(expiresAt, timeZone),
    zone: words.zone(timeZone),
    distance: words.inDays(expiresAt, now, timeZone),
  });
}

function ownerName(owner: SummaryCardView['owner'], isYou: boolean, words: Words): Markdown {
  const name = shortName(owner.displayName);
  return isYou
    ? words.text('summary.ownerYou', { name })
    : words.text('summary.ownerOther', { name, signIn: owner.userPrincipalName });
}

/** The creator, once, and a pre-approved owner, who gets a ticket too, where that is somebody else. */
function whoSees({ preApprove, details, owner, ownerIsYou }: SummaryCardView, words: Words): Markdown {
  const you = words.text('summary.seesYou');
  if (!preApprove || !details.vault || ownerIsYou) return you;
  return sentences(you, words.text('summary.seesOwner', { owner: shortName(owner.displayName) }));
}
