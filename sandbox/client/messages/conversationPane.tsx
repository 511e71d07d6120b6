import type { JSX } from 'preact';
import { ConversationAvatar } from '../chats/chatList.js';
import type { PageConversation } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { ChannelPosts } from './channelPosts.js';
import { ComposeBox } from './composeBox.js';
import { MessageList } from './messageList.js';
import { TypingLine } from './typingLine.js';

/** The open conversation: its head, its messages and the box to write in. */
export function ConversationPane(): JSX.Element {
  const { state, acts } = usePage();
  const conversation = state.start.conversations.find(({ id }) => id === state.openId);
  if (!conversation) {
    return <main class="pane" />;
  }
  const isChannel = conversation.kind === 'channel';
  return (
    <main class="pane" aria-label={conversation.title}>
      <header class="pane-head">
        <button
          type="button"
          class="icon-button pane-back"
          aria-label="Back to the list"
          onClick={() => acts.showList()}
        >
          <Icon name="back" />
        </button>
        <ConversationAvatar conversation={conversation} />
        <div class="pane-names">
          <h2>{conversation.title}</h2>
          <p>{subtitleOf(conversation, state.start.people.length)}</p>
        </div>
      </header>
      {isChannel ? <ChannelPosts conversation={conversation} /> : <MessageList conversation={conversation} />}
      <TypingLine conversationId={conversation.id} />
      <ComposeBox
        conversation={conversation}
        label={isChannel ? 'Start a new post' : 'Type a message'}
        hint={conversation.kind === 'personal' ? '' : 'Type @ to mention SecretBot: it hears nothing else'}
      />
    </main>
  );
}

function subtitleOf({ kind, team, memberKeys, installed }: PageConversation, everybody: number): string {
  const missing = installed ? '' : ' · SecretBot is not installed here';
  if (kind === 'personal') {
    return `App${missing}`;
  }
  const people = memberKeys.length === everybody ? 'everybody' : `${memberKeys.length} people`;
  return `${team === undefined ? '' : `${team} · `}${people} and SecretBot${missing}`;
}
