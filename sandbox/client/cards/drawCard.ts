import type { AdaptiveCard, Input } from 'adaptivecards';
import type { Card, PageClick } from '../pageApi.js';
import type { Theme } from '../shell/theme.js';
import { cardLibrary } from './cardLibrary.js';
import { choiceInput, type FindChoices } from './choiceInput.js';
import { hostConfigFor } from './hostConfig.js';
import { toHtml } from './markdown.js';
import { markMentions } from './markMentions.js';

/** What a pressed button asks the page to do. */
export type CardPress = { readonly kind: 'execute' | 'submit' | 'dialog'; readonly click: PageClick };

export interface CardUse {
  readonly card: Card;
  readonly theme: Theme;
  readonly find: FindChoices;
  readonly onPress: (press: CardPress) => void;
  /** What is typed already, by input id; put back after a change of theme. */
  readonly typed: Readonly<Record<string, string>>;
}

/** A card as it is on the page. */
export interface DrawnCard {
  readonly element: HTMLElement;
  /** What the inputs hold now. */
  typed(): Record<string, string>;
}

cardLibrary.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};

/** Draws a card with the official renderer. @throws when the renderer can draw nothing */
export async function drawCard({ card, theme, find, onPress, typed }: CardUse): Promise<DrawnCard> {
  const drawing = new cardLibrary.AdaptiveCard();
  drawing.hostConfig = await hostConfigFor(theme);
  const context = new cardLibrary.SerializationContext();
  const elements = new cardLibrary.CardObjectRegistry();
  cardLibrary.GlobalRegistry.elements.copyTo(elements as never);
  elements.register('Input.ChoiceSet', choiceInput(find) as never);
  context.setElementRegistry(elements as never);
  drawing.onExecuteAction = (action) => {
    if (action instanceof cardLibrary.ExecuteAction) {
      const { verb, id, data } = action;
      onPress({ kind: 'execute', click: { ...(verb && { verb }), ...(id && { id }), data: { ...data } } });
    } else if (action instanceof cardLibrary.SubmitAction) {
      const data: Record<string, unknown> = { ...action.data };
      onPress({ kind: opensDialog(data) ? 'dialog' : 'submit', click: { data } });
    } else if (action instanceof cardLibrary.OpenUrlAction && action.url) {
      window.open(action.url, '_blank', 'noopener');
    }
  };
  drawing.parse(withTyped(card, typed), context);
  const element = drawing.render();
  if (!element) {
    throw new Error('The card could not be drawn.');
  }
  // The renderer names the card by what it would speak, and a name needs something that has one.
  element.setAttribute('role', 'group');
  markMentions(element, card);
  return { element, typed: () => valuesOf(drawing) };
}

function opensDialog(data: Readonly<Record<string, unknown>>): boolean {
  const { type } = Object(data['msteams']) as { type?: unknown };
  return type === 'task/fetch';
}

function valuesOf(drawing: AdaptiveCard): Record<string, string> {
  const inputs: readonly Input[] = drawing.getAllInputs();
  return Object.fromEntries(
    inputs.flatMap(({ id, value }) => (id ? [[id, value === undefined ? '' : String(value)]] : [])),
  );
}

/** The card with what is typed as the inputs' values. */
function withTyped(thing: Card, typed: CardUse['typed']): Card {
  const put = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(put);
    }
    if (typeof part !== 'object' || part === null) {
      return part;
    }
    const copy: Record<string, unknown> = Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, key === 'data' ? value : put(value)]),
    );
    const value = typed[String(copy['id'])];
    const isInput = typeof copy['type'] === 'string' && copy['type'].startsWith('Input.');
    return isInput && value !== undefined ? { ...copy, value } : copy;
  };
  return put(thing) as Card;
}
