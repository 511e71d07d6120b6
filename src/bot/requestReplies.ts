import type { Card } from '../cards/renderCard';
import type { Subject } from '../domain/notices/notice';
import type { RequestView } from '../domain/sharing/sharingViews';
import type { ClickAnswer } from './clickTable';
import type { BotDeps } from './deps';
import type { SharingAnswer } from './sharingAnswers';
import { clickedIn, recipientOf, type Turn } from './turn';

/** Answers with the card of a request, and keeps the message that shows it: what comes of the request is told there. */
export class RequestReplies {
  constructor(readonly deps: Pick<BotDeps, 'replies' | 'messages'>) {}

  /** To a typed command. */
  async send(turn: Turn, { card, about }: SharingAnswer): Promise<void> {
    const message = { card, ...(about && { subject: subjectOf(about) }) };
    await this.deps.replies.deliver(recipientOf(turn), message, turn.actor.displayName);
  }

  /** To a click: the clicked message is the request's from now on. A second copy of the card loses its buttons by that. */
  async answer(turn: Turn, { card, about }: SharingAnswer): Promise<ClickAnswer> {
    const clicked = clickedIn(turn);
    if (about && clicked !== undefined) await this.#keep(turn, clicked, about, card);
    return { card };
  }

  /** As `answer`, for a click that may have made the request: no notice brings its first card. */
  async answerNew(turn: Turn, answer: SharingAnswer): Promise<ClickAnswer> {
    const clicked = clickedIn(turn);
    if (answer.about && clicked !== undefined) this.#settle(turn, clicked, answer.card);
    return this.answer(turn, answer);
  }

  /** A final card never changes again; an open one is brought up to date by the outbox, which may be ahead of this turn. */
  async #keep(turn: Turn, clicked: string, about: RequestView, card: Card): Promise<void> {
    const isFinal = about.state.kind !== 'open';
    const last = isFinal ? card : undefined;
    await this.deps.messages.adopt(recipientOf(turn), subjectOf(about), clicked, last);
    if (isFinal) this.#settle(turn, clicked, card);
  }

  #settle(turn: Turn, clicked: string, card: Card): void {
    const work = () => this.deps.messages.settle(recipientOf(turn), clicked, card);
    turn.afterwards.push({ what: 'request', work });
  }
}

function subjectOf({ request }: RequestView): Subject {
  return `request:${request.id}`;
}
