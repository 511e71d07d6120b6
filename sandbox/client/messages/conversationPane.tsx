import type { JSX } from 'preact';
import { ConversationAvatar } from '../chats/chatList.js';
import type { PageConversation, PagePerson } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import type { PageState } from '../state/pageState.js';
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
    return <section class="pane" />;
  }
  const isChannel = conversation.kind === 'channel';
  return (
    <section class="pane" aria-label={conversation.title}>
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
          <p>{subtitleOf(conversation, state.start.people)}</p>
        </div>
      </header>
      {isChannel ? <ChannelPosts conversation={conversation} /> : <MessageList conversation={conversation} />}
      <TypingLine conversationId={conversation.id} />
      <ComposeBox
        conversation={conversation}
        label={isChannel ? 'Start a new post' : 'Type a message'}
        hint={hintFor(conversation, state)}
      />
    </section>
  );
}

/** That SecretBot must be installed, and mentioned in groups; in the own chat what a newcomer does first, until they said something. */
function hintFor({ kind, id, installed }: PageConversation, { start: { me }, messages }: PageState): string {
  if (!installed) return 'SecretBot hears nothing here before you install it: choose “Sandbox”';
  if (kind !== 'personal') return 'SecretBot hears only messages that mention it: type @';
  if (messages[id]?.some(({ from }) => from.key === me.key)) return '';
  const others = `“You are ${me.name.split(' ')[0]}” lets you be somebody else`;
  return `Begin with “create” or “help”. ${others}; “Sandbox” skips time and makes things fail.`;
}

function subtitleOf({ kind, team, memberKeys, installed }: PageConversation, people: readonly PagePerson[]): string {
  const names = people.filter(({ key }) => memberKeys.includes(key)).map(({ name }) => name.split(' ')[0]);
  const who = { personal: 'App', groupChat: `${names.join(', ')} and SecretBot`, channel: team ?? '' }[kind];
  return installed ? who : `${who} · SecretBot is not installed here`;
}
