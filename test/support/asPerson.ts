import type { Sandbox } from '../../sandbox/startSandbox';
import type { CardContent, Dialog, DialogAnswer, Inputs, VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import { buttonsOf, textOf } from './cardText';

/** What a person fills in to create a secret; everything has a fitting default. */
export interface Wishes {
  readonly application: string;
  readonly name: string;
  readonly description?: string;
  readonly expiration?: string;
  /** Id of a location of the world. */
  readonly location?: string;
  readonly vault?: boolean;
  readonly share?: boolean;
  /** Key of the person who will own the secret; the creator when left out. */
  readonly owner?: string;
  readonly preApprove?: boolean;
}

/** One person in one conversation, doing what people do: say, read, press. Every act goes over HTTP to the bot process. */
export class AsPerson {
  constructor(
    readonly sandbox: Sandbox,
    readonly key: string,
    readonly conversationId: string,
  ) {}

  get #simulator() {
    return this.sandbox.teams.simulator;
  }

  /** The same person in their personal chat. */
  get inPersonalChat(): AsPerson {
    return new AsPerson(this.sandbox, this.key, this.#simulator.personalChat(this.key));
  }

  /** Says something to the bot; mentions it where that is needed. */
  async say(text: string): Promise<void> {
    await this.#simulator.say(this.key, this.conversationId, text);
  }

  /** Everything this person sees here, oldest first. */
  messages(): readonly VisibleMessage[] {
    return this.#simulator.messagesFor(this.key, this.conversationId);
  }

  /** The newest message of the bot whose card or text holds all of `words`, as soon as there is one. */
  async sees(...words: string[]): Promise<VisibleMessage> {
    const fits = (message: VisibleMessage): boolean =>
      message.from.kind === 'bot' && !message.deleted && words.every((word) => readingOf(message).includes(word));
    return this.#simulator.waitFor(() => [...this.messages()].reverse().find(fits), {
      what: `${this.key} to see “${words.join('” and “')}”; the last messages were:\n${this.messages()
        .slice(-3)
        .map(readingOf)
        .join('\n---\n')}`,
    });
  }

  /** The newest message that says how a create of this name ended, if one does within `timeoutMs`. */
  async seesOutcome(name: string, timeoutMs: number): Promise<'Created' | 'Not created' | undefined> {
    const outcomeIn = (message: VisibleMessage): 'Created' | 'Not created' | undefined =>
      readingOf(message).includes(name)
        ? (['Not created', 'Created'] as const).find((outcome) => hasLine(message, outcome))
        : undefined;
    const probe = (): 'Created' | 'Not created' | undefined =>
      [...this.messages()]
        .reverse()
        .map(outcomeIn)
        .find((outcome) => outcome !== undefined);
    return this.#simulator.waitFor(probe, { timeoutMs, what: `what became of ${name}` }).catch(() => undefined);
  }

  /** Presses a button of a message that still has it. @returns the card that the bot answered with, if it was one. */
  async press(message: VisibleMessage, title: string, inputs: Inputs = {}): Promise<CardContent | undefined> {
    const answer = await this.#simulator.click(this.key, message.id, { title }, inputs);
    const { type, value } = (answer.body ?? {}) as { type?: string; value?: CardContent };
    return type === 'application/vnd.microsoft.card.adaptive' ? value : undefined;
  }

  /** As `sees`, for a message that has this button now. */
  async seesButton(title: string, ...words: string[]): Promise<VisibleMessage> {
    const fits = (message: VisibleMessage): boolean =>
      message.cards.some((card) => buttonsOf(card).includes(title)) &&
      words.every((word) => readingOf(message).includes(word));
    return this.#simulator.waitFor(() => [...this.messages()].reverse().find(fits), {
      what: `${this.key} to see “${title}” beside “${words.join('” and “')}”; the last messages were:\n${this.messages()
        .slice(-3)
        .map(readingOf)
        .join('\n---\n')}`,
    });
  }

  /** How often this person sees a message here that holds all of `words`. */
  countOf(...words: string[]): number {
    return this.messages().filter((message) => words.every((word) => readingOf(message).includes(word))).length;
  }

  /**
   * Takes hold of a button as it is now. Calling what comes back presses it, whatever the card shows by then: as from
   * a copy that was not brought up to date. @returns the answer, as text
   */
  hold(message: VisibleMessage, title: string): (inputs?: Inputs, as?: AsPerson) => Promise<string> {
    const button = buttonIn(message.cards, title);
    if (!button) throw new Error(`no button “${title}” on ${readingOf(message)}`);
    return async (inputs = {}, as = this) => {
      const { body } = await this.#simulator.deliver(as.key, as.conversationId, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        ...(as === this && { replyToId: message.id }),
        value: {
          action: { type: 'Action.Execute', verb: button.verb, data: { ...button.data, ...inputs } },
          trigger: 'manual',
        },
      });
      const { value } = (body ?? {}) as { value?: CardContent | string };
      return typeof value === 'string' ? value : textOf(value);
    };
  }

  /** Presses a button that opens a dialog. */
  openDialog(message: VisibleMessage, title: string): Promise<DialogAnswer> {
    return this.#simulator.openDialog(this.key, message.id, { title });
  }

  pressInDialog(dialog: Dialog, title: string): Promise<DialogAnswer> {
    return this.#simulator.submitDialog(this.key, dialog, { title });
  }

  /** Walks the wizard to its summary. @returns the wizard's message. */
  async fillIn(wishes: Wishes): Promise<VisibleMessage> {
    const { world } = this.sandbox;
    await this.say('create');
    const wizard = await this.sees('Which application');
    await this.press(wizard, 'Next', { application: world.application(wishes.application).objectId });
    await this.press(wizard, 'Next', {
      name: wishes.name,
      description: wishes.description ?? 'Used by the tests',
      location: wishes.location ?? 'dev',
      vault: String(wishes.vault ?? false),
      share: String(wishes.share ?? false),
      ...(wishes.expiration && { expiration: wishes.expiration }),
    });
    await this.press(wizard, 'Next', {
      owner: world.person(wishes.owner ?? this.key).objectId,
      preApprove: String(wishes.preApprove ?? false),
    });
    return wizard;
  }

  /** Creates a secret and waits until it is there. @returns its reference */
  async created(wishes: Wishes): Promise<string> {
    await this.create(wishes);
    const told = await this.sees('Created', wishes.name);
    const reference = /sb-[0-9A-Z]{8}/.exec(readingOf(told))?.[0];
    if (!reference) throw new Error(`no reference on ${readingOf(told)}`);
    return reference;
  }

  /** Creates a secret. @returns the carrier, ready to be opened. */
  async create(wishes: Wishes): Promise<VisibleMessage> {
    const wizard = await this.fillIn(wishes);
    await this.press(wizard, 'Submit');
    await this.#simulator.waitFor(() => world(this).includes(wishes.name), { what: 'the credential' });
    return this.carrierOf(wishes.name);
  }

  /** The private card that the value of this secret is opened from, once it is ready. */
  async carrierOf(name: string): Promise<VisibleMessage> {
    const isCarrier = (message: VisibleMessage): boolean =>
      readingOf(message).includes(name) &&
      !readingOf(message).includes('on its way') &&
      message.cards.some((card) => buttonsOf(card).includes('Reveal'));
    return this.#simulator.waitFor(() => [...this.messages()].reverse().find(isCarrier), {
      what: `the carrier of ${name}`,
    });
  }

  /** Opens the carrier's dialog and presses Show value. @returns the value and the dialog that shows it. */
  async reveal(carrier: VisibleMessage): Promise<{ value: string; dialog: Dialog }> {
    const first = await this.openDialog(carrier, 'Reveal');
    if (first.kind !== 'dialog') throw new Error(`no dialog opened: ${JSON.stringify(first)}`);
    const second = await this.pressInDialog(first.dialog, 'Show value');
    if (second.kind !== 'dialog') throw new Error(`no value page: ${JSON.stringify(second)}`);
    const value = valueOn(second.dialog);
    if (value === undefined) throw new Error(`no value on: ${textOf(second.dialog.card)}`);
    return { value, dialog: second.dialog };
  }
}

/** The Action.Execute with this title, wherever it is on the cards. */
function buttonIn(part: unknown, title: string): { verb: string; data: object } | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const { type, verb, data, title: own } = part as { type?: string; verb?: string; data?: object; title?: string };
  if (type === 'Action.Execute' && own === title && verb !== undefined) return { verb, data: data ?? {} };
  for (const inner of Object.values(part)) {
    const found = buttonIn(inner, title);
    if (found) return found;
  }
  return undefined;
}

/** Names of all credentials in the directory, as Entra has them. */
function world(person: AsPerson): string {
  return person.sandbox.world.applications
    .flatMap((application) => application.credentials.map((credential) => credential.displayName ?? ''))
    .join('\n');
}

function hasLine(message: VisibleMessage, line: string): boolean {
  return readingOf(message).split('\n').includes(line);
}

/** All that can be read in a message. */
export function readingOf(message: VisibleMessage): string {
  return [message.text, ...message.cards.map(textOf)].join('\n');
}

/** The value shown in a dialog, if it shows one. */
export function valueOn(dialog: Dialog): string | undefined {
  const body = (dialog.card['body'] ?? []) as readonly { id?: string; value?: string; items?: unknown }[];
  const search = (parts: unknown): string | undefined => {
    if (Array.isArray(parts)) return parts.map(search).find((found) => found !== undefined);
    if (typeof parts !== 'object' || parts === null) return undefined;
    const { id, value } = parts as { id?: unknown; value?: unknown };
    return id === 'value' && typeof value === 'string' ? value : search(Object.values(parts));
  };
  return search(body);
}
