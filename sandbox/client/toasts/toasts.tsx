import type { JSX } from 'preact';
import { Icon } from '../shell/icons.js';
import type { Toast } from '../state/pageState.js';
import { usePage } from '../state/usePage.js';

/** Short news at the corner; they go by themselves. */
export function Toasts(): JSX.Element {
  const { toasts } = usePage().state;
  return (
    <div class="toasts" role="status" aria-label="Notifications">
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastItem({ toast }: { toast: Toast }): JSX.Element {
  const { acts } = usePage();
  const { id, kind, text, conversationId } = toast;
  return (
    <div class={`toast toast-${kind}`} data-testid="toast">
      {conversationId === undefined ? (
        <span>{text}</span>
      ) : (
        <button
          type="button"
          class="link-button"
          onClick={() => {
            acts.open(conversationId);
            acts.endToast(id);
          }}
        >
          {text}
        </button>
      )}
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => acts.endToast(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
