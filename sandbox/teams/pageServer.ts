import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world/world';
import type { BotTurns } from './botTurns';
import { type ConversationBook, NotVisibleError } from './conversationBook';
import { EventStreams } from './eventStreams';
import type { MessageStore } from './messageStore';
import { PageApi } from './pageApi';
import { sendFile } from './pageFiles';
import { PageError, readPageRequest, refuseForeign, sendJson } from './pageRequest';
import type { TeamsSimulator } from './teamsSimulator';

export interface PageParts {
  readonly world: World;
  readonly book: ConversationBook;
  readonly store: MessageStore;
  readonly turns: BotTurns;
  readonly simulator: TeamsSimulator;
}

/** Serves the page: its files, its API and its event stream. */
export class PageServer {
  readonly #api: PageApi;
  readonly #streams: EventStreams;

  constructor(parts: PageParts) {
    this.#api = new PageApi(parts);
    this.#streams = new EventStreams(parts.world, parts.book, parts.store);
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      sendJson(response, statusOf(error), { message: error instanceof Error ? error.message : 'unknown' });
    });
  }

  close(): void {
    this.#streams.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    refuseForeign(request);
    if (!request.url?.startsWith('/api/')) {
      await sendFile(request, response);
      return;
    }
    const asked = await readPageRequest(request);
    this.#api.personOf(asked);
    if (asked.segments[0] === 'events') {
      this.#streams.add(asked.as, response);
      return;
    }
    sendJson(response, 200, await this.#api.answer(asked));
  }
}

function statusOf(error: unknown): number {
  if (error instanceof PageError) {
    return error.status;
  }
  return error instanceof NotVisibleError ? 404 : 500;
}
