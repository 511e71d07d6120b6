import type { Card } from '../../cards/renderCard';
import { progressCard } from '../../cards/wizard/progressCard';
import type { Subject } from '../../domain/notices/notice';
import type { Origin, Recipient } from '../../domain/notices/recipient';
import type { Clock } from '../../domain/ports';
import { wordsFor } from '../../messages/catalogue';
import type { ChatReferences, MessageRef } from './chatReferences';
import { ConnectorFailure } from './connectorFailure';
import { type TeamsMessages, targetedUntil } from './teamsMessages';

/** What the message book needs. */
export interface MessageBookDeps {
  readonly messages: TeamsMessages;
  readonly references: ChatReferences;
  readonly clock: Clock;
}

/** Which subjects' cards have buttons that act on what the subject is about. A carrier moves by itself. */
const ACTING: readonly string[] = ['wizard', 'request'];

/** Which message is the one of a subject. Older ones that would still have buttons lose them. */
export class MessageBook {
  constructor(readonly deps: MessageBookDeps) {}

  /**
   * From now on this message is the one of the subject. The card that was it before and still has buttons shows `last`,
   * or says that there is a newer one: after a lost answer it may be a second copy of the same card.
   *
   * @returns false when it was this one before.
   */
  async note(to: Recipient, subject: Subject, ref: MessageRef, last?: Card): Promise<boolean> {
    const key = { tenantId: to.tenantId, personId: to.personId, subject };
    const before = await this.deps.references.message(key);
    if (before?.activityId === ref.activityId && before.conversationId === ref.conversationId) return false;
    await this.deps.references.rememberMessage(key, ref);
    if (before && acts(subject)) await this.rewrite(before, last ?? this.#superseded(to));
    return true;
  }

  /** The subject is over: its message, unless it is the one that was just clicked, gets a last card. */
  async retire(
    to: Recipient,
    subject: Subject,
    options: { readonly card?: Card; readonly clicked?: string },
  ): Promise<void> {
    const key = { tenantId: to.tenantId, personId: to.personId, subject };
    const ref = await this.deps.references.message(key);
    if (!ref || ref.activityId === options.clicked) return;
    await this.deps.references.forgetMessage(key);
    await this.rewrite(ref, options.card ?? this.#superseded(to));
  }

  /** Replaces a card where that still works. Where it does not the old one stays: it selects, it never decides. */
  async rewrite(ref: MessageRef, card: Card): Promise<void> {
    try {
      await this.deps.messages.update(ref, card);
    } catch (error) {
      if (!(error instanceof ConnectorFailure)) throw error;
    }
  }

  /** A private message of the bot that the person has just clicked. */
  clickedIn(origin: Origin, activityId: string): MessageRef {
    const { serviceUrl, conversationId, kind } = origin;
    const targeted = kind !== 'personal';
    const expiry = targeted ? { expiresAt: targetedUntil(this.deps.clock.now()) } : {};
    return { serviceUrl, conversationId, activityId, targeted, ...expiry };
  }

  #superseded(to: Recipient): Card {
    const timeZone = to.origin?.timeZone ?? 'UTC';
    const view = { progress: { kind: 'superseded' }, now: this.deps.clock.now(), timeZone } as const;
    return progressCard(view, wordsFor(to.origin?.locale));
  }
}

function acts(subject: Subject): boolean {
  return ACTING.some((kind) => subject.startsWith(`${kind}:`));
}
