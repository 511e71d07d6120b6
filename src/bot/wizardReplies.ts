import type { Card } from '../cards/renderCard';
import type { StartRequest, WizardAnswer } from '../dialogs/wizardTurn';
import { DomainError } from '../domain/errors';
import type { Origin } from '../domain/notices/recipient';
import { sentenceCard } from './answers';
import type { BotDeps } from './deps';
import { recipientOf, type Turn } from './turn';

type Sent = Pick<WizardAnswer & { kind: 'card' }, 'card' | 'wizardId'>;

/** Sends what the wizard answers to messages: private from the first card on. */
export class WizardReplies {
  constructor(readonly deps: Pick<BotDeps, 'wizard' | 'replies' | 'messages'>) {}

  /** Opens a wizard here; where its cards can't be private, in the personal chat. */
  async start(turn: Turn, request: StartRequest): Promise<void> {
    const answer = await this.deps.wizard.start(turn, request);
    if (await this.#sendAll(turn, turn.origin, answer)) return;
    if (turn.origin.kind === 'personal') throw new DomainError('unreachable', { person: turn.actor.objectId });
    await this.deps.replies.elsewhere(withOrigin(turn, turn.origin), turn.actor.displayName, async (personal) => {
      const there = await this.deps.wizard.startElsewhere(turn, { ...turn, origin: personal }, request);
      if (await this.#sendAll(turn, personal, there)) return;
      throw new DomainError('unreachable', { person: turn.actor.objectId });
    });
  }

  /** Ends the open wizard, if one is. */
  async cancel(turn: Turn): Promise<void> {
    const open = await this.deps.wizard.current(turn);
    const answer = await this.deps.wizard.cancel(turn);
    if (answer.kind === 'none') return this.#deliver(turn, { card: sentenceCard(turn, { kind: 'nothing_open' }) });
    for (const { card } of cardsOf(answer)) await this.#retire(turn, open, card);
    await this.#deliverAll(turn, answer);
  }

  /** The open wizard's card again. @returns false when none is open */
  async repeat(turn: Turn): Promise<boolean> {
    return this.#deliverAll(turn, await this.deps.wizard.current(turn));
  }

  /** "Please use the card", and the card again below. @returns false when none is open */
  async hint(turn: Turn): Promise<boolean> {
    return this.#deliverAll(turn, await this.deps.wizard.hint(turn));
  }

  /** The card that was open so far says how it ended. */
  async #retire(turn: Turn, open: WizardAnswer, card: Card): Promise<void> {
    if (open.kind !== 'card' || open.wizardId === undefined) return;
    await this.deps.messages.retire(recipientOf(turn), `wizard:${open.wizardId}`, { card });
  }

  async #deliverAll(turn: Turn, answer: WizardAnswer): Promise<boolean> {
    for (const sent of cardsOf(answer)) await this.#deliver(turn, sent);
    return answer.kind !== 'none';
  }

  async #deliver(turn: Turn, sent: Sent): Promise<void> {
    await this.deps.replies.deliver(recipientOf(turn), messageOf(sent), turn.actor.displayName);
  }

  async #sendAll(turn: Turn, origin: Origin, answer: WizardAnswer): Promise<boolean> {
    for (const sent of cardsOf(answer)) {
      if (!(await this.deps.replies.sendHere(withOrigin(turn, origin), messageOf(sent)))) return false;
    }
    return true;
  }
}

function withOrigin(turn: Turn, origin: Origin) {
  return { tenantId: turn.actor.tenantId, personId: turn.actor.objectId, origin };
}

function cardsOf(answer: WizardAnswer): readonly Sent[] {
  switch (answer.kind) {
    case 'none':
      return [];
    case 'hint':
      return [{ card: answer.hint }, { card: answer.card, wizardId: answer.wizardId }];
    case 'submitted':
      return [{ card: answer.card, wizardId: answer.intentId }];
    case 'card':
      return [answer];
  }
}

function messageOf({ card, wizardId }: Sent): { card: Card; subject?: `wizard:${string}` } {
  return { card, ...(wizardId !== undefined && { subject: `wizard:${wizardId}` as const }) };
}
