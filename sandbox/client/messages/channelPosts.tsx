import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PageConversation, PageMessage } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { ComposeBox } from './composeBox.js';
import { Message } from './message.js';
import { PendingMessage } from './pendingMessage.js';
import { useStayAtEnd } from './useStayAtEnd.js';

/** A channel: posts, each with its thread under it. */
export function ChannelPosts({ conversation }: { conversation: PageConversation }): JSX.Element {
  const { state } = usePage();
  const messages = state.messages[conversation.id] ?? [];
  const pending = state.pending.filter((one) => one.conversationId === conversation.id && one.threadId === undefined);
  const scroller = useStayAtEnd([messages, pending.length]);
  // A private answer in a thread whose first message one cannot see stands by itself.
  const shown = new Set(messages.map(({ id }) => id));
  const posts = messages.filter(({ threadId }) => threadId === undefined || !shown.has(threadId));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section class="messages" ref={scroller} role="log" aria-label="Posts" tabIndex={0}>
      <ol class="post-list" aria-label={`Posts in ${conversation.title}`} data-testid="messages">
        {posts.length === 0 && <li class="messages-empty">Welcome to {conversation.title}. Start the first post.</li>}
        {posts.map((post) => (
          <Post
            key={post.id}
            post={post}
            replies={messages.filter(({ threadId }) => threadId === post.id)}
            conversation={conversation}
          />
        ))}
        {pending.map((one) => (
          <PendingMessage key={one.localId} pending={one} />
        ))}
      </ol>
    </section>
  );
}

interface PostProps {
  post: PageMessage;
  replies: readonly PageMessage[];
  conversation: PageConversation;
}

function Post({ post, replies, conversation }: PostProps): JSX.Element {
  const { state } = usePage();
  const [replying, setReplying] = useState(false);
  const pending = state.pending.filter(({ threadId }) => threadId === post.id);
  return (
    <li class="post" data-testid="post" data-thread-id={post.id}>
      <ol class="thread" aria-label={`Thread of ${post.from.name}`}>
        {[post, ...replies].map((message) => (
          <Message key={message.id} message={message} inChannel />
        ))}
        {pending.map((one) => (
          <PendingMessage key={one.localId} pending={one} />
        ))}
      </ol>
      {replying ? (
        <ComposeBox
          conversation={conversation}
          threadId={post.id}
          label="Reply"
          hint="Type @ to mention SecretBot"
          onSent={() => setReplying(false)}
        />
      ) : (
        <button type="button" class="link-button post-reply" onClick={() => setReplying(true)}>
          <Icon name="reply" /> Reply
        </button>
      )}
    </li>
  );
}
