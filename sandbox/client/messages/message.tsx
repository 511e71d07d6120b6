import type { JSX } from 'preact';
import { CardMessage } from '../cards/cardMessage.js';
import type { PageMessage } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { Avatar } from './avatar.js';
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
        {deleted ? <p class="bubble bubble-deleted">This message has been deleted.</p> : <Content message={message} />}
      </div>
      {isMine && !deleted && <DeleteButton messageId={message.id} />}
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

function DeleteButton({ messageId }: { messageId: string }): JSX.Element {
  const { acts } = usePage();
  return (
    <button
      type="button"
      class="icon-button message-delete"
      aria-label="Delete this message"
      onClick={() => void acts.remove(messageId)}
    >
      <Icon name="trash" />
    </button>
  );
}
