import type { Notice } from '../domain/notices/notice';
import type { Sensitive } from '../domain/sensitive';
import type { Words } from '../messages/catalogue';
import type { Markdown } from '../messages/escapeMarkdown';
import { type Button, dialogButton, executeButton } from './buttons';
import template from './carrierCard.json';
import { cancelledKeys, expiredKeys, lostButton, lostKey, readyKeys, titleKey } from './carrierWords';
import { type Fact, nameFact, secretFacts } from './fact';
import { type Line, lines } from './line';
import { type Card, cardTemplate, type Viewing } from './renderCard';

type Carrier = Extract<Notice, { kind: 'carrier' }>;
type StateOf<K extends Carrier['state']['kind']> = Extract<Carrier['state'], { kind: K }>;

/** The private card that a value is opened from. It never holds the value. */
export interface CarrierCardView extends Viewing {
  readonly carrier: Carrier;
  /** Of an unvaulted value: plaintext of the key goes into the button of this private card and nowhere else. */
  readonly ticketKey?: Sensitive;
  /** Whether the card can be moved to the personal chat: true where it is a targeted message. */
  readonly movable: boolean;
}

interface Said {
  readonly speak: string;
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly hints?: readonly Line[];
  readonly actions?: readonly Button[];
}

const fill = cardTemplate<Required<Said> & { title: Markdown; facts: readonly Fact[] }>('carrierCard', template);

export function carrierCard(view: CarrierCardView, words: Words): Card {
  const { carrier } = view;
  const facts = [...secretFacts(words, view, carrier.secret), nameFact(words, 'fact.clientId', carrier.clientId)];
  const title = words.text(titleKey(carrier));
  return fill({ title, hints: [], actions: [], ...said(view, words), facts }, words);
}

function said(view: CarrierCardView, words: Words): Said {
  const { carrier } = view;
  const { state } = carrier;
  switch (state.kind) {
    case 'preparing':
      return preparing(view, words);
    case 'ready':
      return ready(view, state, words);
    case 'shown':
      return shown(view, state, words);
    case 'expired':
      return expired(view, state, words);
    case 'removed_unseen':
      return removedUnseen(view, state, words);
    case 'replaced':
      return {
        speak: words.plain('carrier.replaced.speak'),
        heading: words.text('carrier.replaced.heading'),
        lines: lines(words.text(carrier.vaulted ? 'carrier.replaced.vaulted' : 'carrier.replaced.unvaulted')),
      };
    case 'cancelled':
      return cancelled(view, words);
  }
}

function preparing(view: CarrierCardView, words: Words): Said {
  return {
    speak: words.plain('carrier.preparing.speak'),
    heading: words.text('carrier.preparing.heading'),
    lines: lines(words.text('carrier.preparing.text'), words.text('carrier.ready.device')),
    hints: moveHint(view, words),
    actions: openButtons(view, words),
  };
}

function ready(view: CarrierCardView, state: StateOf<'ready'>, words: Words): Said {
  const { carrier, now, timeZone } = view;
  const keys = readyKeys(carrier.cause);
  return {
    speak: words.plain(keys.speak),
    heading: words.text(keys.heading),
    lines: lines(
      words.text(keys.until, { until: words.time(state.until, now, timeZone) }),
      words.text(carrier.vaulted ? 'carrier.ready.vaulted' : 'carrier.ready.unvaulted'),
      words.text('carrier.ready.device'),
    ),
    hints: moveHint(view, words),
    actions: openButtons(view, words),
  };
}

function shown({ carrier, now, timeZone }: CarrierCardView, state: StateOf<'shown'>, words: Words): Said {
  const at = words.time(state.at, now, timeZone);
  if (state.confirmedAt) {
    const confirmed = words.time(state.confirmedAt, now, timeZone);
    return {
      speak: words.plain('carrier.stored.speak'),
      heading: words.text('carrier.stored.heading', { at }),
      lines: lines(words.text(carrier.vaulted ? 'carrier.stored.vaulted' : 'carrier.stored.unvaulted', { confirmed })),
    };
  }
  return {
    speak: words.plain('carrier.shown.speak'),
    heading: words.text('carrier.shown.heading', { at }),
    lines: lines(words.text('carrier.shown.fine'), words.text(lostKey(carrier))),
    actions: [lostButton(carrier, words)],
  };
}

function expired({ carrier, now, timeZone }: CarrierCardView, state: StateOf<'expired'>, words: Words): Said {
  const at = words.time(state.at, now, timeZone);
  const keys = expiredKeys(carrier);
  const show = executeButton(words, 'secret/show', { reference: carrier.secret.reference }, { title: 'button.show' });
  return {
    speak: words.plain(keys.speak),
    heading: words.text(keys.heading),
    lines: lines(words.text(keys.text, { at })),
    actions: carrier.vaulted ? [lostButton(carrier, words), show] : [],
  };
}

function cancelled({ carrier }: CarrierCardView, words: Words): Said {
  const keys = cancelledKeys(carrier);
  return {
    speak: words.plain(keys.speak),
    heading: words.text(keys.heading),
    lines: lines(words.text(keys.text)),
  };
}

/** An unvaulted value's ticket has the id of its create or reissue, which is what Create again repeats. */
function removedUnseen(view: CarrierCardView, state: StateOf<'removed_unseen'>, words: Words): Said {
  const at = words.time(state.at, view.now, view.timeZone);
  return {
    speak: words.plain('carrier.removedUnseen.speak'),
    heading: words.text('carrier.removedUnseen.heading'),
    lines: lines(words.text('carrier.removedUnseen.text', { at })),
    actions: [
      executeButton(
        words,
        'create/again',
        { intent: view.carrier.ticketId },
        { title: 'button.createAgain', style: 'positive' },
      ),
    ],
  };
}

function moveHint({ movable }: CarrierCardView, words: Words): readonly Line[] {
  return movable ? lines(words.text('carrier.move')) : [];
}

/** Plaintext of the ticket's key leaves here, into the buttons of the private card it is for. */
function openButtons({ carrier, ticketKey, movable }: CarrierCardView, words: Words): readonly Button[] {
  const data = { ticket: carrier.ticketId, ...(ticketKey ? { key: ticketKey.expose() } : {}) };
  return [
    dialogButton(words, 'carrier/open', data, { title: 'button.reveal', style: 'positive' }),
    ...(movable ? [executeButton(words, 'carrier/move', data, { title: 'button.move' })] : []),
  ];
}
