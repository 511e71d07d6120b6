import type { Card } from '../../../src/cards/renderCard';
import { faultsOfCard } from '../../cards/cardFaults';
import { stringsOf } from '../../cards/cardParts';

/** What the bot answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Refused, or 501 for an invoke that Teams has for other kinds of bots. 413 and 431 are the server's. */
const REFUSALS: readonly number[] = [400, 401, 403, 413, 501];
const CARD = 'application/vnd.microsoft.card.adaptive';
const TYPES: readonly string[] = [
  CARD,
  'application/vnd.microsoft.activity.message',
  'application/vnd.microsoft.search.searchResponse',
  'application/vnd.microsoft.error',
];

/** What is wrong with an answer, whoever got it; nothing where it is a refusal or a whole answer. */
export function faultsOfAnswer({ status, text }: Answered): readonly string[] {
  if (REFUSALS.includes(status)) return text === '' ? [] : ['a refusal says something'];
  if (status !== 200) return [`status ${status}`];
  return text === '' ? [] : faultsOfBody(JSON.parse(text));
}

/** What is wrong with a message that was sent to the chat. */
export function faultsOfMessage(body: unknown): readonly string[] {
  const { attachments = [] } = body as { attachments?: readonly { contentType?: string; content?: Card }[] };
  return attachments.flatMap(({ contentType, content }) =>
    contentType === CARD && content ? faultsOfCard(content, 'chat') : ['an attachment that is no card'],
  );
}

function faultsOfBody(body: Record<string, unknown>): readonly string[] {
  const task = body['task'] as { type?: unknown; value?: unknown } | undefined;
  if (task) return faultsOfTask(task);
  const { statusCode, type, value } = body;
  if (typeof statusCode !== 'number' || !TYPES.includes(String(type))) return [`an answer of type ${String(type)}`];
  // Ours of 500 says in Teams' own form that a typeahead could not be answered; no other may.
  if (statusCode !== 200 && type !== 'application/vnd.microsoft.error') return [`statusCode ${statusCode}`];
  if (type === CARD) return faultsOfCard(value as Card, 'chat');
  return stringsOf(value).some((each) => each.length > 4_000) ? ['a message without end'] : [];
}

function faultsOfTask({ type, value }: { type?: unknown; value?: unknown }): readonly string[] {
  if (type === 'message') return typeof value === 'string' && /\w/.test(value) ? [] : ['a dialog that says nothing'];
  const { card } = value as { card?: { content?: Card } };
  return card?.content ? faultsOfCard(card.content, 'dialog') : ['a dialog without a card'];
}
