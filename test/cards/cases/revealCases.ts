import { carrierCard } from '../../../src/cards/carrierCard';
import { revealReadyCard } from '../../../src/cards/reveal/revealReadyCard';
import { type RevealState, revealStateCard } from '../../../src/cards/reveal/revealStateCard';
import { valueCard } from '../../../src/cards/reveal/valueCard';
import type { CarrierState } from '../../../src/domain/notices/notice';
import type { TicketCause } from '../../../src/domain/reveal/ticket';
import { Sensitive } from '../../../src/domain/sensitive';
import { type CardCase, inChat, inDialog } from './cardCase';
import * as sample from './sample';

const { viewing, ticketId, minutes } = sample;

/** Not a key and not a value: they only look like it. */
const ticketKey = new Sensitive('a-key-of-a-ticket-only-for-tests-000000000');
const value = new Sensitive('not~a_real-value*of.any"secret<b>');

export function revealCases(texts: sample.Texts): readonly CardCase[] {
  return [...carrierCases(texts), ...dialogCases(texts)];
}

function carrierCases(texts: sample.Texts): readonly CardCase[] {
  const states: readonly (readonly [string, CarrierState])[] = [
    ['preparing', { kind: 'preparing' }],
    ['ready', { kind: 'ready', until: minutes(15) }],
    ['shown', { kind: 'shown', at: minutes(0) }],
    ['shown and stored', { kind: 'shown', at: minutes(-2), confirmedAt: minutes(0) }],
    ['shown the day before', { kind: 'shown', at: sample.days(-1) }],
    ['expired', { kind: 'expired', at: minutes(-1) }],
    ['replaced', { kind: 'replaced' }],
    ['cancelled', { kind: 'cancelled' }],
  ];
  const removed: CarrierState = { kind: 'removed_unseen', at: minutes(-1) };
  const again: readonly TicketCause[] = ['reissue', 'not_seen', 'grant', 'pre_approval'];
  return [
    ...[true, false].flatMap((vaulted) =>
      states.map(([state, at]) =>
        carrier(texts, `${vaulted ? 'vaulted' : 'unvaulted'}, ${state}`, { vaulted, state: at }),
      ),
    ),
    carrier(texts, 'unvaulted, removed unseen', { vaulted: false, state: removed }),
    ...again.map((cause) =>
      carrier(texts, `ready after ${cause}`, {
        vaulted: cause !== 'reissue',
        cause,
        state: { kind: 'ready', until: minutes(15) },
      }),
    ),
    ...states
      .filter(([, { kind }]) => kind === 'shown' || kind === 'expired' || kind === 'cancelled')
      .map(([state, at]) => carrier(texts, `grant, ${state}`, { vaulted: true, cause: 'grant', state: at })),
    ...(['pre_approval', 'not_seen'] as const).map((cause) =>
      carrier(texts, `${cause}, cancelled`, { vaulted: true, cause, state: { kind: 'cancelled' } }),
    ),
    carrier(texts, 'ready, in a channel', {
      vaulted: true,
      state: { kind: 'ready', until: sample.days(1) },
      movable: true,
    }),
  ];
}

interface CarrierChanges {
  readonly vaulted: boolean;
  readonly state: CarrierState;
  readonly cause?: TicketCause;
  readonly movable?: boolean;
}

function carrier(texts: sample.Texts, state: string, changes: CarrierChanges): CardCase {
  const { vaulted, cause = 'creation', movable = false } = changes;
  const secret = sample.summary(texts);
  const notice = { kind: 'carrier', ticketId, secret, clientId: sample.clientId, vaulted, cause } as const;
  return inChat('carrierCard', state, (words) =>
    carrierCard(
      {
        ...viewing,
        carrier: { ...notice, state: changes.state },
        movable,
        ...(vaulted ? {} : { ticketKey }),
      },
      words,
    ),
  );
}

function dialogCases(texts: sample.Texts): readonly CardCase[] {
  const states: readonly RevealState[] = [
    { kind: 'already_shown', at: minutes(-3) },
    { kind: 'not_ready' },
    { kind: 'expired', at: minutes(-3) },
    { kind: 'expired' },
    { kind: 'removed_unseen', at: minutes(-3) },
    { kind: 'deleted' },
    { kind: 'replaced' },
    { kind: 'cancelled' },
    { kind: 'access_over' },
    { kind: 'frozen', byName: texts.otherPerson, at: minutes(-3) },
    { kind: 'not_yours' },
    { kind: 'value_gone' },
    { kind: 'too_late' },
    { kind: 'key_missing' },
    { kind: 'changed' },
    { kind: 'unavailable', service: 'vault' },
    { kind: 'unavailable', service: 'storage' },
    { kind: 'too_many', retryAfterSeconds: 20 },
  ];
  const secret = sample.secret(texts);
  return [
    ...[true, false].flatMap((vaulted) => {
      const key = vaulted ? {} : { ticketKey };
      const kind = vaulted ? 'vaulted' : 'unvaulted';
      return [
        inDialog('revealReadyCard', kind, (words) =>
          revealReadyCard({ ...viewing, ticketId, ...key, secret, vaulted, until: minutes(15) }, words),
        ),
        inDialog('valueCard', kind, (words) => valueCard({ ...viewing, ticketId, value, secret, vaulted }, words)),
      ];
    }),
    ...states.map((state) =>
      inDialog('revealStateCard', stateName(state), (words) =>
        revealStateCard({ ...viewing, state, ticketId, ticketKey }, words),
      ),
    ),
  ];
}

function stateName(state: RevealState): string {
  if (state.kind === 'unavailable' && state.service === 'storage') return 'unavailable, nobody knows whether claimed';
  return `${state.kind}${'at' in state ? ', time known' : ''}`;
}
