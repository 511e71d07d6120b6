import type { ExecutePayload } from '../cards/actions';
import type { WizardAnswer, WizardVerb } from '../dialogs/wizardTurn';
import { sentenceCard } from './answers';
import type { ClickAnswer } from './clickTable';
import type { BotDeps } from './deps';
import { clickedIn, recipientOf, type Turn } from './turn';

/** Answers clicks on wizard cards, and keeps the messages in the chat as true as the answers. */
export class WizardClicks {
  constructor(readonly deps: Pick<BotDeps, 'wizard' | 'messages' | 'creates'>) {}

  async click<V extends WizardVerb>(turn: Turn, verb: V, payload: ExecutePayload<V>): Promise<ClickAnswer> {
    return this.#answer(turn, await this.deps.wizard.click(turn, verb, payload));
  }

  /** The card of the wizard that is given up for a new one loses its buttons. */
  async restart(turn: Turn, payload: ExecutePayload<'wizard/restart'>): Promise<ClickAnswer> {
    const before = await this.deps.wizard.current(turn);
    const answer = await this.deps.wizard.click(turn, 'wizard/restart', payload);
    const given = before.kind === 'card' ? before.wizardId : undefined;
    const isNew = answer.kind === 'card' && answer.wizardId !== undefined && answer.wizardId !== given;
    if (given !== undefined && isNew) {
      const clicked = clickedIn(turn);
      const work = () => this.deps.messages.retire(recipientOf(turn), `wizard:${given}`, clicked ? { clicked } : {});
      turn.afterwards.push({ what: 'wizard', work });
    }
    return this.#answer(turn, answer);
  }

  async #answer(turn: Turn, answer: WizardAnswer): Promise<ClickAnswer> {
    if (answer.kind === 'none') return { card: sentenceCard(turn, { kind: 'stale' }) };
    const { card } = answer;
    const clicked = clickedIn(turn);
    if (clicked !== undefined) await this.#keep(turn, clicked, answer);
    if (answer.kind === 'submitted') {
      turn.afterwards.push({ what: 'create', work: () => this.#fulfil(turn, answer.intentId, clicked) });
    }
    return { card };
  }

  /**
   * Does what was submitted. Where another delivery of the click has done so, its outcome may have been told before this
   * one's "Creating…" arrived: it is told again.
   */
  async #fulfil(turn: Turn, intentId: string, clicked: string | undefined): Promise<void> {
    const { wizard, creates, messages } = this.deps;
    const outcome = await wizard.outcome(turn, intentId);
    if (outcome.kind === 'none') await creates.fulfil(intentId);
    else if (clicked !== undefined) await messages.settle(recipientOf(turn), clicked, outcome.card);
  }

  /** The clicked message is the wizard's from now on: what comes of Submit is told there. An ended one is settled. */
  async #keep(turn: Turn, clicked: string, answer: Exclude<WizardAnswer, { kind: 'none' }>): Promise<void> {
    const { messages } = this.deps;
    const wizardId = answer.kind === 'submitted' ? answer.intentId : answer.wizardId;
    if (wizardId !== undefined) {
      await messages.adopt(recipientOf(turn), `wizard:${wizardId}`, clicked);
      return;
    }
    turn.afterwards.push({ what: 'wizard', work: () => messages.settle(recipientOf(turn), clicked, answer.card) });
  }
}
