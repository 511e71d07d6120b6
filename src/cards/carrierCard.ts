import type { Notice } from '../domain/notices/notice';
import type { Sensitive } from '../domain/sensitive';
import type { WordKey, Words } from '../messages/catalogue';
import type { Markdown } from '../messages/escapeMarkdown';
import { type Button, dialogButton, executeButton } from './buttons';
import template from './carrierCard.json';
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

const fill = cardTemplate<Required<Said> & { facts: readonly Fact[] }>('carrierCard', template);

export function carrierCard(view: CarrierCardView, words: Words): Card {
  const { carrier } = view;
  const facts = [...secretFacts(words, view, carrier.secret), nameFact(words, 'fact.clientId', carrier.clientId)];
  return fill({ hints: [], actions: [], ...said(view, words), facts }, words);
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
      return {
        speak: words.plain('carrier.cancelled.speak'),
        heading: words.text('carrier.cancelled.heading'),
        lines: lines(words.text('carrier.cancelled.text')),
      };
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
      words.text('carrier.until', { until: words.time(state.until, now, timeZone) }),
      words.text(carrier.vaulted ? 'carrier.ready.vaulted' : 'carrier.ready.unvaulted'),
      words.text('carrier.ready.device'),
    ),
    hints: moveHint(view, words),
    actions: openButtons(view, words),
  };
}

function readyKeys(cause: Carrier['cause']): { speak: WordKey; heading: WordKey } {
  switch (cause) {
    case 'creation':
    case 'grant':
    case 'pre_approval':
      return { speak: 'carrier.ready.speak', heading: 'carrier.ready.heading' };
    case 'not_seen':
      return { speak: 'carrier.readyAgain.speak', heading: 'carrier.readyAgain.heading' };
    case 'reissue':
      return { speak: 'carrier.readyNew.speak', heading: 'carrier.readyNew.heading' };
  }
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
    lines: lines(
      words.text('carrier.shown.fine'),
      words.text(carrier.vaulted ? 'carrier.shown.vaulted' : 'carrier.shown.unvaulted'),
    ),
    actions: [
      executeButton(
        words,
        'carrier/notSeen',
        { ticket: carrier.ticketId },
        { title: carrier.vaulted ? 'button.notSeen' : 'button.reissue' },
      ),
    ],
  };
}

function expired({ carrier, now, timeZone }: CarrierCardView, state: StateOf<'expired'>, words: Words): Said {
  const at = words.time(state.at, now, timeZone);
  return {
    speak: words.plain('carrier.expired.speak'),
    heading: words.text('carrier.expired.heading'),
    lines: lines(words.text(carrier.vaulted ? 'carrier.expired.vaulted' : 'carrier.expired.unvaulted', { at })),
    ...(carrier.vaulted
      ? {
          actions: [
            executeButton(words, 'carrier/notSeen', { ticket: carrier.ticketId }, { title: 'button.notSeen' }),
            executeButton(words, 'secret/show', { reference: carrier.secret.reference }, { title: 'button.show' }),
          ],
        }
      : {}),
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
