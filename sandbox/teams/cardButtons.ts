import { asRecord, textAt } from './asRecord';
import type { ButtonChoice, CardContent, Inputs } from './teamsSimulator';

/** A button of a card as its JSON has it. */
export interface CardButton {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The dialog type of an Action.Submit's `msteams` data. */
  readonly opensDialog: boolean;
  readonly sendsInputs: boolean;
}

/** Every button of the card, wherever it is. */
export function buttonsOf(card: CardContent): readonly CardButton[] {
  return everyObject(card).flatMap((candidate) => {
    const type = textAt(candidate, 'type') ?? '';
    return type === 'Action.Execute' || type === 'Action.Submit' ? [toButton(candidate, type)] : [];
  });
}

/** The one button that a person would press. @throws Error naming the buttons there are */
export function findButton(cards: readonly CardContent[], choice: ButtonChoice): CardButton {
  const all = cards.flatMap(buttonsOf);
  const wanted = 'title' in choice ? choice.title : choice.verb;
  const found = all.find((button) => ('title' in choice ? button.title : button.verb) === wanted);
  if (!found) {
    const there = all.map((button) => `"${button.title}" (${button.verb ?? button.type})`).join(', ');
    throw new Error(`There is no button ${JSON.stringify(choice)}. There is: ${there || 'none'}.`);
  }
  return found;
}

/** What pressing the button sends: its own data, and the card's inputs as they stand with `typed` over them. */
export function dataOf(cards: readonly CardContent[], button: CardButton, typed: Inputs): CardButton['data'] {
  return button.sendsInputs ? { ...button.data, ...initialInputs(cards), ...typed } : button.data;
}

/** The inputs' values before anybody types; a choice without a selection is not sent, as the renderer does it. */
export function initialInputs(cards: readonly CardContent[]): Inputs {
  return Object.fromEntries(
    cards.flatMap(everyObject).flatMap((element) => {
      const type = textAt(element, 'type') ?? '';
      const id = textAt(element, 'id');
      if (!type.startsWith('Input.') || id === undefined) {
        return [];
      }
      const value = textAt(element, 'value') ?? emptyValue(type, element);
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

/** The dataset and how many other inputs a typeahead input of the card sends along. */
export function typeaheadOf(cards: readonly CardContent[], inputId: string): { dataset: string; withInputs: boolean } {
  const input = cards.flatMap(everyObject).find((element) => element['id'] === inputId);
  const query = asRecord(input)['choices.data'];
  const dataset = textAt(query, 'dataset');
  if (dataset === undefined) {
    throw new Error(`The card has no typeahead input "${inputId}".`);
  }
  return { dataset, withInputs: textAt(query, 'associatedInputs') === 'auto' };
}

function toButton(action: CardContent, type: string): CardButton {
  const data = asRecord(action['data']);
  const own = { verb: textAt(action, 'verb') ?? textAt(data, 'verb'), id: textAt(action, 'id') };
  return {
    type,
    title: textAt(action, 'title') ?? '',
    ...(own.verb !== undefined && { verb: own.verb }),
    ...(own.id !== undefined && { id: own.id }),
    data,
    opensDialog: textAt(data['msteams'], 'type') === 'task/fetch',
    sendsInputs: textAt(action, 'associatedInputs')?.toLowerCase() !== 'none',
  };
}

function emptyValue(type: string, element: CardContent): string | undefined {
  if (type === 'Input.Toggle') {
    return textAt(element, 'valueOff') ?? 'false';
  }
  return type === 'Input.ChoiceSet' ? undefined : '';
}

/** The object and every object inside it, in reading order; not what buttons carry as data. */
function everyObject(thing: unknown): readonly CardContent[] {
  if (Array.isArray(thing)) {
    return thing.flatMap(everyObject);
  }
  if (typeof thing !== 'object' || thing === null) {
    return [];
  }
  const inside = Object.entries(thing).flatMap(([key, value]) => (key === 'data' ? [] : everyObject(value)));
  return [{ ...thing }, ...inside];
}
