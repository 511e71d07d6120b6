import { JSDOM } from 'jsdom';
import MarkdownIt from 'markdown-it';
import type { Card } from '../../src/cards/renderCard';

const { window } = new JSDOM('<!doctype html><body></body>');
const classes = Object.getOwnPropertyNames(window).filter((name) => /^(HTML|SVG)?(\w*Element|Node)$/.test(name));
const globals = {
  window,
  document: window.document,
  ...Object.fromEntries(classes.map((name) => [name, window[name]])),
};

// The renderer looks for a browser's globals while it draws; other test files must not find them.
Object.assign(globalThis, globals);
afterAll(() => {
  for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
  window.close();
});

const adaptiveCards = require('adaptivecards/dist/adaptivecards.js') as typeof import('adaptivecards');
const teams = require('adaptivecards-designer/lib/hostConfigs/microsoft-teams-light.json') as object;
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
