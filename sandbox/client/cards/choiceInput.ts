import type { ChoiceSetInput } from 'adaptivecards';
import { cardLibrary } from './cardLibrary.js';
import { Combobox, type ComboboxChoice } from './combobox.js';

/** Asks for the choices of a typeahead input. `data` has the card's inputs where the input wants them sent. */
export type FindChoices = (question: {
  readonly dataset: string;
  readonly queryText: string;
  readonly data?: Readonly<Record<string, unknown>>;
}) => Promise<readonly ComboboxChoice[]>;

/**
 * Input.ChoiceSet as Teams has it. The renderer's own typeahead submits the title instead of the value, so a choice
 * with `choices.data`, and one in the filtered style, is a combobox of ours; every other is the renderer's.
 */
export function choiceInput(find: FindChoices): new () => ChoiceSetInput {
  return class ChoiceInput extends cardLibrary.ChoiceSetInput {
    #query: { dataset: string; withInputs: boolean } | undefined;
    #combobox: Combobox | undefined;

    /** `choices.data` came with version 1.6; Teams takes it in cards of 1.5 too. */
    protected override internalParse(
      source: Record<string, unknown>,
      context: Parameters<ChoiceSetInput['parse']>[1] & object,
    ): void {
      super.internalParse(source, context);
      const query = Object(source['choices.data']) as { dataset?: unknown; associatedInputs?: unknown };
      if (typeof query.dataset === 'string') {
        this.#query = { dataset: query.dataset, withInputs: query.associatedInputs === 'auto' };
      }
    }

    protected override internalRender(): HTMLElement | undefined {
      if (!this.#query && (this.style !== 'filtered' || this.isMultiSelect)) {
        return super.internalRender();
      }
      this.#combobox = new Combobox({
        placeholder: this.placeholder ?? '',
        value: this.defaultValue,
        find: (typed) => this.#find(typed),
        onChange: () => this.valueChanged(),
      });
      return this.#combobox.element;
    }

    /** The renderer labels the element it was given; the label belongs to the text field inside. */
    protected override updateInputControlAriaLabelledBy(): void {
      super.updateInputControlAriaLabelledBy();
      this.#combobox?.takeLabel();
    }

    override focus(): void {
      if (this.#combobox) {
        this.#combobox.input.focus();
      } else {
        super.focus();
      }
    }

    override isSet(): boolean {
      return this.#combobox ? this.value !== undefined : super.isSet();
    }

    override get value(): string | undefined {
      return this.#combobox ? this.#combobox.value : super.value;
    }

    /** The card's own choices that fit, then what the search finds. */
    async #find(typed: string): Promise<readonly ComboboxChoice[]> {
      const own = this.choices
        .map(({ title = '', value = '' }) => ({ title, value }))
        .filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()));
      if (!this.#query) {
        return own;
      }
      const { dataset, withInputs } = this.#query;
      const found = await find({ dataset, queryText: typed, ...(withInputs && { data: this.#otherInputs() }) });
      const values = new Set(own.map(({ value }) => value));
      return [...own, ...found.filter(({ value }) => !values.has(value))];
    }

    #otherInputs(): Record<string, unknown> {
      const inputs = this.getRootElement().getAllInputs();
      return Object.fromEntries(
        inputs.filter(({ id }) => id && id !== this.id).map(({ id = '', value }) => [id, value]),
      );
    }
  };
}
