import { type ExecuteVerb, executePayloads } from '../../src/cards/actions';
import type { Card } from '../../src/cards/renderCard';

interface Element {
  readonly type?: string;
  readonly id?: string;
  readonly text?: string;
  readonly title?: string;
  readonly style?: string;
  readonly color?: string;
  readonly value?: string;
  readonly verb?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly associatedInputs?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
}

/** A card as a person sees and uses it. */
export class CardView {
  private readonly elements: readonly Element[];

  constructor(readonly card: Card) {
    this.elements = [...elementsIn(card['body']), ...elementsIn(card['actions'])];
  }

  get heading(): string | undefined {
    return this.elements.find(({ style, type }) => type === 'TextBlock' && style === 'heading')?.text;
  }

  get text(): string {
    return this.elements
      .flatMap(({ text, title, value, type }) => (type?.startsWith('Input.') ? [] : [text, title, value]))
      .join('\n');
  }

  get buttons(): readonly (string | undefined)[] {
    return this.elements.filter(({ type }) => type === 'Action.Execute').map(({ title }) => title);
  }

  /** What stands in the inputs. */
  get typed(): Readonly<Record<string, string>> {
    const inputs = this.elements.filter(({ type }) => type?.startsWith('Input.'));
    return Object.fromEntries(inputs.map(({ id = '', value = '' }) => [id, value]));
  }

  choicesOf(id: string): readonly string[] {
    return (this.elements.find((element) => element.id === id)?.choices ?? []).map(({ title }) => title);
  }

  /** The sentences in the colour of faults directly under an input. */
  faultsUnder(id: string): readonly string[] {
    const after = this.elements.slice(this.elements.findIndex((element) => element.id === id) + 1);
    const end = after.findIndex(({ color }) => color !== 'Attention');
    return after.slice(0, end < 0 ? undefined : end).flatMap(({ text }) => text ?? []);
  }

  /** What Teams sends when the button is pressed with this typed over what stands in the inputs. */
  press(title: string, typed: Readonly<Record<string, string>> = {}): { verb: ExecuteVerb; payload: object } {
    const button = this.elements.find((element) => element.type === 'Action.Execute' && element.title === title);
    if (button?.verb === undefined) throw new Error(`no button "${title}", only ${this.buttons.join(', ')}`);
    const verb = button.verb as ExecuteVerb;
    // Teams leaves empty inputs out.
    const inputs = Object.entries({ ...this.typed, ...typed }).filter(([, value]) => value !== '');
    const sent = button.associatedInputs === 'none' ? [] : inputs;
    return { verb, payload: executePayloads[verb].parse({ ...button.data, ...Object.fromEntries(sent) }) };
  }
}

function elementsIn(value: unknown): readonly Element[] {
  if (Array.isArray(value)) return value.flatMap(elementsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { choices: _choices, 'choices.data': _query, data: _data, ...nested } = value as Record<string, unknown>;
  return [
    value as Element,
    ...Object.values(nested).flatMap((child) => (typeof child === 'object' ? elementsIn(child) : [])),
  ];
}
