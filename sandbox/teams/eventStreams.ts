import type { ServerResponse } from 'node:http';
import type { PageEvent } from '../client/pageApi';
import type { World } from '../world/world';
import type { ConversationBook } from './conversationBook';
import type { MessageStore, TeamsEvent } from './messageStore';
import { visibleMessage } from './visibleMessage';

/** Server-Sent Events: each open page hears what its person may hear. */
export class EventStreams {
  readonly #world: World;
  readonly #book: ConversationBook;
  readonly #store: MessageStore;
  readonly #open = new Map<ServerResponse, string>();

  constructor(world: World, book: ConversationBook, store: MessageStore) {
    this.#world = world;
    this.#book = book;
    this.#store = store;
    store.listen((event) => this.#tellAll(event));
  }

  /** Keeps the response open until the page goes away. */
  add(personKey: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#open.set(response, personKey);
    response.on('close', () => this.#open.delete(response));
    send(response, { kind: 'started' });
  }

  close(): void {
    for (const response of this.#open.keys()) {
      response.end();
    }
  }

  #tellAll(event: TeamsEvent): void {
    for (const [response, personKey] of this.#open) {
      const told = this.#eventFor(event, personKey);
      if (told) {
        send(response, told);
      }
    }
  }

  #eventFor(event: TeamsEvent, personKey: string): PageEvent | undefined {
    switch (event.kind) {
      case 'message': {
        const { message } = event;
        const isFor = this.#isMember(message.conversationId, personKey) && this.#store.isVisible(message, personKey);
        return isFor ? { kind: 'message', message: visibleMessage(this.#world, message, personKey) } : undefined;
      }
      case 'typing':
        return this.#isMember(event.conversationId, personKey) ? event : undefined;
      case 'unreachable':
        return event.personKey === personKey
          ? { kind: 'unreachable', conversationId: event.conversationId }
          : undefined;
      case 'sandbox':
        return event;
    }
  }

  #isMember(conversationId: string, personKey: string): boolean {
    return this.#book.find(conversationId)?.memberKeys.includes(personKey) === true;
  }
}

function send(response: ServerResponse, event: PageEvent): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}
