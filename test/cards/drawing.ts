import { readFileSync } from 'node:fs';
import type * as AdaptiveCards from 'adaptivecards';
import teams from 'adaptivecards-designer/lib/hostConfigs/microsoft-teams-light.json';
import { JSDOM } from 'jsdom';
import MarkdownIt from 'markdown-it';
import type { Card } from '../../src/cards/renderCard';

const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
window.eval(readFileSync(require.resolve('adaptivecards/dist/adaptivecards.js'), 'utf8'));
const adaptiveCards = window['AdaptiveCards'] as typeof AdaptiveCards;
const markdown = new MarkdownIt({ html: false });

adaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/** Right for most choice sets, but those with `choices.data` are filled while a person types. */
const FILLED_BY_SEARCH = 'An Input.ChoiceSet must have at least one choice defined.';

/** A card as the official renderer draws it, with everything that the renderer found wrong. */
export interface Drawing {
  readonly element: HTMLElement;
  readonly complaints: readonly string[];
}

/** Draws the card with the official renderer, Teams' host configuration, and a markdown reader like Teams'. */
export function draw(card: Card): Drawing {
  // `choices.data` came with version 1.6; Teams knows it in cards of version 1.5.
  const version = new adaptiveCards.Version(1, 6);
  const context = new adaptiveCards.SerializationContext(version);
  const drawn = new adaptiveCards.AdaptiveCard();
  drawn.hostConfig = new adaptiveCards.HostConfig(teams);
  drawn.parse({ ...card, version: '1.6' }, context);
  const element = drawn.render();
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index)?.message ?? '');
  const invalid = drawn
    .validateProperties()
    .validationEvents.map(({ message }) => message)
    .filter((message) => message !== FILLED_BY_SEARCH);
  if (!element) throw new Error('nothing was drawn');
  return { element, complaints: [...events, ...invalid] };
}
