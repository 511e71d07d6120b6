import type { JSX } from 'preact';
import type { Pending } from '../state/pageState.js';
import { usePage } from '../state/usePage.js';

/** A message that is on its way, or could not be sent. */
export function PendingMessage({ pending }: { pending: Pending }): JSX.Element {
  const { acts } = usePage();
  const { localId, conversationId, text, threadId, failed } = pending;
  const again = (): void => {
    acts.dropPending(localId);
    void acts.send(conversationId, text, threadId);
  };
  return (
    <li class="message message-mine message-pending" data-testid="pending-message">
      <div class="message-body">
        <p class="message-head">
          {failed ? (
            <button type="button" class="link-button failure" onClick={again}>
              Not sent. Try again
            </button>
          ) : (
            <span>Sending…</span>
          )}
        </p>
        <div class="bubble">
          <p>{text}</p>
        </div>
      </div>
    </li>
  );
}
