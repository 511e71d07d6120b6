import type { JSX } from 'preact';
import { Avatar } from '../messages/avatar.js';
import { shortTime } from '../messages/times.js';
import type { Card, PageConversation, PageMessage } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';

/** Chats, then the team with its channels. */
export function ChatList(): JSX.Element {
  const { conversations } = usePage().state.start;
  const chats = conversations.filter(({ kind }) => kind !== 'channel');
  const channels = conversations.filter(({ kind }) => kind === 'channel');
  const teams = [...new Set(channels.map(({ team = '' }) => team))];
  return (
    <nav class="chat-list" aria-label="Chats and channels">
      <h2 class="chat-list-title">Chat</h2>
      <ul>
        {chats.map((chat) => (
          <ChatItem key={chat.id} conversation={chat} />
        ))}
      </ul>
      {teams.map((team) => (
        <section key={team}>
          <h3 class="chat-list-team">
            <span class="team-mark" aria-hidden="true">
              {team.charAt(0)}
            </span>
            {team}
          </h3>
          <ul>
            {channels
              .filter((channel) => channel.team === team)
              .map((channel) => (
                <ChatItem key={channel.id} conversation={channel} />
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function ChatItem({ conversation }: { conversation: PageConversation }): JSX.Element {
  const { state, acts } = usePage();
  const { id, kind, title } = conversation;
  const last = state.messages[id]?.at(-1);
  const unread = state.unread[id] ?? 0;
  return (
    <li>
      <button
        type="button"
        class={`chat-item chat-item-${kind} ${unread > 0 ? 'chat-item-unread' : ''}`}
        aria-current={state.openId === id ? 'page' : undefined}
        data-testid="conversation"
        data-kind={kind}
        onClick={() => acts.open(id)}
      >
        {kind !== 'channel' && <ConversationAvatar conversation={conversation} />}
        <span class="chat-item-text">
          <span class="chat-item-title">{title}</span>
          {kind !== 'channel' && <span class="chat-item-last">{last ? preview(last) : 'No messages yet'}</span>}
        </span>
        {kind !== 'channel' && last && <span class="chat-item-time">{shortTime(last.sentAt)}</span>}
        {unread > 0 && (
          <span class="badge">
            {unread}
            <span class="hidden"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}

/** The bot's picture for a personal chat, people for a group chat. */
export function ConversationAvatar({ conversation }: { conversation: PageConversation }): JSX.Element {
  if (conversation.kind === 'personal') {
    return <Avatar who={{ key: 'bot', name: conversation.title }} />;
  }
  return (
    <span class="avatar avatar-usual avatar-group" aria-hidden="true">
      {conversation.kind === 'channel' ? '#' : <Icon name="people" />}
    </span>
  );
}

function preview({ from, text, summary, cards, deleted }: PageMessage): string {
  if (deleted) {
    return 'This message has been deleted';
  }
  const plain = text.replaceAll(/<\/?at>/g, '').replaceAll(/[*_`\\]/g, '');
  return `${from.name.split(' ')[0]}: ${plain || summary || cards.map(cardWords).join(' ')}`;
}

/** A card in a few words: what it says aloud, else its first text. */
function cardWords({ speak, body }: Card): string {
  if (typeof speak === 'string' && speak !== '') {
    return speak;
  }
  const parts: unknown[] = Array.isArray(body) ? body : [];
  const texts = parts.map((part) => (Object(part) as { text?: unknown }).text);
  return texts.find((text) => typeof text === 'string') ?? 'Sent a card';
}
