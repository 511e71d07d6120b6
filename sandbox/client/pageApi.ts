/**
 * What the page and the sandbox say to each other. Types only: the server imports them too.
 *
 * Every request names the person it acts for by `?as=<key>`; there is no sign-in, the sandbox listens on loopback only.
 */

export type Card = Readonly<Record<string, unknown>>;

/** A message as one person sees it. */
export interface PageMessage {
  readonly id: string;
  readonly conversationId: string;
  /** The message that started the thread, in a channel; missing at that message itself. */
  readonly threadId?: string;
  readonly from: { readonly kind: 'bot' | 'person'; readonly key: string; readonly name: string };
  /** ISO time. */
  readonly sentAt: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  /** Only this person sees it. */
  readonly targeted: boolean;
  readonly text: string;
  readonly textFormat: string;
  /** What lists and notifications say in place of a card. */
  readonly summary: string;
  /** The Adaptive Cards, the person's own view where there is one. */
  readonly cards: readonly Card[];
}

export interface PagePerson {
  readonly key: string;
  readonly name: string;
  readonly jobTitle: string;
  /** Teams' id, for mentions and `refresh.userIds`. */
  readonly teamsId: string;
  /** The person's own, which the bot is told too: the page shows its times in it. */
  readonly timeZone: string;
}

export interface PageConversation {
  readonly id: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly title: string;
  readonly team?: string;
  readonly memberKeys: readonly string[];
  readonly installed: boolean;
}

/** What the page needs to draw itself. */
export interface PageStart {
  readonly tenant: string;
  readonly me: PagePerson;
  readonly people: readonly PagePerson[];
  readonly bot: { readonly name: string; readonly teamsId: string };
  readonly conversations: readonly PageConversation[];
}

export interface PageMention {
  readonly id: string;
  readonly name: string;
}

/** What a pressed button sends. */
export interface PageClick {
  readonly verb?: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The bot's answer to an invoke, with the HTTP status; 0 when nobody answered. */
export interface PageAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface PageDialog {
  readonly title: string;
  readonly card: Card;
  readonly conversationId: string;
  readonly width?: string | number;
  readonly height?: string | number;
}

export type PageDialogAnswer =
  | { readonly kind: 'dialog'; readonly dialog: PageDialog }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly status: number };

export interface PageChoice {
  readonly title: string;
  readonly value: string;
}

/** News for one person, as Server-Sent Events. `started` comes first, after every reconnection too: read everything anew. */
export type PageEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'message'; readonly message: PageMessage }
  | { readonly kind: 'typing'; readonly conversationId: string }
  | { readonly kind: 'unreachable'; readonly conversationId: string }
  | { readonly kind: 'sandbox' };

/** What the Sandbox panel shows. Never a value of a secret. */
export interface PageSandbox {
  /** ISO time in the sandbox. */
  readonly now: string;
  readonly skippedMinutes: number;
  readonly faults: readonly { readonly id: string; readonly title: string; readonly on: boolean }[];
  readonly applications: readonly PageApplication[];
  readonly vaults: readonly PageVault[];
}

export interface PageApplication {
  readonly name: string;
  readonly appId: string;
  readonly owners: readonly string[];
  readonly remarks: readonly string[];
  readonly credentials: readonly {
    readonly keyId: string;
    readonly name: string;
    readonly hint: string;
    readonly expiresAt: string;
  }[];
}

export interface PageVault {
  readonly host: string;
  readonly secrets: readonly {
    readonly name: string;
    readonly versions: number;
    readonly contentType: string;
    readonly expiresAt?: string;
    readonly deleted: boolean;
  }[];
}
