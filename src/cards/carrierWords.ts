import type { Notice } from '../domain/notices/notice';
import type { TicketCause } from '../domain/reveal/ticket';
import type { WordKey, Words } from '../messages/catalogue';
import { type Button, executeButton } from './buttons';

/** What depends on why a carrier was made: see carrierCard. */
type Carrier = Extract<Notice, { kind: 'carrier' }>;

interface ReadyKeys {
  readonly speak: WordKey;
  readonly heading: WordKey;
  readonly until: WordKey;
}

export function titleKey({ cause }: Carrier): WordKey {
  return cause === 'grant' || cause === 'pre_approval' ? 'carrier.access.title' : 'progress.title';
}

export function readyKeys(cause: TicketCause): ReadyKeys {
  switch (cause) {
    case 'creation':
    case 'pre_approval':
      return { speak: 'carrier.ready.speak', heading: 'carrier.ready.heading', until: 'carrier.until' };
    case 'grant':
      return { speak: 'carrier.access.speak', heading: 'carrier.access.heading', until: 'carrier.access.until' };
    case 'not_seen':
      return { speak: 'carrier.readyAgain.speak', heading: 'carrier.readyAgain.heading', until: 'carrier.until' };
    case 'reissue':
      return { speak: 'carrier.readyNew.speak', heading: 'carrier.readyNew.heading', until: 'carrier.until' };
  }
}

/** What can be done about a value that got lost: a grant gives one look, so its holder asks again. */
export function lostKey({ cause, vaulted }: Carrier): WordKey {
  if (cause === 'grant') return 'carrier.access.shown';
  return vaulted ? 'carrier.shown.vaulted' : 'carrier.shown.unvaulted';
}

/** The button that does what lostKey says. */
export function lostButton(carrier: Carrier, words: Words): Button {
  if (carrier.cause === 'grant') {
    return executeButton(words, 'request/ask', { reference: carrier.secret.reference }, { title: 'button.request' });
  }
  return executeButton(
    words,
    'carrier/notSeen',
    { ticket: carrier.ticketId },
    { title: carrier.vaulted ? 'button.notSeen' : 'button.reissue' },
  );
}

export function expiredKeys({ cause, vaulted }: Carrier): { speak: WordKey; heading: WordKey; text: WordKey } {
  if (cause === 'grant') {
    return {
      speak: 'carrier.access.overSpeak',
      heading: 'carrier.access.overHeading',
      text: 'carrier.access.expired',
    };
  }
  return {
    speak: 'carrier.expired.speak',
    heading: 'carrier.expired.heading',
    text: vaulted ? 'carrier.expired.vaulted' : 'carrier.expired.unvaulted',
  };
}

export function cancelledKeys({ cause }: Carrier): { speak: WordKey; heading: WordKey; text: WordKey } {
  if (cause === 'creation' || cause === 'reissue') {
    return { speak: 'carrier.cancelled.speak', heading: 'carrier.cancelled.heading', text: 'carrier.cancelled.text' };
  }
  return {
    speak: 'carrier.access.overSpeak',
    heading: 'carrier.access.overHeading',
    text: 'carrier.access.cancelled',
  };
}
