import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/startSandbox';
import type { Dialog, DialogAnswer, Inputs, VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import { applicationOf } from '../../sandbox/world/crowd';
import { buttonTitles, readingOf, valueOn } from './cardReading';
import type { Meter } from './meter';

/** Somebody waited for something that did not come: the journey ends here, and the person does something else. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

const LOOK_AGAIN_MS = 250;
const PATIENCE_MS = 30_000;
/** People look at what is at the end of their chat. */
const LOOKS_BACK = 40;

/** One of the crowd in their personal chat; every act is measured. */
export class Worker {
  readonly #chat: string;

  constructor(
    private readonly sandbox: Sandbox,
    readonly key: string,
    private readonly meter: Meter,
    /** True when everybody is told to go home. */
    private readonly isOver: () => boolean,
  ) {
    this.#chat = sandbox.teams.simulator.personalChat(key);
  }

  get objectId(): string {
    return this.sandbox.world.person(this.key).objectId;
  }

  get applicationId(): string {
    return this.sandbox.world.application(applicationOf(this.key)).objectId;
  }

  async say(text: string): Promise<void> {
    await this.meter.time('message', () => this.#simulator.say(this.key, this.#chat, text));
  }

  /** Presses a button of a message. @returns what the answer says, where it was a card */
  async press(message: VisibleMessage, title: string, inputs: Inputs = {}): Promise<string> {
    const answer = await this.meter.time('button', () =>
      this.#simulator.click(this.key, message.id, { title }, inputs),
    );
    if (answer.status !== 200) throw new GaveUp(`no answer to ${title}`);
    const { value } = (answer.body ?? {}) as { value?: unknown };
    return typeof value === 'object' ? readingOf({ text: '', cards: [value as Dialog['card']] }) : String(value ?? '');
  }

  async openDialog(message: VisibleMessage, title: string): Promise<Dialog> {
    return opened(
      await this.meter.time('dialog opens', () => this.#simulator.openDialog(this.key, message.id, { title })),
    );
  }

  /** Presses Show value. @returns the value, if it was shown, and what the page says */
  async showValue(dialog: Dialog): Promise<{ dialog: Dialog; value: string | undefined }> {
    const page = opened(
      await this.meter.time('value', () => this.#simulator.submitDialog(this.key, dialog, { title: 'Show value' })),
    );
    return { dialog: page, value: valueOn(page) };
  }

  async closeDialog(dialog: Dialog, title: string): Promise<void> {
    await this.meter.time('dialog closes', () => this.#simulator.submitDialog(this.key, dialog, { title }));
  }

  async search(message: VisibleMessage, inputId: string, text: string): Promise<void> {
    await this.meter.time('typeahead', () => this.#simulator.search(this.key, message.id, inputId, text));
  }

  messages(): readonly VisibleMessage[] {
    return this.#simulator.messagesFor(this.key, this.#chat);
  }

  /** The newest message of the bot that says all of `words` and, if asked, has a button. @throws GaveUp */
  async sees(words: readonly string[], button?: string): Promise<VisibleMessage> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline && !this.isOver()) {
      const found = this.find(words, button);
      if (found) return found;
      await delay(LOOK_AGAIN_MS);
    }
    throw new GaveUp(`${words.join(', ')}${button ? ` with ${button}` : ''}`);
  }

  find(words: readonly string[], button?: string): VisibleMessage | undefined {
    return this.messages()
      .slice(-LOOKS_BACK)
      .reverse()
      .find((message) => {
        if (message.from.kind !== 'bot' || message.deleted) return false;
        if (button && !buttonTitles(message).includes(button)) return false;
        const reading = readingOf(message);
        return words.every((word) => reading.includes(word));
      });
  }

  get #simulator() {
    return this.sandbox.teams.simulator;
  }
}

function opened(answer: DialogAnswer): Dialog {
  if (answer.kind === 'dialog') return answer.dialog;
  throw new GaveUp(`a dialog (${answer.kind})`);
}
