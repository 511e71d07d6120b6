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

/** How patient people are, in milliseconds. */
export interface Patience {
  /** How long they look for what should come, and how long they go on pressing a button that is not answered. */
  readonly patienceMs: number;
  /** When everybody must have gone home; `undefined` before it is time. */
  readonly end: () => number | undefined;
}

const LOOK_AGAIN_MS = 250;
/** Before a button is pressed again that was not answered. */
const PRESS_AGAIN_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** People look at what is at the end of their chat. */
const LOOKS_BACK = 40;

/** One of the crowd in their personal chat; every act is measured. */
export class Worker {
  readonly #chat: string;
  /** How many messages there were when they last said something. */
  #read = 0;

  constructor(
    private readonly sandbox: Sandbox,
    readonly key: string,
    private readonly meter: Meter,
    private readonly patience: Patience,
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
    this.#read = this.messages().length;
    await this.meter.time('message', () => this.#simulator.say(this.key, this.#chat, text));
  }

  /**
   * Presses a button of a message: again while there is no answer, and once more after a wait that the bot asks for.
   * `must`: also when it is time to go home, because what it does must be known.
   *
   * @returns what the answer says, where it was a card
   * @throws GaveUp
   */
  async press(message: VisibleMessage, title: string, inputs: Inputs = {}, { must = false } = {}): Promise<string> {
    const deadline = Date.now() + this.patience.patienceMs;
    for (;;) {
      const click = () => this.#simulator.click(this.key, message.id, { title }, inputs);
      const { status, body } = await this.meter.time('button', click, (answer) => answer.status === 200);
      const said = status === 200 ? saidIn(body) : undefined;
      if (said !== undefined && !(await this.#heeds(said))) return said;
      if (said === undefined) this.meter.count('button without an answer');
      if (Date.now() > (must ? deadline : this.#before(deadline))) throw new GaveUp(`no answer to ${title}`);
      await delay(PRESS_AGAIN_MS);
    }
  }

  async openDialog(message: VisibleMessage, title: string): Promise<Dialog> {
    return this.#opened(
      await this.meter.time('dialog opens', () => this.#simulator.openDialog(this.key, message.id, { title })),
    );
  }

  /** Presses Show value. @returns the value, if it was shown, and what the page says */
  async showValue(dialog: Dialog): Promise<{ dialog: Dialog; value: string | undefined }> {
    const page = await this.#opened(
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
    return this.seesOne([words], button);
  }

  /** As `sees`, for the first of several things that may come. @throws GaveUp */
  async seesOne(things: readonly (readonly string[])[], button?: string): Promise<VisibleMessage> {
    const words = things[0] ?? [];
    const deadline = Date.now() + this.patience.patienceMs;
    while (Date.now() < this.#before(deadline)) {
      for (const thing of things) {
        const found = this.find(thing, thing === words ? button : undefined);
        if (found) return found;
      }
      const asked = this.messages()
        .slice(this.#read)
        .map(readingOf)
        .find((said) => waitIn(said) !== undefined);
      if (asked !== undefined) {
        await this.#heeds(asked);
        break;
      }
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

  /** The earlier of a deadline and the end of the day. */
  #before(deadline: number): number {
    return Math.min(deadline, this.patience.end() ?? deadline);
  }

  /** Waits when the bot asks for it. @returns whether it did @throws GaveUp when it is longer than anybody waits */
  async #heeds(said: string): Promise<boolean> {
    const wait = waitIn(said);
    if (wait === undefined) return false;
    this.meter.count('asked to wait');
    if (Date.now() + wait > this.#before(Date.now() + LONGEST_WAIT_MS)) throw new GaveUp('a long wait');
    await delay(wait);
    return true;
  }

  async #opened(answer: DialogAnswer): Promise<Dialog> {
    if (answer.kind === 'dialog') return answer.dialog;
    if (answer.kind === 'failed') this.meter.count('dialog without an answer');
    if (answer.kind === 'message') await this.#heeds(answer.text);
    throw new GaveUp(`a dialog (${answer.kind})`);
  }

  get #simulator() {
    return this.sandbox.teams.simulator;
  }
}

function saidIn(body: unknown): string {
  const { value } = (body ?? {}) as { value?: unknown };
  return typeof value === 'object' ? readingOf({ text: '', cards: [value as Dialog['card']] }) : String(value ?? '');
}

const UNITS_MS = { second: 1_000, minute: 60_000, hour: 3_600_000 } as const;

/** How long the bot asks to wait, in milliseconds; `undefined` when it does not. */
function waitIn(said: string): number | undefined {
  const [, count, unit] = /Please wait (\d+) (second|minute|hour)s? and try again/.exec(said) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
