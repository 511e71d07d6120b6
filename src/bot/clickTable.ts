import type { ExecutePayload, ExecuteVerb } from '../cards/actions';
import type { Card } from '../cards/renderCard';
import type { StartRequest, WizardVerb } from '../dialogs/wizardTurn';
import { DomainError } from '../domain/errors';
import { carrierOf } from '../domain/notices/summaries';
import { Sensitive } from '../domain/sensitive';
import { type Answers, referenceIn, sentenceCard, sentenceText } from './answers';
import type { BotDeps } from './deps';
import { listQueryIn } from './listQuery';
import { isFirstDelivery } from './redelivery';
import { type SharingTools, sharingClicks } from './sharingClicks';
import { recipientOf, type Turn } from './turn';
import { WizardClicks } from './wizardClicks';
import type { WizardReplies } from './wizardReplies';

/** What a click is answered with: a card in place of the clicked one, or a short message that leaves it. */
export type ClickAnswer = { readonly card: Card } | { readonly toast: string };

/** One handler for each verb; each makes one service call. */
export type ClickTable = {
  readonly [V in ExecuteVerb]: (turn: Turn, payload: ExecutePayload<V>) => Promise<ClickAnswer>;
};

/** What the click handlers use. */
export interface ClickTools extends SharingTools {
  readonly answers: Answers;
  readonly wizard: WizardReplies;
  readonly deps: BotDeps;
}

/** The closed table of Action.Execute. */
export function clickTable({ answers, wizard, deps, ...sharing }: ClickTools): ClickTable {
  const start = async (turn: Turn, request: StartRequest): Promise<ClickAnswer> => {
    if (await isFirstDelivery(deps.memory, turn)) await wizard.start(turn, request);
    return { toast: sentenceText(turn, { kind: 'opened' }) };
  };
  const wizardClicks = new WizardClicks(deps);
  const click =
    <V extends WizardVerb>(verb: V) =>
    (turn: Turn, payload: ExecutePayload<V>): Promise<ClickAnswer> =>
      wizardClicks.click(turn, verb, payload);
  return {
    'wizard/next': click('wizard/next'),
    'wizard/back': click('wizard/back'),
    'wizard/submit': click('wizard/submit'),
    'wizard/cancel': click('wizard/cancel'),
    'wizard/continue': click('wizard/continue'),
    'wizard/restart': (turn, payload) => wizardClicks.restart(turn, payload),
    'create/start': (turn, { application }) => start(turn, application === undefined ? {} : { application }),
    'create/again': (turn, { intent }) => start(turn, { intent }),
    'help/show': async (turn) => ({ card: answers.help(turn) }),
    'list/show': async (turn, payload) => ({ card: await answers.list(turn, listQueryIn(payload)) }),
    'secret/show': async (turn, { reference }) => ({ card: await answers.secret(turn, reference) }),
    'history/show': async (turn, { reference, after }) => ({ card: await answers.history(turn, reference, after) }),
    'delete/ask': async (turn, { reference }) => ({ card: await answers.askDelete(turn, referenceIn(reference)) }),
    'delete/confirm': async (turn, { reference, typedName }) => ({
      card: await answers.confirmDelete(turn, referenceIn(reference), typedName),
    }),
    'credential/ask': async (turn, { application, keyId }) => ({
      card: await answers.askDelete(turn, { applicationId: application, keyId }),
    }),
    'credential/confirm': async (turn, { application, keyId, typedName }) => ({
      card: await answers.confirmDelete(turn, { applicationId: application, keyId }, typedName),
    }),
    'delete/keep': async (turn) => ({ card: sentenceCard(turn, { kind: 'kept' }) }),
    ...sharingClicks(sharing),
    'carrier/notSeen': (turn, { ticket }) => notSeen(deps, turn, ticket),
    'carrier/move': (turn, payload) => moveCarrier(deps, turn, payload),
  };
}

async function notSeen(deps: BotDeps, turn: Turn, ticketId: string): Promise<ClickAnswer> {
  const outcome = await deps.reveals.notSeen(turn.actor, ticketId, turn.origin);
  if (outcome.kind === 'new_ticket') return { card: sentenceCard(turn, { kind: 'new_ticket' }) };
  turn.afterwards.push({ what: 'reissue', work: () => deps.creates.fulfil(outcome.intentId) });
  return { card: sentenceCard(turn, { kind: 'reissuing' }) };
}

/**
 * Only a carrier that can be opened is worth moving, and one without its key would open nothing: where the value waits
 * under the seal, the key is only on the card. Plaintext of the ticket's key passes from card to card.
 */
async function moveCarrier(deps: BotDeps, turn: Turn, payload: ExecutePayload<'carrier/move'>): Promise<ClickAnswer> {
  const view = await deps.reveals.open(turn.actor, payload.ticket);
  if (view.kind === 'not_ready') throw new DomainError('conflict', { reason: 'not_ready' });
  if (view.kind !== 'ready') return { card: sentenceCard(turn, { kind: 'stale' }) };
  if (view.ticket.sealed && payload.key === undefined) return { toast: sentenceText(turn, { kind: 'stale' }) };
  const key = payload.key === undefined ? undefined : new Sensitive(payload.key);
  const { subject, notice } = carrierOf(view.ticket, view.secret, { kind: 'ready', until: view.until });
  await deps.messages.moveCarrier(recipientOf(turn), subject, notice, key);
  return { card: sentenceCard(turn, { kind: 'moved' }) };
}
