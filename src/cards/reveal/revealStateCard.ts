import type { Service } from '../../domain/errors';
import type { Sensitive } from '../../domain/sensitive';
import type { WordKey, Words } from '../../messages/catalogue';
import type { Markdown } from '../../messages/escapeMarkdown';
import { type Button, submitButton } from '../buttons';
import { shortName } from '../fact';
import { type Line, lines } from '../line';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import { serviceWords } from '../serviceWords';
import { waitWords } from '../waitWords';
import { showData } from './revealReadyCard';
import template from './revealStateCard.json';

/** What the dialog says when there is no value to show. */
export type RevealState =
  | { readonly kind: 'already_shown'; readonly at: Date }
  | { readonly kind: 'not_ready' }
  | { readonly kind: 'expired'; readonly at?: Date }
  | { readonly kind: 'removed_unseen'; readonly at?: Date }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'cancelled' }
  /** Access that was given and ended before it was used: `expired` and `cancelled` of a ticket of cause `grant`. */
  | { readonly kind: 'access_over' }
  /** Administrators have stopped everything; nothing was claimed. */
  | { readonly kind: 'frozen'; readonly byName: string; readonly at: Date }
  /** Somebody else's, or no ticket at all: the two are told apart nowhere. */
  | { readonly kind: 'not_yours' }
  /** The value is nowhere any more: its entry in the vault, or the location with that vault, is gone. */
  | { readonly kind: 'value_gone' }
  /** More than 8 seconds had passed since the click; nothing was claimed. */
  | { readonly kind: 'too_late' }
  /** SecretBot lacks the key that the value was sealed with; nothing was claimed. */
  | { readonly kind: 'key_missing' }
  /** Something happened between the two pages; nothing was claimed. */
  | { readonly kind: 'changed' }
  /** Nothing was shown. With `storage` nobody knows whether the claim was written down: its answer may be what was lost. */
  | { readonly kind: 'unavailable'; readonly service: Service }
  /** A limit was reached; nothing was read or claimed. */
  | { readonly kind: 'too_many'; readonly retryAfterSeconds: number };

/** One page without a value; offers to try again where nothing was claimed and trying again may help. */
export interface RevealStateCardView extends Viewing {
  readonly state: RevealState;
  /** For trying again; plaintext of the key stays in this person's dialog. */
  readonly ticketId?: string;
  readonly ticketKey?: Sensitive;
}

const fill = cardTemplate<{ heading: Markdown; lines: readonly Line[]; actions: readonly Button[] }>(
  'revealStateCard',
  template,
);

export function revealStateCard(view: RevealStateCardView, words: Words): Card {
  const { heading, text } = keysOf(view.state);
  const { at, atOnly, ...rest } = params(view, words);
  return fill(
    {
      heading: words.text(heading, { at }),
      lines: lines(...atOnly, words.text(text, { ...rest, at })),
      actions: [
        ...tryAgain(view, words),
        submitButton(words, 'dialog/close', {}, { title: 'button.close', inputs: 'none' }),
      ],
    },
    words,
  );
}

const keys: Record<RevealState['kind'], { heading: WordKey; text: WordKey }> = {
  already_shown: { heading: 'reveal.state.alreadyShown.heading', text: 'reveal.state.alreadyShown.text' },
  not_ready: { heading: 'reveal.state.notReady.heading', text: 'reveal.state.notReady.text' },
  expired: { heading: 'reveal.state.expired.heading', text: 'reveal.state.expired.text' },
  removed_unseen: { heading: 'reveal.state.removedUnseen.heading', text: 'reveal.state.removedUnseen.text' },
  deleted: { heading: 'reveal.state.deleted.heading', text: 'reveal.state.deleted.text' },
  replaced: { heading: 'reveal.state.replaced.heading', text: 'reveal.state.replaced.text' },
  cancelled: { heading: 'reveal.state.cancelled.heading', text: 'reveal.state.cancelled.text' },
  access_over: { heading: 'reveal.state.accessOver.heading', text: 'reveal.state.accessOver.text' },
  frozen: { heading: 'reveal.state.frozen.heading', text: 'reveal.state.frozen.text' },
  not_yours: { heading: 'reveal.state.notYours.heading', text: 'reveal.state.notYours.text' },
  value_gone: { heading: 'reveal.state.valueGone.heading', text: 'reveal.state.valueGone.text' },
  too_late: { heading: 'reveal.state.tooLate.heading', text: 'reveal.state.tooLate.text' },
  key_missing: { heading: 'reveal.state.keyMissing.heading', text: 'reveal.state.keyMissing.text' },
  changed: { heading: 'reveal.state.changed.heading', text: 'reveal.state.changed.text' },
  unavailable: { heading: 'reveal.state.unavailable.heading', text: 'reveal.state.unavailable.text' },
  too_many: { heading: 'reveal.state.tooMany.heading', text: 'reveal.state.tooMany.text' },
};

function keysOf(state: RevealState): { heading: WordKey; text: WordKey } {
  const isUnsure = state.kind === 'unavailable' && state.service === 'storage';
  return isUnsure ? { ...keys.unavailable, text: 'reveal.state.unavailable.textUnsure' } : keys[state.kind];
}

function params(
  view: RevealStateCardView,
  words: Words,
): { at: string; atOnly: readonly Markdown[]; service: string; by: string; wait: string } {
  const { state, now, timeZone } = view;
  const at = 'at' in state && state.at ? words.time(state.at, now, timeZone) : '';
  return {
    at,
    atOnly: state.kind === 'expired' && at ? [words.text('reveal.state.expired.textAt', { at })] : [],
    by: state.kind === 'frozen' ? shortName(state.byName) : '',
    service: state.kind === 'unavailable' ? words.plain(serviceWords[state.service]) : '',
    wait: state.kind === 'too_many' ? waitWords(state.retryAfterSeconds, words) : '',
  };
}

/** Where trying again may lead to the value. */
const HELPS: readonly RevealState['kind'][] = ['not_ready', 'too_late', 'unavailable', 'key_missing', 'too_many'];

function tryAgain({ state, ticketId, ticketKey }: RevealStateCardView, words: Words): readonly Button[] {
  if (!HELPS.includes(state.kind) || ticketId === undefined) return [];
  const data = showData({ ticketId, ...(ticketKey ? { ticketKey } : {}) });
  return [submitButton(words, 'carrier/show', data, { title: 'button.tryAgain', style: 'positive' })];
}
