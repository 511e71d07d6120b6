import { EventEmitter } from 'node:events';
import type { WorldClock } from '../world/worldClock';
import { asRecord, textAt } from './asRecord';
import { splitConversationId } from './conversationBook';
import type { CardContent } from './teamsSimulator';

const cardContentType = 'application/vnd.microsoft.card.adaptive';
const targetedLifetime = 24 * 60 * 60 * 1_000;

/** Who wrote a message. */
export type Author = { readonly kind: 'bot' } | { readonly kind: 'person'; readonly key: string };

/** What a message says. Cards are kept apart from other attachments. */
export interface MessageContent {
  readonly text: string;
  readonly textFormat: string;
  readonly summary: string;
  readonly cards: readonly CardContent[];
}

/** A message as the service keeps it. `views` holds what Execute answered to each person: only they see it. */
export interface StoredMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly threadId?: string;
  readonly author: Author;
  readonly sentAt: Date;
  readonly targetedTo?: string;
  content: MessageContent;
  edited: boolean;
  deleted: boolean;
  readonly views: Map<string, readonly CardContent[]>;
}

/** A message to be added; a channel's conversation id may name the thread. */
export interface NewMessage {
  readonly conversationId: string;
  readonly author: Author;
  readonly content: MessageContent;
  readonly targetedTo?: string;
}

/** What happened, for the page and for whoever waits. */
export type TeamsEvent =
  | { readonly kind: 'message'; readonly message: StoredMessage }
  | { readonly kind: 'typing'; readonly conversationId: string; readonly threadId?: string }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'unreachable'; readonly personKey: string; readonly conversationId: string };

/** Reads text and cards out of an activity. */
export function contentOf(activity: Readonly<Record<string, unknown>>): MessageContent {
  const attachments: unknown[] = Array.isArray(activity['attachments']) ? activity['attachments'] : [];
  return {
    text: textAt(activity, 'text') ?? '',
    textFormat: textAt(activity, 'textFormat') ?? 'markdown',
    summary: textAt(activity, 'summary') ?? '',
    cards: attachments.map(cardOf).filter((card) => card !== undefined),
  };
}

function cardOf(attachment: unknown): CardContent | undefined {
  const { contentType, content } = asRecord(attachment);
  return contentType === cardContentType ? asRecord(content) : undefined;
}

/** All messages of the tenant, oldest first, and the news about them. */
export class MessageStore {
  readonly #clock: WorldClock;
  readonly #messages = new Map<string, StoredMessage>();
  /** The same, by conversation: there may be many. */
  readonly #byConversation = new Map<string, StoredMessage[]>();
  readonly #news = new EventEmitter().setMaxListeners(0);
  #lastId = 0;

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  /** Ids are times, as in Teams, and never repeat. */
  nextId(): string {
    this.#lastId = Math.max(this.#lastId + 1, this.#clock.now().getTime());
    return String(this.#lastId);
  }

  add(message: NewMessage): StoredMessage {
    const stored: StoredMessage = {
      ...message,
      ...splitConversationId(message.conversationId),
      id: this.nextId(),
      sentAt: this.#clock.now(),
      edited: false,
      deleted: false,
      views: new Map(),
    };
    this.#messages.set(stored.id, stored);
    const there = this.#byConversation.get(stored.conversationId);
    if (there) there.push(stored);
    else this.#byConversation.set(stored.conversationId, [stored]);
    this.tell({ kind: 'message', message: stored });
    return stored;
  }

  /** The message, unless it was deleted or, when targeted, is older than 24 hours: clients drop those. */
  find(conversationId: string, id: string): StoredMessage | undefined {
    const message = this.#messages.get(id);
    const here = message?.conversationId === splitConversationId(conversationId).conversationId;
    return message && here && !message.deleted && !this.#hasLapsed(message) ? message : undefined;
  }

  /** As `find`, when only the message's id is known. */
  findAnywhere(id: string): StoredMessage | undefined {
    const message = this.#messages.get(id);
    return message && this.find(message.conversationId, id);
  }

  /** Replaces what everybody sees; personal views end, as when the bot edits a message in Teams. */
  edit(message: StoredMessage, content: MessageContent): void {
    message.content = content;
    message.edited = true;
    message.views.clear();
    this.tell({ kind: 'message', message });
  }

  remove(message: StoredMessage): void {
    message.deleted = true;
    message.views.clear();
    message.content = { text: '', textFormat: 'plain', summary: '', cards: [] };
    this.tell({ kind: 'message', message });
  }

  /** Shows one person another card in place of the message's own. */
  setView(message: StoredMessage, personKey: string, card: CardContent): void {
    message.views.set(personKey, [card]);
    this.tell({ kind: 'message', message });
  }

  /** What one person sees in a conversation that they are a member of. Of what people delete a trace stays, of the bot's not. */
  visibleTo(personKey: string, conversationId: string): readonly StoredMessage[] {
    return (this.#byConversation.get(conversationId) ?? []).filter(
      (message) => this.isVisible(message, personKey) && !(message.deleted && message.author.kind === 'bot'),
    );
  }

  /** Whether the person may see the message, given that they are a member of its conversation. */
  isVisible(message: StoredMessage, personKey: string): boolean {
    const theirs = message.targetedTo === undefined || message.targetedTo === personKey;
    return theirs && !this.#hasLapsed(message);
  }

  tell(event: TeamsEvent): void {
    this.#news.emit('news', event);
  }

  /** Calls `listener` with every event until the returned function is called. */
  listen(listener: (event: TeamsEvent) => void): () => void {
    this.#news.on('news', listener);
    return () => this.#news.off('news', listener);
  }

  #hasLapsed(message: StoredMessage): boolean {
    const age = this.#clock.now().getTime() - message.sentAt.getTime();
    return message.targetedTo !== undefined && age > targetedLifetime;
  }
}
