/** One thing to choose. */
export interface ComboboxChoice {
  readonly title: string;
  readonly value: string;
}

export interface ComboboxOptions {
  readonly placeholder: string;
  readonly value: string | undefined;
  /** Finds choices for what was typed; may take a while. */
  readonly find: (typed: string) => Promise<readonly ComboboxChoice[]>;
  readonly onChange: () => void;
}

/** Typing pauses this long before the search starts. */
const pauseMs = 200;

/** Makes each listbox's id its own, however many cards have an input of the same name. */
let lastList = 0;

/**
 * A text field that suggests choices, after the ARIA combobox pattern (list autocomplete, one choice). What counts is
 * the chosen value, never the text: text that is no choice stays in sight, and counts as none, as in Teams.
 */
export class Combobox {
  readonly element: HTMLDivElement;
  readonly input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #status: HTMLDivElement;
  readonly #options: ComboboxOptions;
  #choices: readonly ComboboxChoice[] = [];
  #chosen: ComboboxChoice | undefined;
  #active = -1;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ComboboxOptions) {
    this.#options = options;
    const listId = `choices-${++lastList}`;
    this.#list = Object.assign(document.createElement('ul'), { id: listId, className: 'combobox-list', hidden: true });
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', 'Suggestions');
    this.#status = Object.assign(document.createElement('div'), { className: 'combobox-status' });
    this.#status.setAttribute('role', 'status');
    this.input = this.#newInput(listId);
    this.element = Object.assign(document.createElement('div'), { className: 'combobox' });
    this.element.append(this.input, this.#list, this.#status);
    void this.#showInitial(options.value);
  }

  /** The chosen value; `undefined` while nothing is chosen. */
  get value(): string | undefined {
    return this.#chosen?.value;
  }

  /** Moves the id and the label that were given to the whole element to its text field. */
  takeLabel(): void {
    for (const name of ['id', 'aria-labelledby', 'aria-describedby']) {
      const value = this.element.getAttribute(name);
      if (value !== null) {
        this.input.setAttribute(name, value);
        this.element.removeAttribute(name);
      }
    }
  }

  #newInput(listId: string): HTMLInputElement {
    const { placeholder } = this.#options;
    const input = document.createElement('input');
    Object.assign(input, {
      type: 'text',
      placeholder,
      autocomplete: 'off',
      className: 'ac-input combobox-input',
    });
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': listId,
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('keydown', (event) => this.#pressed(event));
    input.addEventListener('click', () => this.#open());
    input.addEventListener('blur', () => this.#left());
    return input;
  }

  /** Shows the title of a value that was set before; the search tells it when the value alone is known. */
  async #showInitial(value: string | undefined): Promise<void> {
    if (!value) {
      return;
    }
    this.#chosen = { title: value, value };
    const found = (await this.#options.find('')).find((choice) => choice.value === value);
    if (found && this.#chosen?.value === value) {
      this.#chosen = found;
    }
    if (this.#chosen?.value === value && document.activeElement !== this.input) {
      this.input.value = this.#chosen.title;
    }
  }

  /** Other text than the choice's own takes the choice back. */
  #typed(): void {
    if (this.input.value !== this.#chosen?.title) {
      this.#set(undefined);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(), pauseMs);
  }

  #open(): void {
    if (this.#list.hidden) {
      void this.#search();
    }
  }

  /** Only the answer to the last question counts. */
  async #search(): Promise<void> {
    const question = ++this.#asked;
    const isUntouched = this.input.value === this.#chosen?.title;
    this.#say('Searching…');
    const found = await this.#options.find(isUntouched ? '' : this.input.value.trim()).catch(() => undefined);
    if (question !== this.#asked || document.activeElement !== this.input) {
      return;
    }
    this.#choices = found ?? [];
    this.#active = -1;
    this.#draw();
    if (found) {
      this.#say(found.length === 0 ? 'No matches' : `${found.length} found`, found.length > 0);
    } else {
      this.#say("The search doesn't work right now. Please try again.");
    }
  }

  #draw(): void {
    const items = this.#choices.map((choice, index) => {
      const item = document.createElement('li');
      Object.assign(item, { id: `${this.#list.id}-${index}`, className: 'combobox-option' });
      item.append(...optionLines(choice.title));
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(index === this.#active));
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
        this.#choose(choice);
      });
      return item;
    });
    this.#list.replaceChildren(...items);
    this.#show(items.length > 0);
    const active = items[this.#active];
    active?.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', active?.id ?? '');
  }

  #pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.#move(step);
    } else if (event.key === 'Enter' && !this.#list.hidden) {
      event.preventDefault();
      this.#choose(this.#choices[Math.max(this.#active, 0)]);
    } else if (event.key === 'Escape' && !this.#list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.#show(false);
    }
  }

  #move(step: number): void {
    if (this.#list.hidden) {
      this.#open();
      return;
    }
    const count = this.#choices.length;
    this.#active = this.#active < 0 && step < 0 ? count - 1 : (this.#active + step + count) % count;
    this.#draw();
  }

  #choose(choice: ComboboxChoice | undefined): void {
    this.#set(choice);
    this.input.value = choice?.title ?? '';
    this.#show(false);
    this.#say('');
  }

  /** A text that names one choice exactly counts as that choice; any other stays as it is. */
  #left(): void {
    clearTimeout(this.#timer);
    const text = this.input.value.trim().toLowerCase();
    const named = this.#choices.filter(({ title }) => title.toLowerCase() === text);
    if (!this.#chosen && named.length === 1) {
      this.#set(named[0]);
    }
    this.input.value = this.#chosen?.title ?? this.input.value;
    this.#show(false);
    this.#say('');
  }

  #set(choice: ComboboxChoice | undefined): void {
    if (choice?.value !== this.#chosen?.value) {
      this.#chosen = choice;
      this.#options.onChange();
    }
  }

  #show(shown: boolean): void {
    this.#list.hidden = !shown;
    this.input.setAttribute('aria-expanded', String(shown));
  }

  #say(text: string, onlyForReaders = false): void {
    this.#status.textContent = text;
    this.#status.classList.toggle('hidden', onlyForReaders || text === '');
  }
}

const titleWithDetail = /^(.+) \((.+)\)$/s;

/** The name, and below it what sets it apart from others of that name, where the title has it in brackets at its end. */
function optionLines(title: string): readonly (HTMLElement | string)[] {
  const [, name, detail] = titleWithDetail.exec(title) ?? [];
  if (name === undefined || detail === undefined) {
    return [title];
  }
  return [`${name} `, Object.assign(document.createElement('small'), { textContent: detail, title: detail })];
}
