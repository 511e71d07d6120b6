import type { ActionClick, Mention } from './activities';

/** A message as a person writes it: mentions are marked in `text` as `<at>Name</at>`. */
export interface Draft {
  readonly personKey: string;
  readonly conversationId: string;
  readonly threadId?: string | undefined;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** A press of a button in a message. */
export interface Press {
  readonly personKey: string;
  readonly messageId: string;
  readonly click: ActionClick;
}

/** A press of a button in a dialog that was opened in this conversation. */
export interface DialogPress {
  readonly personKey: string;
  readonly conversationId: string;
  readonly data: ActionClick['data'];
}

/** A question of a typeahead input, in a card or a dialog of this conversation. */
export interface Question {
  readonly personKey: string;
  readonly conversationId: string;
  readonly dataset: string;
  readonly queryText: string;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}
