import type { PageConversation, PageDialog, PageEvent, PageMessage, PageStart } from '../pageApi.js';

/** A message on its way: shown at once, gone when the real one arrives. */
export interface Pending {
  readonly localId: number;
  readonly conversationId: string;
  readonly threadId?: string;
  readonly text: string;
  /** Known once the sandbox took it. */
  readonly id?: string;
  readonly failed: boolean;
}

export interface Toast {
  readonly id: number;
  readonly kind: 'info' | 'failure';
  readonly text: string;
  /** The conversation that it leads to. */
  readonly conversationId?: string;
}

/** Everything the page shows. */
export interface PageState {
  readonly start: PageStart;
  readonly openId: string;
  /** On a narrow screen either the list or the conversation is shown. */
  readonly listShown: boolean;
  readonly panelShown: boolean;
  readonly messages: Readonly<Record<string, readonly PageMessage[]>>;
  readonly pending: readonly Pending[];
  /** How many unread messages there are, by conversation. */
  readonly unread: Readonly<Record<string, number>>;
  /** When the bot last said that it is typing, by conversation. */
  readonly typing: Readonly<Record<string, number>>;
  readonly toasts: readonly Toast[];
  readonly dialog?: PageDialog;
  /** Counts what happened in the sandbox, so that the panel looks again. */
  readonly news: number;
}

export type PageAction =
  | { readonly kind: 'opened'; readonly conversationId: string }
  | { readonly kind: 'listShown' }
  | { readonly kind: 'panelToggled' }
  | { readonly kind: 'loaded'; readonly conversationId: string; readonly messages: readonly PageMessage[] }
  | { readonly kind: 'told'; readonly event: PageEvent; readonly at: number }
  | { readonly kind: 'restarted'; readonly start: PageStart }
  | { readonly kind: 'sending'; readonly pending: Pending }
  | { readonly kind: 'sent'; readonly localId: number; readonly id: string }
  | { readonly kind: 'sendFailed'; readonly localId: number }
  | { readonly kind: 'sendDropped'; readonly localId: number }
  | { readonly kind: 'typingEnded'; readonly conversationId: string }
  | { readonly kind: 'toasted'; readonly toast: Toast }
  | { readonly kind: 'toastEnded'; readonly id: number }
  | { readonly kind: 'dialogShown'; readonly dialog: PageDialog }
  | { readonly kind: 'dialogClosed' };

/** The page as it is first drawn: the personal chat with the bot, or the conversation its address names. */
export function firstState(start: PageStart, wanted: string | undefined): PageState {
  const open = start.conversations.find(({ id }) => id === wanted) ?? personalChat(start.conversations);
  return {
    start,
    openId: open?.id ?? '',
    listShown: false,
    panelShown: false,
    messages: {},
    pending: [],
    unread: {},
    typing: {},
    toasts: [],
    news: 0,
  };
}

function personalChat(conversations: readonly PageConversation[]): PageConversation | undefined {
  return conversations.find(({ kind }) => kind === 'personal') ?? conversations[0];
}

/** The page after something happened. */
export function reduce(state: PageState, action: PageAction): PageState {
  switch (action.kind) {
    case 'opened': {
      const unread = { ...state.unread, [action.conversationId]: 0 };
      return { ...state, openId: action.conversationId, listShown: false, unread };
    }
    case 'listShown':
      return { ...state, listShown: true, panelShown: false };
    case 'panelToggled':
      return { ...state, panelShown: !state.panelShown };
    case 'loaded':
      return { ...state, messages: { ...state.messages, [action.conversationId]: action.messages } };
    case 'restarted':
      return { ...state, start: action.start, news: state.news + 1 };
    case 'told':
      return told(state, action.event, action.at);
    case 'typingEnded':
      return { ...state, typing: { ...state.typing, [action.conversationId]: 0 } };
    case 'toasted':
      return { ...state, toasts: [...state.toasts.slice(-2), action.toast] };
    case 'toastEnded':
      return { ...state, toasts: state.toasts.filter(({ id }) => id !== action.id) };
    case 'dialogShown':
      return { ...state, dialog: action.dialog };
    case 'dialogClosed': {
      const { dialog: _, ...rest } = state;
      return rest;
    }
    default:
      return { ...state, pending: reducePending(state, action) };
  }
}

type PendingAction = Extract<PageAction, { kind: 'sending' | 'sent' | 'sendFailed' | 'sendDropped' }>;

function reducePending({ pending, messages }: PageState, action: PendingAction): readonly Pending[] {
  switch (action.kind) {
    case 'sending':
      return [...pending, action.pending];
    case 'sendDropped':
      return pending.filter(({ localId }) => localId !== action.localId);
    case 'sendFailed':
      return pending.map((one) => (one.localId === action.localId ? { ...one, failed: true } : one));
    case 'sent': {
      const arrived = Object.values(messages).some((list) => list.some(({ id }) => id === action.id));
      return pending.flatMap((one) => {
        if (one.localId !== action.localId) {
          return [one];
        }
        return arrived ? [] : [{ ...one, id: action.id }];
      });
    }
  }
}

function told(state: PageState, event: PageEvent, at: number): PageState {
  switch (event.kind) {
    case 'message':
      return toldMessage(state, event.message);
    case 'typing':
      return { ...state, typing: { ...state.typing, [event.conversationId]: at } };
    default:
      return { ...state, news: state.news + 1 };
  }
}

function toldMessage(state: PageState, message: PageMessage): PageState {
  const { conversationId } = message;
  const before = state.messages[conversationId] ?? [];
  const isNew = !before.some(({ id }) => id === message.id);
  const fromOthers = message.from.key !== state.start.me.key;
  const counts = isNew && fromOthers && !message.deleted && conversationId !== state.openId;
  const unread = (state.unread[conversationId] ?? 0) + (counts ? 1 : 0);
  const typing = message.from.kind === 'bot' ? { ...state.typing, [conversationId]: 0 } : state.typing;
  return {
    ...state,
    typing,
    messages: { ...state.messages, [conversationId]: withMessage(before, message, isNew) },
    pending: state.pending.filter(({ id }) => id !== message.id),
    unread: { ...state.unread, [conversationId]: unread },
    news: state.news + 1,
  };
}

function withMessage(before: readonly PageMessage[], message: PageMessage, isNew: boolean): readonly PageMessage[] {
  if (message.deleted && message.from.kind === 'bot') {
    return before.filter(({ id }) => id !== message.id);
  }
  return isNew ? [...before, message] : before.map((one) => (one.id === message.id ? message : one));
}
