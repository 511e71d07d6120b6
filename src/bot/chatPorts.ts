import type { Card } from '../cards/renderCard';
import type { Notice, Subject } from '../domain/notices/notice';
import type { Origin, Recipient } from '../domain/notices/recipient';
import type { Sensitive } from '../domain/sensitive';

/** One card for one person. With a subject the message is remembered, so that later notices update it. */
export interface PrivateMessage {
  readonly card: Card;
  readonly subject?: Subject;
}

/** A recipient who is somewhere right now. */
export type PresentRecipient = Recipient & { readonly origin: Origin };

/**
 * Private answers; `adapters/teams/privateDelivery` is the real one.
 *
 * All may throw unreachable (no private way) and unavailable (it may work later).
 */
export interface PrivateReplies {
  /** @returns false where nothing private can be sent; nothing was sent then. */
  sendHere(to: PresentRecipient, message: PrivateMessage): Promise<boolean>;
  /** Sends here, else to the personal chat with a public pointer, without detail, here. */
  deliver(to: Recipient, message: PrivateMessage, personName?: string): Promise<Origin>;
  /** Does `work` in the personal chat and leaves a pointer to it here. */
  elsewhere(
    to: PresentRecipient,
    personName: string | undefined,
    work: (personal: Origin) => Promise<unknown>,
  ): Promise<Origin>;
}

/** Messages that all members may see, and what the bot knows of its own messages. */
export interface OpenMessages {
  /** Sends a card for everybody in the conversation. @throws unreachable, unavailable */
  sendOpenly(origin: Origin, card: Card): Promise<void>;
  /**
   * The message whose card was clicked is from now on the one of this subject; the one before shows `last`, or that it
   * is old. @returns false when it was this one before
   */
  adopt(to: PresentRecipient, subject: Subject, activityId: string, last?: Card): Promise<boolean>;
  /** The message whose card was clicked shows this card from now on, on every device and after a reload. */
  settle(to: PresentRecipient, activityId: string, card: Card): Promise<void>;
  /** The subject is over: its message, unless it is the clicked one, gets a last card, or one that says there is a newer. */
  retire(to: Recipient, subject: Subject, options: { readonly card?: Card; readonly clicked?: string }): Promise<void>;
  /** Sends a carrier to the person's own chat, where it is updated from then on. @throws unreachable, unavailable */
  moveCarrier(to: Recipient, subject: Subject, notice: Notice, ticketKey?: Sensitive): Promise<void>;
}

/**
 * Where one person can be written to.
 *
 * The same as `PersonAddress` in adapters/teams/chatReferences, said again: the bot may not import adapters, nor they the
 * bot (test/rules). compose.ts puts one in the place of the other, and the compiler checks that they fit.
 */
export interface KnownPerson {
  readonly tenantId: string;
  readonly personId: string;
  readonly teamsId: string;
  readonly serviceUrl: string;
  readonly personalChatId?: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** What the bot remembers of the chat; `adapters/storage/chatReferences` is the real one. */
export interface ChatMemory {
  rememberPerson(person: KnownPerson): Promise<void>;
  person(tenantId: string, personId: string): Promise<KnownPerson | undefined>;
  forgetPersonalChat(tenantId: string, personId: string): Promise<void>;
  /** True for exactly one of any number of callers until the moment has passed. */
  claimOnce(name: string, now: Date, until: Date): Promise<boolean>;
  releaseOnce(name: string): Promise<void>;
}
