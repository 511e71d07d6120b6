import type { Subject } from '../../domain/notices/notice';

/** One message of the bot in a chat: enough to update it later. */
export interface MessageRef {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly activityId: string;
  /** Visible to one person only; updating it needs the targeted routes. Nothing on the wire says so later. */
  readonly targeted: boolean;
  /** Teams removes targeted messages after 24 hours; the reference is useless from then on. `undefined` for others. */
  readonly expiresAt?: Date;
}

/**
 * Where one person can be written to, as their last turn showed it.
 *
 * bot/chatPorts says the same again as `KnownPerson`: adapters may not import the bot, nor the bot them (test/rules).
 * compose.ts puts one in the place of the other, and the compiler checks that they fit.
 */
export interface PersonAddress {
  readonly tenantId: string;
  /** Entra object id, lower case. */
  readonly personId: string;
  /** Teams id (`29:…`). */
  readonly teamsId: string;
  /** Bot Connector address, checked against the allow-list. */
  readonly serviceUrl: string;
  /** The personal chat with the bot; `undefined` until it is known. */
  readonly personalChatId?: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** Names one message of one person. */
export interface MessageKey {
  readonly tenantId: string;
  readonly personId: string;
  readonly subject: Subject;
}

/**
 * What the bot remembers of the chat: people's addresses, its own messages, and what it has already seen.
 * Nothing in here is ever a card, a text, a value or a ticket's key.
 */
export interface ChatReferences {
  /** Adds or replaces a person's address. A personal chat that is known stays known when the new address has none. */
  rememberPerson(address: PersonAddress): Promise<void>;
  person(tenantId: string, personId: string): Promise<PersonAddress | undefined>;
  /** The personal chat is gone (uninstalled, blocked); the rest of the address stays. Harmless when unknown. */
  forgetPersonalChat(tenantId: string, personId: string): Promise<void>;
  /** The Bot Connector address that anybody of the tenant used last. */
  latestServiceUrl(tenantId: string): Promise<string | undefined>;
  /** Adds or replaces the message of this subject. */
  rememberMessage(key: MessageKey, ref: MessageRef): Promise<void>;
  message(key: MessageKey): Promise<MessageRef | undefined>;
  /** Harmless when unknown. */
  forgetMessage(key: MessageKey): Promise<void>;
  /**
   * Claims a name until a moment: true for exactly one of any number of callers, on any replica, and again only after
   * `until` has passed. Redelivered messages and the one welcome per installation are told apart by it. May drop
   * claims that have passed.
   */
  claimOnce(name: string, now: Date, until: Date): Promise<boolean>;
  /** Gives the name free again. Harmless when nobody holds it. */
  releaseOnce(name: string): Promise<void>;
}
