import type { Fault } from '../../domain/errors';
import type { Origin } from '../../domain/notices/recipient';
import type { OwnerInput } from '../../domain/secrets/secretDraft';
import type { Words } from '../../messages/catalogue';
import { type Markdown, plainLine } from '../../messages/escapeMarkdown';
import type { Dataset } from '../actions';
import { type Button, executeButton } from '../buttons';
import { shortName } from '../fact';
import { faultLines } from '../faultText';
import { type Card, cardTemplate } from '../renderCard';
import template from './ownerCard.json';

/** Step 2: Client Secret Owner Details. */
export interface OwnerCardView {
  /** The wizard, and this showing of its card. */
  readonly wizard: string;
  readonly nonce: string;
  readonly application: { readonly displayName: string };
  readonly secretName: string;
  /** Whether the value will be vaulted: pre-approval needs it. */
  readonly vault: boolean;
  /** The search: Teams' own people picker in personal chats, ours elsewhere. */
  readonly where: Origin['kind'];
  /** What was chosen, or the default; shown again, fitting or not. */
  readonly typed: OwnerInput;
  /** The person of `typed.ownerId`, so that their name can be shown; left out where it is nobody. */
  readonly chosen?: { readonly objectId: string; readonly displayName: string };
  readonly faults: readonly Fault[];
}

/** Teams' own picker searches the whole organization only in personal chats. */
export type PeopleDataset = 'graph.microsoft.com/users' | Extract<Dataset, 'people'>;

const LONGEST_TYPED = 300;

const fill = cardTemplate<{
  step: Markdown;
  dataset: PeopleDataset;
  choices: readonly { title: string; value: string }[];
  typed: { owner: string; preApprove: string };
  preApproveHint: Markdown;
  faults: ReturnType<typeof faultLines>;
  actions: readonly Button[];
}>('ownerCard', template);

export function ownerCard(view: OwnerCardView, words: Words): Card {
  const { wizard, nonce, chosen, typed } = view;
  return fill(
    {
      step: words.text('owner.step', {
        secret: shortName(view.secretName),
        application: shortName(view.application.displayName),
      }),
      dataset: peopleDataset(view.where),
      choices: chosen ? [{ title: plainLine(shortName(chosen.displayName)), value: chosen.objectId }] : [],
      typed: { owner: typed.ownerId.slice(0, LONGEST_TYPED), preApprove: String(typed.preApprove) },
      preApproveHint: words.text(view.vault ? 'owner.preApproveHint' : 'owner.preApproveUnvaulted'),
      faults: faultLines(view.faults, words),
      actions: [
        executeButton(words, 'wizard/next', { wizard, nonce }, { title: 'button.next', style: 'positive' }),
        executeButton(words, 'wizard/back', { wizard, nonce }, { title: 'button.back' }),
        executeButton(words, 'wizard/cancel', { wizard, nonce }, { title: 'button.cancel', inputs: 'none' }),
      ],
    },
    words,
  );
}

/** Where to search for people from a card shown there. */
export function peopleDataset(where: Origin['kind']): PeopleDataset {
  return where === 'personal' ? 'graph.microsoft.com/users' : 'people';
}
