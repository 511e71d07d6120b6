import type { World } from '../world/world';
import type { Activity } from './activities';
import { answeredDialog } from './botAnswers';
import type { BotTurns } from './botTurns';
import { type CardButton, dataOf, findButton, initialInputs, typeaheadOf } from './cardButtons';
import { type Conversation, type ConversationBook, NotVisibleError } from './conversationBook';
import type { MessageStore } from './messageStore';
import type {
  ButtonChoice,
  CardContent,
  Dialog,
  DialogAnswer,
  Inputs,
  InvokeAnswer,
  SayOptions,
  SearchChoice,
  TeamsSimulator,
  VisibleMessage,
  WaitOptions,
} from './teamsSimulator';
import { visibleMessage } from './visibleMessage';
import { waitUntil } from './waitUntil';

export interface SimulatorParts {
  readonly world: World;
  readonly book: ConversationBook;
  readonly store: MessageStore;
  readonly turns: BotTurns;
}

/** The simulator over one world: finds buttons and inputs as a person would, and does what they do. */
export class WorldSimulator implements TeamsSimulator {
  readonly #world: World;
  readonly #book: ConversationBook;
  readonly #store: MessageStore;
  readonly #turns: BotTurns;

  constructor({ world, book, store, turns }: SimulatorParts) {
    this.#world = world;
    this.#book = book;
    this.#store = store;
    this.#turns = turns;
  }

  personalChat(personKey: string): string {
    return this.#named((chat) => chat.kind === 'personal' && chat.memberKeys.includes(personKey), personKey);
  }

  groupChat(title = this.#world.conversations.groupChat.name): string {
    return this.#named((chat) => chat.kind === 'groupChat' && chat.title === title, title);
  }

  channel(name: string): string {
    return this.#named((chat) => chat.kind === 'channel' && chat.title === name, name);
  }

  async say(personKey: string, conversationId: string, text: string, options: SayOptions = {}): Promise<string> {
    const conversation = this.#book.of(personKey, conversationId);
    const { name, teamsId } = this.#world.bot;
    const mention = options.mention ?? conversation.kind !== 'personal';
    const { message, delivered } = this.#turns.say({
      personKey,
      conversationId,
      threadId: options.threadId,
      text: mention ? `<at>${name}</at> ${text}` : text,
      mentions: mention ? [{ id: teamsId, name }] : [],
    });
    await delivered;
    return message.id;
  }

  async click(personKey: string, messageId: string, choice: ButtonChoice, inputs: Inputs = {}): Promise<InvokeAnswer> {
    const { button, cards } = this.#button(personKey, messageId, choice);
    if (button.opensDialog) {
      throw new Error(`"${button.title}" opens a dialog: use openDialog.`);
    }
    const press = { personKey, messageId, click: clickOf(cards, button, inputs) };
    return button.type === 'Action.Execute' ? this.#turns.execute(press, 'manual') : this.#turns.submit(press);
  }

  async openDialog(
    personKey: string,
    messageId: string,
    choice: ButtonChoice,
    inputs: Inputs = {},
  ): Promise<DialogAnswer> {
    const { button, cards, conversationId } = this.#button(personKey, messageId, choice);
    if (!button.opensDialog) {
      throw new Error(`"${button.title}" opens no dialog: use click.`);
    }
    const press = { personKey, messageId, click: clickOf(cards, button, inputs) };
    return answeredDialog(await this.#turns.fetchDialog(press), conversationId);
  }

  async submitDialog(
    personKey: string,
    dialog: Dialog,
    choice: ButtonChoice,
    inputs: Inputs = {},
  ): Promise<DialogAnswer> {
    const data = dataOf([dialog.card], findButton([dialog.card], choice), inputs);
    const answer = await this.#turns.submitDialog({ personKey, conversationId: dialog.conversationId, data });
    return answeredDialog(answer, dialog.conversationId);
  }

  async search(
    personKey: string,
    messageId: string,
    inputId: string,
    queryText: string,
    inputs: Inputs = {},
  ): Promise<readonly SearchChoice[]> {
    const { cards, conversationId } = this.#message(personKey, messageId);
    const { dataset, withInputs } = typeaheadOf(cards, inputId);
    const data = withInputs ? { ...initialInputs(cards), ...inputs } : undefined;
    return this.#turns.search({ personKey, conversationId, dataset, queryText, data });
  }

  messagesFor(personKey: string, conversationId: string): readonly VisibleMessage[] {
    const conversation = this.#book.find(conversationId);
    if (!conversation?.memberKeys.includes(personKey)) {
      return [];
    }
    return this.#store
      .visibleTo(personKey, conversation.id)
      .map((message) => visibleMessage(this.#world, message, personKey));
  }

  async install(conversationId: string, byPersonKey = this.#firstMember(conversationId)): Promise<void> {
    await this.#turns.setInstalled(byPersonKey, conversationId, true);
  }

  async uninstall(conversationId: string, byPersonKey = this.#firstMember(conversationId)): Promise<void> {
    await this.#turns.setInstalled(byPersonKey, conversationId, false);
  }

  deliver(personKey: string, conversationId: string, changes: Activity): Promise<InvokeAnswer> {
    return this.#turns.raw(personKey, conversationId, changes);
  }

  waitFor<T>(probe: () => T | undefined | false, options: WaitOptions = {}): Promise<T> {
    return waitUntil(probe, (again) => this.#store.listen(again), options);
  }

  waitForMessage(
    personKey: string,
    conversationId: string,
    fits: (message: VisibleMessage) => boolean,
    options: WaitOptions = {},
  ): Promise<VisibleMessage> {
    return this.waitFor(() => this.messagesFor(personKey, conversationId).find(fits), options);
  }

  #named(fits: (conversation: Conversation) => boolean, name: string): string {
    const found = this.#book.all().find(fits);
    if (!found) {
      throw new Error(`The sandbox has no conversation "${name}".`);
    }
    return found.id;
  }

  #firstMember(conversationId: string): string {
    return this.#book.find(conversationId)?.memberKeys[0] ?? '';
  }

  #message(personKey: string, messageId: string): { cards: readonly CardContent[]; conversationId: string } {
    const message = this.#store.findAnywhere(messageId);
    const seen = message && this.messagesFor(personKey, message.conversationId).find(({ id }) => id === messageId);
    if (!seen) {
      throw new NotVisibleError(`${personKey} sees no message ${messageId}`);
    }
    return seen;
  }

  #button(
    personKey: string,
    messageId: string,
    choice: ButtonChoice,
  ): { button: CardButton; cards: readonly CardContent[]; conversationId: string } {
    const { cards, conversationId } = this.#message(personKey, messageId);
    return { button: findButton(cards, choice), cards, conversationId };
  }
}

function clickOf(
  cards: readonly CardContent[],
  button: CardButton,
  inputs: Inputs,
): { verb?: string; id?: string; data: CardButton['data'] } {
  const { verb, id } = button;
  const data = dataOf(cards, button, inputs);
  return { data, ...(verb !== undefined && { verb }), ...(id !== undefined && { id }) };
}
