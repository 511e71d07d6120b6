import type { PageDialog, PageDialogAnswer, PageMessage } from '../client/pageApi';

/** A message as one person sees it. */
export type VisibleMessage = PageMessage;

export type CardContent = Readonly<Record<string, unknown>>;

/** Which button of a card: by its title as a person reads it, or by its verb. */
export type ButtonChoice = { readonly title: string } | { readonly verb: string };

/** What the bot answered to an invoke, with the HTTP status. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** An open dialog (task module) of one person. */
export type Dialog = PageDialog;

/** What a dialog's button led to. */
export type DialogAnswer = PageDialogAnswer;

export type Inputs = Readonly<Record<string, string>>;

export interface SayOptions {
  /** Mentions the bot first (`<at>SecretBot</at>`). Default: true outside the personal chat. */
  readonly mention?: boolean;
  /** Answers in this thread of a channel. */
  readonly threadId?: string;
}

/** How long to wait, and what for: the sentence of the error when it does not come. */
export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly what?: string;
}

export interface SearchChoice {
  readonly title: string;
  readonly value: string;
}

/**
 * The people's side of Teams: what each person can do, and what each of them sees.
 *
 * People are named by their key (`alex`); conversations by their id (`simulator.personalChat('alex')`,
 * `simulator.groupChat()`, `simulator.channel('Deployments')`). Each act resolves when the bot has answered.
 */
export interface TeamsSimulator {
  personalChat(personKey: string): string;
  groupChat(title?: string): string;
  channel(name: string): string;
  /** Sends a message. Outside the personal chat the bot gets it only when it is mentioned. @returns the message's id */
  say(personKey: string, conversationId: string, text: string, options?: SayOptions): Promise<string>;
  /** Presses an Action.Execute or Action.Submit of a message's card, with `inputs` over the card's initial values. */
  click(personKey: string, messageId: string, button: ButtonChoice, inputs?: Inputs): Promise<InvokeAnswer>;
  /** Presses a button that opens a dialog (`msteams: { type: 'task/fetch' }`). */
  openDialog(personKey: string, messageId: string, button: ButtonChoice, inputs?: Inputs): Promise<DialogAnswer>;
  /** Presses an Action.Submit inside the person's dialog. */
  submitDialog(personKey: string, dialog: Dialog, button: ButtonChoice, inputs?: Inputs): Promise<DialogAnswer>;
  /** Types into a typeahead input: `application/search`; people datasets are answered by Teams itself. */
  search(
    personKey: string,
    messageId: string,
    inputId: string,
    text: string,
    inputs?: Inputs,
  ): Promise<readonly SearchChoice[]>;
  /** What this person sees there, oldest first; nothing when not a member. */
  messagesFor(personKey: string, conversationId: string): readonly VisibleMessage[];
  /** Installs the app in a conversation, again if it is there already: installationUpdate and conversationUpdate. */
  install(conversationId: string, byPersonKey?: string): Promise<void>;
  /** Removes the app from a conversation; the bot may not write there until it is installed again. */
  uninstall(conversationId: string, byPersonKey?: string): Promise<void>;
  /** An activity as Teams would send it, with `changes` over it; for tests of refusals. */
  deliver(personKey: string, conversationId: string, changes: Readonly<Record<string, unknown>>): Promise<InvokeAnswer>;
  /** Resolves with the first value of `probe` that is neither `undefined` nor `false`; looks again after every event. */
  waitFor<T>(probe: () => T | undefined | false, options?: WaitOptions): Promise<T>;
  /** The first message that this person sees there and that fits. */
  waitForMessage(
    personKey: string,
    conversationId: string,
    fits: (message: VisibleMessage) => boolean,
    options?: WaitOptions,
  ): Promise<VisibleMessage>;
}
