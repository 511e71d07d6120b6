import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CardMessage } from '../cards/cardMessage.js';
import type { PageMessage } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { Avatar } from './avatar.js';
import { EditBox } from './editBox.js';
import { MessageText } from './messageText.js';
import { clockTime } from './times.js';

export interface MessageProps {
  readonly message: PageMessage;
  /** Follows another message of the same author: name and picture are not repeated. */
  readonly continues?: boolean;
  /** In a channel one's own posts stand like everybody's, with name and picture. */
  readonly inChannel?: boolean;
}

/** One message: whose, when, what; private ones say so. */
export function Message({ message, continues = false, inChannel = false }: MessageProps): JSX.Element {
  const { me } = usePage().state.start;
  const { from, sentAt, edited, targeted, deleted } = message;
  const [editing, setEditing] = useState(false);
  const isMine = from.key === me.key;
  const atRight = isMine && !inChannel;
  const classes = [
    'message',
    atRight && 'message-mine',
    continues && 'message-continues',
    targeted && 'message-targeted',
  ];
  return (
    <li
      class={classes.filter(Boolean).join(' ')}
      data-testid="message"
      data-message-id={message.id}
      data-from={from.key}
      data-targeted={targeted}
    >
      {!atRight && <Avatar who={from} />}
      <div class="message-body">
        <p class="message-head">
          <span class={atRight ? 'hidden' : 'message-author'}>{atRight ? 'You' : from.name}</span>{' '}
          {from.kind === 'bot' && <span class="message-app">App</span>}
          <time dateTime={sentAt}>{clockTime(sentAt)}</time>
          {edited && <span class="message-edited">Edited</span>}
        </p>
        {targeted && (
          <p class="message-private">
            <Icon name="eye" /> Only you can see this message
          </p>
        )}
        {deleted && <p class="bubble bubble-deleted">This message has been deleted.</p>}
        {editing && <EditBox message={message} onDone={() => setEditing(false)} />}
        {!deleted && !editing && <Content message={message} />}
      </div>
      {isMine && !deleted && !editing && <OwnTools messageId={message.id} onEdit={() => setEditing(true)} />}
    </li>
  );
}

function Content({ message }: { message: PageMessage }): JSX.Element {
  return (
    <>
      {message.text !== '' && (
        <div class="bubble">
          <MessageText message={message} />
        </div>
      )}
      {message.cards.map((card, index) => (
        // A message's cards have no ids of their own; their order does not change.
        <CardMessage key={index} message={message} card={card} />
      ))}
    </>
  );
}

/** What one can do with one's own message. */
function OwnTools({ messageId, onEdit }: { messageId: string; onEdit: () => void }): JSX.Element {
  const { acts } = usePage();
  return (
    <div class="message-tools">
      <button type="button" class="icon-button" aria-label="Edit this message" onClick={onEdit}>
        <Icon name="edit" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Delete this message"
        onClick={() => void acts.remove(messageId)}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}
