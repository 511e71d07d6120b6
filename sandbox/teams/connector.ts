import type { CloudAnswer, CloudRequest } from '../cloud/hostHandler';
import type { World } from '../world/world';
import { ConnectorError } from './connectorErrors';
import { ConnectorMessages } from './connectorMessages';
import { type ConnectorRequest, parseRequest } from './connectorRequest';
import { ConnectorRoster } from './connectorRoster';
import type { ConversationBook } from './conversationBook';
import type { MessageStore } from './messageStore';

/** The Bot Connector's REST API v3 as Teams serves it to a bot that shows a token for it. */
export class Connector {
  readonly #world: World;
  readonly #messages: ConnectorMessages;
  readonly #roster: ConnectorRoster;

  constructor(world: World, book: ConversationBook, store: MessageStore) {
    this.#world = world;
    this.#messages = new ConnectorMessages(book, store);
    this.#roster = new ConnectorRoster(world, book, this.#messages);
  }

  /** Answers one request; faults and the journal are around it, see `cloud/exchange.ts`. */
  answer(request: CloudRequest): CloudAnswer {
    try {
      this.#authenticate(request.headers.authorization);
      return this.#route(parseRequest(request));
    } catch (error) {
      if (error instanceof ConnectorError) {
        return { status: error.status, body: error.body };
      }
      throw error;
    }
  }

  #authenticate(authorization: string | undefined): void {
    const claims = this.#world.tokens.check(authorization, this.#world.cloud.audiences.connector);
    if (claims?.['appid'] !== this.#world.bot.appId) {
      throw new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
    }
  }

  #route(request: ConnectorRequest): CloudAnswer {
    const [collection, id, part, item, members] = request.segments;
    const { method, query } = request;
    if (collection === 'teams' && id !== undefined && method === 'GET') {
      return part === 'conversations' ? this.#roster.channels(id) : this.#roster.team(id);
    }
    if (collection !== 'conversations') {
      throw noSuchRoute();
    }
    if (id === undefined) {
      return method === 'POST' ? this.#roster.createConversation(request) : refuseMethod();
    }
    if (part === 'activities' && members === undefined) {
      return this.#activities(id, item, request);
    }
    if (method !== 'GET') {
      return refuseMethod();
    }
    if (part === 'pagedmembers') {
      return this.#roster.pagedMembers(id, query);
    }
    if (part === 'members' && item !== undefined) {
      return this.#roster.member(id, item);
    }
    if (part === 'members' || members === 'members') {
      return this.#roster.members(id);
    }
    throw noSuchRoute();
  }

  #activities(conversationId: string, messageId: string | undefined, request: ConnectorRequest): CloudAnswer {
    if (request.method === 'POST') {
      return this.#messages.send(conversationId, request);
    }
    if (messageId !== undefined && request.method === 'PUT') {
      return this.#messages.edit(conversationId, messageId, request);
    }
    if (messageId !== undefined && request.method === 'DELETE') {
      return this.#messages.remove(conversationId, messageId, request);
    }
    return refuseMethod();
  }
}

function noSuchRoute(): ConnectorError {
  return new ConnectorError(404, 'NotFound', 'There is nothing at this address.');
}

function refuseMethod(): never {
  throw new ConnectorError(405, 'MethodNotAllowed', 'The method is not allowed here.');
}
