import type { Subject } from '../domain/notices/notice';
import type { RequestView } from '../domain/sharing/sharingViews';
import type { ClickAnswer } from './clickTable';
import type { BotDeps } from './deps';
import type { SharingAnswer } from './sharingAnswers';
import { answerTaken, clickedIn, recipientOf, type Turn } from './turn';

/** Answers with the card of a request, and keeps the message that shows it: what comes of the request is told there. */
export class RequestReplies {
  constructor(readonly deps: Pick<BotDeps, 'replies' | 'messages' | 'outbox'>) {}

  /** To a typed command. */
  async send(turn: Turn, { card, about }: SharingAnswer): Promise<void> {
    const message = { card, ...(about && { subject: subjectOf(about) }) };
    await this.deps.replies.deliver(recipientOf(turn), message, turn.actor.displayName);
    if (about) await this.deps.outbox.answered(about.request.id);
  }

  /** To a click: the clicked message is the request's from now on. A second copy of the card loses its buttons by that. */
  async answer(turn: Turn, { card, about }: SharingAnswer): Promise<ClickAnswer> {
    // An open card is brought up to date by the outbox, which may be ahead of this turn; a final one never changes again.
    if (about) await this.#keep(turn, { card, about }, about.state.kind !== 'open');
    return { card };
  }

  /** As `answer`, for a click that may have made the request: no notice brings its first card. */
  async answerNew(turn: Turn, { card, about }: SharingAnswer): Promise<ClickAnswer> {
    if (about) await this.#keep(turn, { card, about }, true);
    return { card };
  }

  /** `write`: a message that was not the request's before shows this card from now on, on every device. */
  async #keep(turn: Turn, { card, about }: Required<SharingAnswer>, write: boolean): Promise<void> {
    const { messages, outbox } = this.deps;
    const clicked = clickedIn(turn);
    if (clicked === undefined) return;
    const last = about.state.kind === 'open' ? undefined : card;
    const isNew = await messages.adopt(recipientOf(turn), subjectOf(about), clicked, last);
    turn.afterwards.push(answerTaken(outbox, about.request.id));
    if (!isNew || !write) return;
    turn.afterwards.push({ what: 'request', work: () => messages.settle(recipientOf(turn), clicked, card) });
  }
}

function subjectOf({ request }: RequestView): Subject {
  return `request:${request.id}`;
}
