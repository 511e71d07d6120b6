import type { Api } from '../api.js';
import type {
  PageAnswer,
  PageClick,
  PageDialog,
  PageDialogAnswer,
  PageEvent,
  PageMention,
  PageMessage,
} from '../pageApi.js';
import type { PageAction, PageState } from './pageState.js';

/** What Teams says when a bot does not answer, or answers with an error. */
export const unreachable = 'Unable to reach app. Please try again.';

const toastMs = 6_000;
const typingMs = 8_000;

/** Everything that can be done on the page. */
export class PageActs {
  readonly #api: Api;
  readonly #dispatch: (action: PageAction) => void;
  readonly #state: () => PageState;
  #lastLocalId = 0;
  #heard = 0;

  constructor(api: Api, dispatch: (action: PageAction) => void, state: () => PageState) {
    this.#api = api;
    this.#dispatch = dispatch;
    this.#state = state;
  }

  open(conversationId: string): void {
    history.replaceState(null, '', `#${encodeURIComponent(conversationId)}`);
    this.#dispatch({ kind: 'opened', conversationId });
  }

  /** Back to the chats: the list where there is no room for both, and no panel. */
  showList(): void {
    this.#dispatch({ kind: 'listShown' });
  }

  togglePanel(): void {
    this.#dispatch({ kind: 'panelToggled' });
  }

  /** Takes in one piece of news. After a (re)connection everything is read anew. */
  hear(event: PageEvent): void {
    this.#heard += 1;
    if (event.kind === 'started' || event.kind === 'sandbox') {
      void this.#readAll();
      return;
    }
    const isNews = event.kind === 'message' && this.#isUnseen(event.message);
    this.#dispatch({ kind: 'told', event, at: Date.now() });
    if (event.kind === 'message' && isNews) {
      this.#announce(event.message);
    }
    if (event.kind === 'unreachable') {
      this.toast("SecretBot couldn't be reached.", 'failure');
    }
    if (event.kind === 'typing') {
      setTimeout(() => this.#dispatch({ kind: 'typingEnded', conversationId: event.conversationId }), typingMs);
    }
  }

  /** Shows the message at once and sends it. */
  async send(conversationId: string, text: string, threadId?: string): Promise<void> {
    const localId = ++this.#lastLocalId;
    const thread = threadId === undefined ? {} : { threadId };
    this.#dispatch({ kind: 'sending', pending: { localId, conversationId, ...thread, text, failed: false } });
    try {
      const { marked, mentions } = this.#markMentions(conversationId, text);
      const { id } = await this.#api.send(conversationId, { text: marked, mentions, ...thread });
      this.#dispatch({ kind: 'sent', localId, id });
    } catch {
      this.#dispatch({ kind: 'sendFailed', localId });
    }
  }

  /** Takes a message that could not be sent out of the way. */
  dropPending(localId: number): void {
    this.#dispatch({ kind: 'sendDropped', localId });
  }

  async edit({ id, conversationId }: PageMessage, text: string): Promise<void> {
    const { marked } = this.#markMentions(conversationId, text);
    await this.#api.edit(id, marked).catch(() => this.toast("The message couldn't be changed.", 'failure'));
  }

  async remove(messageId: string): Promise<void> {
    await this.#api.remove(messageId).catch(() => this.toast("The message couldn't be deleted.", 'failure'));
  }

  /** Presses an Action.Execute. @returns what to show at the card when it fails */
  async execute(messageId: string, click: PageClick): Promise<string | undefined> {
    const answer = await this.#orNothing(this.#api.execute(messageId, click));
    return this.#shown(answer);
  }

  /** The client's own refresh of a card; a failure is not shown, as in Teams. */
  async refresh(messageId: string, click: PageClick): Promise<void> {
    await this.#orNothing(this.#api.execute(messageId, click, 'automatic'));
  }

  async submit(messageId: string, click: PageClick): Promise<string | undefined> {
    const { status } = await this.#orNothing(this.#api.submit(messageId, click));
    return status >= 200 && status < 300 ? undefined : unreachable;
  }

  async openDialog(messageId: string, click: PageClick): Promise<string | undefined> {
    return this.#follow(await this.#orFailure(this.#api.openDialog(messageId, click)));
  }

  async submitDialog(dialog: PageDialog, data: PageClick['data']): Promise<string | undefined> {
    return this.#follow(await this.#orFailure(this.#api.submitDialog(dialog.conversationId, data)));
  }

  closeDialog(): void {
    this.#dispatch({ kind: 'dialogClosed' });
  }

  toast(text: string, kind: 'info' | 'failure' = 'info', conversationId?: string): void {
    const id = ++this.#lastLocalId;
    const target = conversationId === undefined ? {} : { conversationId };
    this.#dispatch({ kind: 'toasted', toast: { id, kind, text, ...target } });
    setTimeout(() => this.endToast(id), toastMs);
  }

  endToast(id: number): void {
    this.#dispatch({ kind: 'toastEnded', id });
  }

  /** A text answer is a toast; an error is shown at the card; a card arrives as news. */
  #shown({ status, body }: PageAnswer): string | undefined {
    const { statusCode, type, value } = Object(body) as { statusCode?: number; type?: string; value?: unknown };
    if (status !== 200 || (statusCode !== undefined && statusCode >= 400)) {
      return unreachable;
    }
    if (type === 'application/vnd.microsoft.activity.message' && typeof value === 'string') {
      this.toast(value);
    }
    return undefined;
  }

  #follow(answer: PageDialogAnswer): string | undefined {
    switch (answer.kind) {
      case 'dialog':
        this.#dispatch({ kind: 'dialogShown', dialog: answer.dialog });
        return undefined;
      case 'message':
        this.closeDialog();
        this.toast(answer.text);
        return undefined;
      case 'closed':
        this.closeDialog();
        return undefined;
      case 'failed':
        return unreachable;
    }
  }

  #orNothing(answer: Promise<PageAnswer>): Promise<PageAnswer> {
    return answer.catch(() => ({ status: 0 }));
  }

  #orFailure(answer: Promise<PageDialogAnswer>): Promise<PageDialogAnswer> {
    return answer.catch(() => ({ kind: 'failed', status: 0 }));
  }

  async #readAll(): Promise<void> {
    const start = await this.#api.start();
    this.#dispatch({ kind: 'restarted', start });
    for (const { id } of start.conversations) {
      await this.#readMessages(id);
    }
  }

  /** Reads again when news arrived meanwhile: the answer may be older than the news. */
  async #readMessages(conversationId: string): Promise<void> {
    const before = this.#heard;
    const messages = await this.#api.messages(conversationId);
    if (this.#heard !== before) {
      return this.#readMessages(conversationId);
    }
    this.#dispatch({ kind: 'loaded', conversationId, messages });
  }

  #isUnseen({ id, conversationId, from, deleted }: PageMessage): boolean {
    const { messages, openId, start } = this.#state();
    const known = messages[conversationId]?.some((message) => message.id === id) ?? false;
    return !known && !deleted && conversationId !== openId && from.key !== start.me.key;
  }

  #announce({ from, conversationId }: PageMessage): void {
    const place = this.#state().start.conversations.find(({ id }) => id === conversationId);
    const where = place?.kind === 'personal' ? '' : ` in ${place?.title ?? ''}`;
    this.toast(`New message from ${from.name}${where}`, 'info', conversationId);
  }

  /** Turns `@Name` into `<at>Name</at>` for everybody who can be mentioned there. */
  #markMentions(conversationId: string, text: string): { marked: string; mentions: readonly PageMention[] } {
    const { start } = this.#state();
    const place = start.conversations.find(({ id }) => id === conversationId);
    const members = start.people.filter(({ key }) => place?.memberKeys.includes(key));
    const known = [start.bot, ...members].map(({ name, teamsId }) => ({ id: teamsId, name }));
    const mentions = known.filter(({ name }) => text.includes(`@${name}`));
    const marked = mentions.reduce((marking, { name }) => marking.replaceAll(`@${name}`, `<at>${name}</at>`), text);
    return { marked, mentions };
  }
}
