import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CardView } from '../cards/cardView.js';
import type { CardPress } from '../cards/drawCard.js';
import type { PageDialog } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';

/** What Teams' words for a dialog's width mean, in pixels. */
const widths: Readonly<Record<string, number>> = { small: 400, medium: 600, large: 720 };

/**
 * A task module: a modal window with one card. The browser's own dialog element keeps the focus inside, makes the page
 * behind it inert, closes on Escape and gives the focus back.
 */
export function DialogWindow({ dialog }: { dialog: PageDialog }): JSX.Element {
  const { acts, api } = usePage();
  const frame = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const titleId = useId();
  useLayoutEffect(() => {
    const element = frame.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  const press = async ({ kind, click }: CardPress): Promise<void> => {
    if (kind === 'execute') {
      setFailure('Dialogs take Action.Submit only.');
      return;
    }
    setBusy(true);
    setFailure(undefined);
    setFailure(await acts.submitDialog(dialog, click.data));
    setBusy(false);
  };
  const width = typeof dialog.width === 'number' ? dialog.width : widths[dialog.width ?? 'medium'];
  return (
    <dialog
      ref={frame}
      class="dialog"
      style={{ '--dialog-width': `${width ?? 600}px` }}
      aria-labelledby={titleId}
      data-testid="dialog"
      onCancel={(event) => {
        event.preventDefault();
        acts.closeDialog();
      }}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{dialog.title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={() => acts.closeDialog()}>
          <Icon name="close" />
        </button>
      </header>
      <div class="dialog-body">
        <CardView
          card={dialog.card}
          busy={busy}
          find={(question) => api.search(dialog.conversationId, question)}
          onPress={(pressed) => void press(pressed)}
        />
        {failure && (
          <p class="card-failure" role="alert">
            {failure}
          </p>
        )}
      </div>
    </dialog>
  );
}
