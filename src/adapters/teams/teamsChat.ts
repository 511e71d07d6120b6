import { answerCard } from '../../cards/answerCard';
import { noticeCard } from '../../cards/noticeCard';
import type { Card } from '../../cards/renderCard';
import { DomainError } from '../../domain/errors';
import type { Notice, Subject } from '../../domain/notices/notice';
import type { Origin, Recipient } from '../../domain/notices/recipient';
import type { Chat, Clock } from '../../domain/ports';
import type { Sensitive } from '../../domain/sensitive';
import { wordsFor } from '../../messages/catalogue';
import type { ChatReferences, MessageKey, MessageRef } from './chatReferences';
import { ConnectorFailure } from './connectorFailure';
import type { MessageBook } from './messageBook';
import type { PrivateDelivery } from './privateDelivery';
import type { TeamsMessages } from './teamsMessages';

/** What the chat needs. */
export interface TeamsChatDeps {
  readonly messages: TeamsMessages;
  readonly delivery: PrivateDelivery;
  readonly references: ChatReferences;
  readonly book: MessageBook;
  readonly clock: Clock;
}

/** A recipient who is somewhere right now. */
type PresentRecipient = Recipient & { readonly origin: Origin };

/** What a message says: the notice, and for an unvaulted carrier its key. */
interface Said {
  readonly notice: Notice;
  readonly ticketKey?: Sensitive;
}

/**
 * Tells notices in Teams, each as a private card: the message with the same subject is updated while it is there, else
 * a new one is sent. A ticket's key goes into the button of that card and is kept nowhere.
 */
export class TeamsChat implements Chat {
  constructor(readonly deps: TeamsChatDeps) {}

  async tell(to: Recipient, subject: Subject, notice: Notice, ticketKey?: Sensitive): Promise<void> {
    // The card in the chat has the key, and nobody else does: another card would only lose it.
    if (needsKey(notice) && !ticketKey) return;
    const said = { notice, ...(ticketKey && { ticketKey }) };
    const key = { tenantId: to.tenantId, personId: to.personId, subject };
    const ref = await this.deps.references.message(key);
    if (ref && (await this.#update(key, ref, await this.#card(to, said, ref.targeted)))) return;
    const movable = to.origin !== undefined && to.origin.kind !== 'personal';
    await this.deps.delivery.deliver(to, { card: await this.#card(to, said, movable), subject });
  }

  forget({ tenantId, personId }: Recipient, subject: Subject): Promise<void> {
    return this.deps.references.forgetMessage({ tenantId, personId, subject });
  }

  /**
   * Sends a carrier to the person's own chat, where it is updated from then on; the card it leaves says where it went.
   *
   * @throws as `tell`; the carrier stays where it is then.
   */
  async moveCarrier(to: Recipient, subject: Subject, notice: Notice, ticketKey?: Sensitive): Promise<void> {
    const key = { tenantId: to.tenantId, personId: to.personId, subject };
    const left = await this.deps.references.message(key);
    const card = await this.#card(to, { notice, ...(ticketKey && { ticketKey }) }, false);
    await this.deps.delivery.deliver({ tenantId: to.tenantId, personId: to.personId }, { card, subject });
    const about = { now: this.deps.clock.now(), timeZone: to.origin?.timeZone ?? 'UTC' };
    const moved = answerCard({ ...about, answer: { kind: 'moved' } }, wordsFor(to.origin?.locale));
    // Where it can't be changed any more, the old card stays: both act on one ticket.
    if (left) await this.deps.book.rewrite(left, moved);
  }

  /** Sends a card for everybody in the conversation. @throws unreachable, unavailable */
  async sendOpenly(origin: Origin, card: Card): Promise<void> {
    const { serviceUrl, conversationId } = origin;
    try {
      await this.deps.messages.send({ serviceUrl, conversationId }, card);
    } catch (error) {
      if (!(error instanceof ConnectorFailure)) throw error;
      throw error.kind === 'later' ? unavailable(error) : new DomainError('unreachable', { person: origin.personId });
    }
  }

  /**
   * The private message whose card was clicked is from now on the one that notices of this subject update. The one that
   * was it before shows `last`, or says that there is a newer one.
   *
   * @returns false when it was this one before.
   */
  adopt(to: PresentRecipient, subject: Subject, activityId: string, last?: Card): Promise<boolean> {
    return this.deps.book.note(to, subject, this.deps.book.clickedIn(to.origin, activityId), last);
  }

  /** The private message whose card was clicked shows this card from now on, on every device and after a reload. */
  settle(to: PresentRecipient, activityId: string, card: Card): Promise<void> {
    return this.deps.book.rewrite(this.deps.book.clickedIn(to.origin, activityId), card);
  }

  /** The subject is over: its message, unless it is the clicked one, gets a last card, or one that says there is a newer. */
  retire(to: Recipient, subject: Subject, options: { readonly card?: Card; readonly clicked?: string }): Promise<void> {
    return this.deps.book.retire(to, subject, options);
  }

  /** @returns false when the message is not there any more; it is forgotten then. */
  async #update(key: MessageKey, ref: MessageRef, card: Card): Promise<boolean> {
    if (ref.expiresAt === undefined || ref.expiresAt > this.deps.clock.now()) {
      try {
        await this.deps.messages.update(ref, card);
        return true;
      } catch (error) {
        if (!(error instanceof ConnectorFailure)) throw error;
        if (error.kind === 'later') throw unavailable(error);
      }
    }
    await this.deps.references.forgetMessage(key);
    return false;
  }

  async #card(to: Recipient, said: Said, movable: boolean): Promise<Card> {
    const about = to.origin ?? (await this.deps.references.person(to.tenantId, to.personId));
    const view = { ...said, movable, now: this.deps.clock.now(), timeZone: about?.timeZone ?? 'UTC' };
    return noticeCard(view, wordsFor(about?.locale));
  }
}

/** An unvaulted carrier with a button: only the key in that button opens the value. */
function needsKey(notice: Notice): boolean {
  if (notice.kind !== 'carrier' || notice.vaulted) return false;
  return notice.state.kind === 'preparing' || notice.state.kind === 'ready';
}

function unavailable(failure: ConnectorFailure): DomainError {
  const retry = failure.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: failure.retryAfterSeconds };
  return new DomainError('unavailable', { service: 'teams', ...retry });
}
