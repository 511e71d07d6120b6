import type { JSX } from 'preact';
import type { PageConversation, PageMessage } from '../pageApi.js';
import { usePage } from '../state/usePage.js';
import { Message } from './message.js';
import { PendingMessage } from './pendingMessage.js';
import { dayName } from './times.js';
import { useStayAtEnd } from './useStayAtEnd.js';

/** How long two messages of one author may be apart and still share their name and picture. */
const togetherMs = 5 * 60_000;

/** A chat: bubbles from top to bottom. */
export function MessageList({ conversation }: { conversation: PageConversation }): JSX.Element {
  const { state } = usePage();
  const messages = state.messages[conversation.id] ?? [];
  const pending = state.pending.filter(({ conversationId }) => conversationId === conversation.id);
  const scroller = useStayAtEnd([messages, pending.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section class="messages" ref={scroller} role="log" aria-label="Messages" tabIndex={0}>
      <ol class="message-list" aria-label={`Messages in ${conversation.title}`} data-testid="messages">
        {messages.length === 0 && <li class="messages-empty">This is the beginning of {conversation.title}.</li>}
        {messages.map((message, index) => {
          const before = messages[index - 1];
          return [
            (!before || dayName(before.sentAt) !== dayName(message.sentAt)) && (
              <li key={`day-${message.id}`} class="day">
                <span>{dayName(message.sentAt)}</span>
              </li>
            ),
            <Message key={message.id} message={message} continues={continues(before, message)} />,
          ];
        })}
        {pending.map((one) => (
          <PendingMessage key={one.localId} pending={one} />
        ))}
      </ol>
    </section>
  );
}

function continues(before: PageMessage | undefined, message: PageMessage): boolean {
  return (
    before !== undefined &&
    before.from.key === message.from.key &&
    before.targeted === message.targeted &&
    Date.parse(message.sentAt) - Date.parse(before.sentAt) < togetherMs
  );
}
