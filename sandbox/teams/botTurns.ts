import type { World } from '../world/world';
import { Activities, type Activity, invokeId, type Occasion } from './activities';
import { answeredCard, answeredChoices } from './botAnswers';
import { type BotGateway, unreachable } from './botGateway';
import { type Conversation, type ConversationBook, NotVisibleError } from './conversationBook';
import type { MessageStore, StoredMessage } from './messageStore';
import { findPeople } from './peopleSearch';
import type { DialogPress, Draft, Press, Question } from './personActs';
import type { InvokeAnswer, SearchChoice } from './teamsSimulator';

export interface BotTurnsParts {
  readonly world: World;
  readonly book: ConversationBook;
  readonly store: MessageStore;
  readonly gateway: BotGateway;
}

/**
 * What people can do in Teams that a bot hears of, each kept as Teams keeps it: who may see it, what the bot is told,
 * and what its answer changes.
 */
export class BotTurns {
  readonly #world: World;
  readonly #book: ConversationBook;
  readonly #store: MessageStore;
  readonly #gateway: BotGateway;
  readonly #activities: Activities;

  constructor({ world, book, store, gateway }: BotTurnsParts) {
    this.#world = world;
    this.#book = book;
    this.#store = store;
    this.#gateway = gateway;
    const bot = { id: world.bot.teamsId, name: world.bot.name };
    this.#activities = new Activities(world.tenant.id, bot, world.serviceUrl);
  }

  /** Posts a message. `delivered` resolves when the bot, if the message is for it, has answered. */
  say(draft: Draft): { message: StoredMessage; delivered: Promise<InvokeAnswer | undefined> } {
    const { personKey, threadId, text, mentions } = draft;
    const conversation = this.#book.of(personKey, draft.conversationId);
    const message = this.#store.add({
      conversationId: threadId === undefined ? conversation.id : `${conversation.id};messageid=${threadId}`,
      author: { kind: 'person', key: personKey },
      content: { text, textFormat: 'plain', summary: '', cards: [] },
    });
    const occasion = { ...this.#occasion(personKey, conversation), id: message.id, at: message.sentAt };
    const thread = conversation.kind === 'channel' ? (threadId ?? message.id) : undefined;
    const reaches = conversation.kind === 'personal' || mentions.some(({ id }) => id === this.#world.bot.teamsId);
    if (!reaches || !conversation.installed) {
      return { message, delivered: Promise.resolve(undefined) };
    }
    const activity = this.#activities.message({ ...occasion, threadId: thread }, text, mentions);
    return { message, delivered: this.#deliver(activity, occasion) };
  }

  /** Presses an Action.Execute; a card in the answer becomes the person's own view of the message. */
  async execute({ personKey, messageId, click }: Press, trigger: 'manual' | 'automatic'): Promise<InvokeAnswer> {
    const { message, occasion } = this.#at(personKey, messageId);
    return this.#deliver(this.#activities.execute(occasion, messageId, click, trigger), occasion, (answer) => {
      const card = answeredCard(answer);
      if (card && !message.deleted) {
        this.#store.setView(message, personKey, card);
      }
    });
  }

  /** Presses an Action.Submit: the bot gets a message with a value. */
  async submit({ personKey, messageId, click }: Press): Promise<InvokeAnswer> {
    const { occasion } = this.#at(personKey, messageId);
    const id = this.#store.nextId();
    return this.#deliver(this.#activities.submit({ ...occasion, id }, messageId, click.data), occasion);
  }

  async fetchDialog({ personKey, messageId, click }: Press, theme = 'default'): Promise<InvokeAnswer> {
    const { occasion } = this.#at(personKey, messageId);
    return this.#deliver(this.#activities.fetchDialog(occasion, messageId, click.data, theme), occasion);
  }

  /** Presses an Action.Submit inside a dialog. */
  async submitDialog(page: DialogPress, theme = 'default'): Promise<InvokeAnswer> {
    const { personKey, conversationId, data } = page;
    const occasion = this.#occasion(personKey, this.#book.of(personKey, conversationId));
    return this.#deliver(this.#activities.submitDialog(occasion, data, theme), occasion);
  }

  /** A typeahead: people of the tenant or of the chat are found by Teams itself, every other dataset by the bot. */
  async search(question: Question): Promise<readonly SearchChoice[]> {
    const { personKey, conversationId, dataset, queryText, data } = question;
    const conversation = this.#book.of(personKey, conversationId);
    if (dataset.startsWith('graph.microsoft.com/users')) {
      const here = dataset.includes('scope=currentContext');
      return findPeople(here ? this.#book.members(conversation) : this.#world.people, queryText);
    }
    const occasion = this.#occasion(personKey, conversation);
    const asked = { queryText, dataset, ...(data && { data }) };
    const answer = await this.#deliver(this.#activities.search(occasion, asked), occasion);
    return answeredChoices(answer);
  }

  /** Installs or removes the app; in Teams the bot hears of it twice, by both activities. */
  async setInstalled(personKey: string, conversationId: string, installed: boolean): Promise<void> {
    const conversation = this.#book.of(personKey, conversationId);
    const occasion = this.#occasion(personKey, conversation);
    this.#book.setInstalled(conversation, installed);
    const members = this.#activities.membersChanged(occasion, installed ? 'membersAdded' : 'membersRemoved');
    const update = this.#activities.installation(occasion, installed ? 'add' : 'remove');
    await this.#gateway.deliver(members);
    await this.#gateway.deliver({ ...update, id: invokeId() });
    this.#store.tell({ kind: 'sandbox' });
  }

  /** A person takes back their own message. */
  async deleteOwn(personKey: string, messageId: string): Promise<void> {
    const { message, occasion } = this.#own(personKey, messageId);
    this.#store.remove(message);
    await this.#tellOfChange(this.#activities.messageChanged(occasion, messageId, 'softDeleteMessage'), occasion);
  }

  /** A person changes their own message; the bot hears of it, but Teams does not take it for a new command. */
  async editOwn(personKey: string, messageId: string, text: string): Promise<void> {
    const { message, occasion } = this.#own(personKey, messageId);
    this.#store.edit(message, { ...message.content, text });
    await this.#tellOfChange(this.#activities.messageChanged(occasion, messageId, 'editMessage', text), occasion);
  }

  /** Any activity of this person, with `changes` over it: for what Teams would never send. */
  async raw(personKey: string, conversationId: string, changes: Activity): Promise<InvokeAnswer> {
    const occasion = this.#occasion(personKey, this.#book.of(personKey, conversationId));
    return this.#gateway.deliver({ ...this.#activities.message(occasion, 'hello', []), ...changes });
  }

  async #deliver(
    activity: Activity,
    { person, conversation }: Occasion,
    heard?: (answer: InvokeAnswer) => void,
  ): Promise<InvokeAnswer> {
    if (!conversation.installed) {
      return unreachable;
    }
    const answer = await this.#gateway.deliver(activity, heard);
    if (activity['type'] === 'message' && (answer.status === 0 || answer.status >= 400)) {
      this.#store.tell({ kind: 'unreachable', personKey: person.key, conversationId: conversation.id });
    }
    return answer;
  }

  /** Of changes in chats of several people a bot hears nothing that it did not hear before; only personal chats count here. */
  async #tellOfChange(activity: Activity, { conversation }: Occasion): Promise<void> {
    if (conversation.kind === 'personal' && conversation.installed) {
      await this.#gateway.deliver(activity);
    }
  }

  #own(personKey: string, messageId: string): { message: StoredMessage; occasion: Occasion } {
    const { message, occasion } = this.#at(personKey, messageId);
    if (message.author.kind !== 'person' || message.author.key !== personKey) {
      throw new NotVisibleError('people can only change their own messages');
    }
    return { message, occasion };
  }

  #occasion(personKey: string, conversation: Conversation): Occasion {
    const person = this.#world.person(personKey);
    return { person, conversation, id: invokeId(), at: this.#world.clock.now() };
  }

  /** A message that the person can see, with what activities about it start from. */
  #at(personKey: string, messageId: string): { message: StoredMessage; occasion: Occasion } {
    const message = this.#store.findAnywhere(messageId);
    const conversation = message && this.#book.find(message.conversationId);
    const isMember = conversation?.memberKeys.includes(personKey);
    if (!message || !conversation || !isMember || !this.#store.isVisible(message, personKey)) {
      throw new NotVisibleError(`${personKey} sees no message ${messageId}`);
    }
    const threadId = conversation.kind === 'channel' ? (message.threadId ?? message.id) : undefined;
    return { message, occasion: { ...this.#occasion(personKey, conversation), threadId } };
  }
}
