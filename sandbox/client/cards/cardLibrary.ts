import type * as AdaptiveCardsLibrary from 'adaptivecards';

/**
 * The official renderer. The package has no build that a browser can import as a module, so the page loads its
 * script first, which leaves everything in one global object.
 */
declare global {
  var AdaptiveCards: typeof AdaptiveCardsLibrary;
}

export const cardLibrary = globalThis.AdaptiveCards;
