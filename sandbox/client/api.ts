import type {
  PageAnswer,
  PageChoice,
  PageClick,
  PageDialogAnswer,
  PageEvent,
  PageMention,
  PageMessage,
  PageSandbox,
  PageStart,
} from './pageApi.js';
import { themeForBots } from './shell/theme.js';

/** What a typeahead input asks. */
export interface Question {
  readonly dataset: string;
  readonly queryText: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A message to be sent. */
export interface Outgoing {
  readonly text: string;
  readonly mentions: readonly PageMention[];
  readonly threadId?: string;
}

/** The sandbox's HTTP API, as one person. Every method throws an Error with a readable message when it fails. */
export class Api {
  readonly #as: string;

  constructor(as: string) {
    this.#as = as;
  }

  start(): Promise<PageStart> {
    return this.#call('GET', 'start');
  }

  messages(conversationId: string): Promise<readonly PageMessage[]> {
    return this.#call('GET', `conversations/${encodeURIComponent(conversationId)}/messages`);
  }

  /** Posts a message; the bot's answer comes as an event. */
  send(conversationId: string, message: Outgoing): Promise<{ id: string }> {
    return this.#call('POST', `conversations/${encodeURIComponent(conversationId)}/messages`, message);
  }

  /** Changes the text of one's own message. */
  edit(messageId: string, text: string): Promise<unknown> {
    return this.#call('PUT', `messages/${messageId}`, { text });
  }

  remove(messageId: string): Promise<unknown> {
    return this.#call('DELETE', `messages/${messageId}`, {});
  }

  /** Presses an Action.Execute; a card in the answer comes as an event. */
  execute(messageId: string, click: PageClick, trigger: 'manual' | 'automatic' = 'manual'): Promise<PageAnswer> {
    return this.#call('POST', `messages/${messageId}/execute`, { ...click, trigger });
  }

  submit(messageId: string, click: PageClick): Promise<PageAnswer> {
    return this.#call('POST', `messages/${messageId}/submit`, click);
  }

  openDialog(messageId: string, click: PageClick): Promise<PageDialogAnswer> {
    return this.#call('POST', `messages/${messageId}/dialog`, { ...click, theme: themeForBots() });
  }

  submitDialog(conversationId: string, data: PageClick['data']): Promise<PageDialogAnswer> {
    const path = `conversations/${encodeURIComponent(conversationId)}/dialog`;
    return this.#call('POST', path, { data, theme: themeForBots() });
  }

  search(conversationId: string, question: Question): Promise<readonly PageChoice[]> {
    return this.#call('POST', `conversations/${encodeURIComponent(conversationId)}/search`, question);
  }

  sandbox(): Promise<PageSandbox> {
    return this.#call('GET', 'sandbox');
  }

  switchFault(id: string, on: boolean): Promise<PageSandbox> {
    return this.#call('POST', 'sandbox/faults', { id, on });
  }

  skipTime(minutes: number): Promise<PageSandbox> {
    return this.#call('POST', 'sandbox/clock', { minutes });
  }

  setInstalled(conversationId: string, installed: boolean): Promise<PageSandbox> {
    return this.#call('POST', 'sandbox/installation', { conversationId, installed });
  }

  /** Calls `listener` with all news for this person until the returned function is called. */
  listen(listener: (event: PageEvent) => void): () => void {
    const stream = new EventSource(`/api/events?as=${this.#as}`);
    stream.onmessage = ({ data }: MessageEvent<string>) => listener(JSON.parse(data));
    return () => stream.close();
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`/api/${path}?as=${encodeURIComponent(this.#as)}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.message);
    }
    return answer;
  }
}
