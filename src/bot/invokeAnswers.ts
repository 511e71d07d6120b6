import type { InvokeResponse } from 'botbuilder';
import type { Card } from '../cards/renderCard';
import type { ClickAnswer } from './clickTable';
import type { DialogAnswer } from './dialogTable';
import type { Choice } from './searches';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/*
 * What Teams expects as answers to invokes: HTTP 200 whenever our code ran, with the outcome in the body. The SDK's
 * own wrapping would turn an outcome of 400 into HTTP 400.
 */

/** To a clicked button: a card in place of the clicked one, or a short message. */
export function toClick(answer: ClickAnswer): InvokeResponse {
  if ('card' in answer) return ok({ statusCode: 200, type: CARD_TYPE, value: answer.card });
  return ok({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.toast });
}

/** To a dialog that is opened or goes on. An empty body closes it. */
export function toDialog(answer: DialogAnswer, title: string): InvokeResponse {
  if (answer === 'close') return { status: 200 };
  return ok({
    task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card: attachment(answer.page) } },
  });
}

/** To a dialog that cannot go on: a sentence instead of a page. */
export function toDialogMessage(text: string): InvokeResponse {
  return ok({ task: { type: 'message', value: text } });
}

/** To a typeahead. */
export function toSearch(results: readonly Choice[]): InvokeResponse {
  return ok({ statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } });
}

/** To a typeahead that could not be answered. */
export function toFailedSearch(message: string): InvokeResponse {
  return ok({ statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: '500', message } });
}

function ok(body: unknown): InvokeResponse {
  return { status: 200, body };
}

function attachment(content: Card) {
  return { contentType: CARD_TYPE, content };
}
