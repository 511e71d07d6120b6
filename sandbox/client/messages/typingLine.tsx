import type { JSX } from 'preact';
import { usePage } from '../state/usePage.js';

/** "SecretBot is typing", while it says so. */
export function TypingLine({ conversationId }: { conversationId: string }): JSX.Element {
  const { state } = usePage();
  const isTyping = (state.typing[conversationId] ?? 0) > 0;
  return (
    <p class="typing" role="status">
      {isTyping && (
        <>
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {state.start.bot.name} is typing…
        </>
      )}
    </p>
  );
}
