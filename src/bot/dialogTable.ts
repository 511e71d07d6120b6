import type { DialogPayload, DialogVerb, SubmitPayload, SubmitVerb } from '../cards/actions';
import type { Card } from '../cards/renderCard';
import { revealReadyCard } from '../cards/reveal/revealReadyCard';
import { type RevealState, revealStateCard } from '../cards/reveal/revealStateCard';
import { valueCard } from '../cards/reveal/valueCard';
import { DomainError, type ErrorDetails } from '../domain/errors';
import type { TicketView } from '../domain/reveal/ticketView';
import { Sensitive } from '../domain/sensitive';
import type { BotDeps } from './deps';
import type { Turn } from './turn';
import { viewing } from './views';

/** What a dialog shows next; `close` ends it. */
export type DialogAnswer = { readonly page: Card } | 'close';

/** One handler for each verb that opens a dialog, and for each button inside one. */
export type DialogTable = {
  readonly [V in DialogVerb]: (turn: Turn, payload: DialogPayload<V>) => Promise<DialogAnswer>;
};
export type SubmitTable = {
  readonly [V in SubmitVerb]: (turn: Turn, payload: SubmitPayload<V>) => Promise<DialogAnswer>;
};

/** Opening a dialog never shows, reads or claims a value. */
export function dialogTable(deps: Pick<BotDeps, 'reveals'>): DialogTable {
  return {
    'carrier/open': (turn, payload) => inDialog(turn, payload, () => open(deps, turn, payload)),
  };
}

/** `carrier/show` is the one place where a value is answered. */
export function submitTable(deps: Pick<BotDeps, 'reveals'>): SubmitTable {
  return {
    'carrier/show': (turn, payload) => inDialog(turn, payload, () => show(deps, turn, payload)),
    'carrier/stored': async (turn, { ticket }) => {
      await deps.reveals.stored(turn.actor, ticket);
      return 'close';
    },
    'dialog/close': async () => 'close',
  };
}

type TicketPayload = DialogPayload<'carrier/open'>;

async function open(deps: Pick<BotDeps, 'reveals'>, turn: Turn, payload: TicketPayload): Promise<Card> {
  const view = await deps.reveals.open(turn.actor, payload.ticket);
  if (view.kind !== 'ready') return statePage(turn, payload, stateOf(view));
  const { secret, until } = view;
  const vaulted = secret.vaultEntry !== undefined;
  return revealReadyCard({ ...viewing(turn), ...ticketOf(payload), secret, vaulted, until }, turn.words);
}

/** Plaintext passes here, from the service into the page that answers this click. */
async function show(deps: Pick<BotDeps, 'reveals'>, turn: Turn, payload: TicketPayload): Promise<Card> {
  const { ticketId, ticketKey } = ticketOf(payload);
  const { value, secret } = await deps.reveals.reveal(turn.actor, ticketId, ticketKey, turn.arrivedAt);
  return valueCard({ ...viewing(turn), ticketId, value, secret, vaulted: secret.vaultEntry !== undefined }, turn.words);
}

/** Expected failures have pages of their own in the dialog; the value was not shown in any of them. */
async function inDialog(turn: Turn, payload: TicketPayload, page: () => Promise<Card>): Promise<DialogAnswer> {
  try {
    return { page: await page() };
  } catch (error) {
    const state = error instanceof DomainError ? failureState(error) : undefined;
    if (!state) throw error;
    return { page: statePage(turn, payload, state) };
  }
}

function statePage(turn: Turn, payload: TicketPayload, state: RevealState): Card {
  return revealStateCard({ ...viewing(turn), state, ...ticketOf(payload) }, turn.words);
}

function ticketOf(payload: TicketPayload) {
  const { ticket: ticketId, key } = payload;
  return { ticketId, ...(key !== undefined && { ticketKey: new Sensitive(key) }) };
}

function stateOf(view: Exclude<TicketView, { kind: 'ready' }>): RevealState {
  if (view.kind === 'shown') return { kind: 'already_shown', at: view.at };
  const isOver = view.kind === 'expired' || view.kind === 'cancelled';
  return isOver && view.ticket.cause === 'grant' ? { kind: 'access_over' } : view;
}

function failureState(error: DomainError): RevealState | undefined {
  if (is(error, 'not_found')) return missing(error.details.what);
  if (is(error, 'frozen')) return { kind: 'frozen', ...error.details };
  if (is(error, 'unavailable')) return { kind: 'unavailable', service: error.details.service };
  if (is(error, 'too_many')) return { kind: 'too_many', retryAfterSeconds: error.details.retryAfterSeconds };
  if (is(error, 'conflict')) return conflictState(error.details.reason);
  if (!is(error, 'gone')) return undefined;
  const { reason, at, cause } = error.details;
  if (reason === 'already_shown') return at ? { kind: 'already_shown', at } : { kind: 'cancelled' };
  if (cause === 'grant') return { kind: 'access_over' };
  return { kind: reason, ...(at && { at }) };
}

function missing(what: ErrorDetails['not_found']['what']): RevealState | undefined {
  if (what === 'ticket') return { kind: 'not_yours' };
  return what === 'credential' ? { kind: 'value_gone' } : undefined;
}

function conflictState(reason: ErrorDetails['conflict']['reason']): RevealState {
  const isSaid = reason === 'too_late' || reason === 'not_ready' || reason === 'key_missing';
  return { kind: isSaid ? reason : 'changed' };
}

function is<C extends DomainError['code']>(error: DomainError, code: C): error is DomainError<C> {
  return error.code === code;
}
