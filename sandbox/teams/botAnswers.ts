import { asRecord } from './asRecord';
import type { CardContent, DialogAnswer, InvokeAnswer, SearchChoice } from './teamsSimulator';

/** Teams shows this many choices of a typeahead at most. */
export const mostChoices = 15;

/** The card of an `adaptiveCard/action` answer. @returns `undefined` for a toast or an error. */
export function answeredCard({ status, body }: InvokeAnswer): CardContent | undefined {
  const { statusCode, type, value } = asRecord(body);
  const isCard = status === 200 && statusCode === 200 && type === 'application/vnd.microsoft.card.adaptive';
  return isCard && typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** Titles and values of an `application/search` answer. */
export function answeredChoices({ status, body }: InvokeAnswer): readonly SearchChoice[] {
  const results: unknown = asRecord(asRecord(body)['value'])['results'];
  return (status === 200 && Array.isArray(results) ? results : [])
    .flatMap((result: unknown) => {
      const { title, value } = asRecord(result);
      return typeof title === 'string' && typeof value === 'string' ? [{ title, value }] : [];
    })
    .slice(0, mostChoices);
}

/** What a `task/fetch` or `task/submit` answer tells the client to do; an empty answer closes the dialog. */
export function answeredDialog({ status, body }: InvokeAnswer, conversationId: string): DialogAnswer {
  if (status < 200 || status > 299) {
    return { kind: 'failed', status };
  }
  const { type, value } = asRecord(asRecord(body)['task']);
  if (type === 'message' && typeof value === 'string') {
    return { kind: 'message', text: value };
  }
  if (type !== 'continue') {
    return { kind: 'closed' };
  }
  const { title, width, height, card } = asRecord(value);
  return {
    kind: 'dialog',
    dialog: {
      title: typeof title === 'string' ? title : '',
      card: asRecord(asRecord(card)['content']),
      conversationId,
      ...(isSize(width) && { width }),
      ...(isSize(height) && { height }),
    },
  };
}

function isSize(size: unknown): size is string | number {
  return typeof size === 'number' || typeof size === 'string';
}
