import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PageMessage } from '../pageApi.js';
import { usePage } from '../state/usePage.js';

/** One's own message being changed: Enter keeps the new text, Escape the old one. */
export function EditBox({ message, onDone }: { message: PageMessage; onDone: () => void }): JSX.Element {
  const { acts } = usePage();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const save = (): void => {
    const text = box.current?.value.trim() ?? '';
    if (text !== '') {
      void acts.edit(message, text);
    }
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      onDone();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div class="edit-box">
      <textarea
        ref={box}
        rows={2}
        aria-label="Edit the message"
        defaultValue={message.text.replaceAll(/<at>(.*?)<\/at>/g, '@$1')}
        onKeyDown={onKeyDown}
      />
      <div class="panel-buttons">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="button" class="button" onClick={save}>
          Save
        </button>
      </div>
    </div>
  );
}
