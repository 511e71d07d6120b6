import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { PageConversation } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { MentionList } from './mentionList.js';
import { type Candidate, insertMention, mentionUnderCaret } from './mentions.js';

export interface ComposeBoxProps {
  readonly conversation: PageConversation;
  readonly label: string;
  readonly hint?: string;
  /** Writes into this thread; the box takes the focus at once. */
  readonly threadId?: string;
  readonly onSent?: () => void;
}

/** Where messages are written: Enter sends, Shift+Enter breaks the line, @ suggests whom to mention. */
export function ComposeBox({ conversation, label, hint = '', threadId, onSent }: ComposeBoxProps): JSX.Element {
  const { state, acts } = usePage();
  const [text, setText] = useState('');
  const [query, setQuery] = useState<string>();
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const candidates = query === undefined ? [] : candidatesFor(state.start, conversation, query);
  useEffect(() => {
    if (threadId !== undefined) {
      box.current?.focus();
    }
  }, [threadId]);
  useEffect(() => fitHeight(box.current), [text]);

  const look = (): void => {
    setQuery(box.current ? mentionUnderCaret(box.current.value, box.current.selectionStart) : undefined);
    setChosen(0);
  };
  const choose = ({ name }: Candidate): void => {
    const element = box.current;
    if (element) {
      const { value, caret } = insertMention(element.value, element.selectionStart, name);
      element.value = value;
      element.setSelectionRange(caret, caret);
      element.focus();
      setText(value);
    }
    setQuery(undefined);
  };
  const send = (): void => {
    if (text.trim() !== '') {
      void acts.send(conversation.id, text.trim(), threadId);
      setText('');
      setQuery(undefined);
      onSent?.();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const candidate = candidates[chosen];
    if (candidate && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter' || event.key === 'Tab') {
        choose(candidate);
      } else if (event.key === 'Escape') {
        setQuery(undefined);
      } else {
        const step = event.key === 'ArrowDown' ? 1 : candidates.length - 1;
        setChosen((chosen + step) % candidates.length);
      }
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };

  return (
    <div class="compose">
      {candidates.length > 0 && <MentionList id={listId} candidates={candidates} chosen={chosen} onChoose={choose} />}
      <div class="compose-row">
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={label}
          aria-label={hint ? `${label}. ${hint}` : label}
          aria-autocomplete="list"
          aria-controls={candidates.length > 0 ? listId : undefined}
          aria-activedescendant={candidates.length > 0 ? `${listId}-${chosen}` : undefined}
          data-testid={threadId === undefined ? 'compose' : 'reply'}
          onInput={(event) => {
            setText(event.currentTarget.value);
            look();
          }}
          onClick={look}
          onBlur={() => setQuery(undefined)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="icon-button compose-send"
          aria-label="Send"
          disabled={text.trim() === ''}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      {hint && <p class="compose-hint">{hint}</p>}
    </div>
  );
}

/** The bot first, then the members whose name has a word that begins with what was typed. */
function candidatesFor(
  { bot, people, me }: { bot: { name: string }; people: readonly Candidate[]; me: Candidate },
  { memberKeys }: PageConversation,
  query: string,
): readonly Candidate[] {
  const members = people.filter(({ key }) => memberKeys.includes(key) && key !== me.key);
  const typed = query.toLowerCase();
  return [{ key: 'bot', name: bot.name }, ...members].filter(({ name }) =>
    [name, ...name.split(' ')].some((word) => word.toLowerCase().startsWith(typed)),
  );
}

function fitHeight(box: HTMLTextAreaElement | null): void {
  if (box) {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
  }
}
