import type { CloudAnswer } from '../cloud/hostHandler';
import { asRecord, textAt } from './asRecord';
import * as errors from './connectorErrors';
import type { ConnectorRequest } from './connectorRequest';
import type { Conversation, ConversationBook } from './conversationBook';
import { contentOf, type MessageStore, type StoredMessage } from './messageStore';

/** Teams counts a message in UTF-16 and takes about 100 KB. */
const mostBytes = 100 * 1_024;

/** Send, reply, edit and delete, targeted or not, as `/v3/conversations/{id}/activities` does them. */
export class ConnectorMessages {
  readonly #book: ConversationBook;
  readonly #store: MessageStore;

  constructor(book: ConversationBook, store: MessageStore) {
    this.#book = book;
    this.#store = store;
  }

  /** Adds a message of the bot. The thread, in a channel, is part of the conversation's id. */
  send(conversationId: string, { body, query }: Pick<ConnectorRequest, 'body' | 'query'>): CloudAnswer {
    const conversation = this.#writable(conversationId);
    const type = textAt(body, 'type') ?? 'message';
    if (type === 'typing') {
      this.#store.tell({ kind: 'typing', conversationId: conversation.id });
      return { status: 202, body: {} };
    }
    if (type !== 'message') {
      throw errors.badSyntax(`Activities of type ${type} cannot be sent to Teams.`);
    }
    refuseTooBig(body);
    refuseUnknownPrompt(body);
    const targetedTo = isTargeted(query) ? this.#recipient(conversation, body) : undefined;
    const message = this.#store.add({
      conversationId,
      author: { kind: 'bot' },
      content: contentOf(body),
      ...(targetedTo !== undefined && { targetedTo }),
    });
    return { status: 201, body: { id: message.id } };
  }

  edit(conversationId: string, messageId: string, { body, query }: ConnectorRequest): CloudAnswer {
    const message = this.#ownMessage(conversationId, messageId, query);
    if (isTargeted(query) && body['recipient'] !== undefined) {
      throw errors.badArgument('The recipient of a targeted message cannot be changed.');
    }
    refuseTooBig(body);
    this.#store.edit(message, contentOf(body));
    return { status: 200, body: { id: message.id } };
  }

  remove(conversationId: string, messageId: string, { query }: ConnectorRequest): CloudAnswer {
    this.#store.remove(this.#ownMessage(conversationId, messageId, query));
    return { status: 200 };
  }

  #writable(conversationId: string): Conversation {
    const conversation = this.#book.find(conversationId);
    if (!conversation) {
      throw errors.conversationNotFound();
    }
    if (!conversation.installed) {
      throw conversation.kind === 'personal' ? errors.writesBlocked() : errors.notInRoster();
    }
    return conversation;
  }

  /** The person whom a targeted message is for. */
  #recipient(conversation: Conversation, body: ConnectorRequest['body']): string {
    if (conversation.kind === 'personal') {
      throw errors.badArgument('Targeted messages are not supported in personal chats.');
    }
    const id = textAt(body['recipient'], 'id');
    const person = this.#book.members(conversation).find(({ teamsId }) => teamsId === id);
    if (!person) {
      throw errors.badArgument('A targeted message needs a recipient who is a member of the conversation.');
    }
    return person.key;
  }

  #ownMessage(conversationId: string, messageId: string, query: URLSearchParams): StoredMessage {
    this.#writable(conversationId);
    const message = this.#store.find(conversationId, messageId);
    if (!message) {
      throw errors.activityNotFound();
    }
    if (message.author.kind !== 'bot') {
      throw errors.notOwnMessage();
    }
    if (isTargeted(query) !== (message.targetedTo !== undefined)) {
      throw errors.badArgument('isTargetedActivity must be set for targeted messages, and only for them.');
    }
    return message;
  }
}

function isTargeted(query: URLSearchParams): boolean {
  return query.get('isTargetedActivity')?.toLowerCase() === 'true';
}

function refuseTooBig(body: ConnectorRequest['body']): void {
  if (JSON.stringify(body).length * 2 > mostBytes) {
    throw errors.tooBig();
  }
}

/** People cannot send targeted messages to the bot here, so no answer can refer to one. */
function refuseUnknownPrompt(body: ConnectorRequest['body']): void {
  const entities: unknown[] = Array.isArray(body['entities']) ? body['entities'] : [];
  if (entities.some((entity) => asRecord(entity)['type'] === 'targetedMessageInfo')) {
    throw new errors.ConnectorError(400, 'INVALID_TARGETED_MESSAGE_ID', 'The referenced message was not targeted.');
  }
}
