import type { PageMessage } from '../client/pageApi';
import type { World } from '../world/world';
import type { StoredMessage } from './messageStore';

/** The message as this person sees it: with their own view of its cards. */
export function visibleMessage(world: World, message: StoredMessage, personKey: string): PageMessage {
  const { id, conversationId, threadId, author, content } = message;
  return {
    id,
    conversationId,
    ...(threadId !== undefined && { threadId }),
    from:
      author.kind === 'bot'
        ? { kind: 'bot', key: 'bot', name: world.bot.name }
        : { kind: 'person', key: author.key, name: world.person(author.key).displayName },
    sentAt: message.sentAt.toISOString(),
    edited: message.edited,
    deleted: message.deleted,
    targeted: message.targetedTo !== undefined,
    text: content.text,
    textFormat: content.textFormat,
    summary: content.summary,
    cards: message.views.get(personKey) ?? content.cards,
  };
}
