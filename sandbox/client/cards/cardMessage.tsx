import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Card, PageMessage } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { CardView } from './cardView.js';
import type { CardPress } from './drawCard.js';
import { refreshOf, useAutomaticRefresh } from './refresh.js';

/** A card in a message: what its buttons do, what they show while they do it, and what they say when it fails. */
export function CardMessage({ message, card }: { message: PageMessage; card: Card }): JSX.Element {
  const { state, acts, api } = usePage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  useAutomaticRefresh(message, card);
  const press = async ({ kind, click }: CardPress): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    const act = { execute: acts.execute, submit: acts.submit, dialog: acts.openDialog }[kind];
    setFailure(await act.call(acts, message.id, click));
    setBusy(false);
  };
  const refresh = refreshOf(card, state.start);
  return (
    <>
      <CardView
        card={card}
        busy={busy}
        find={(question) => api.search(message.conversationId, question)}
        onPress={(pressed) => void press(pressed)}
      />
      {failure && (
        <p class="card-failure" role="alert">
          {failure}
        </p>
      )}
      {refresh && !refresh.automatic && (
        <button
          type="button"
          class="link-button card-refresh"
          onClick={() => void press({ kind: 'execute', click: refresh.click })}
        >
          <Icon name="refresh" /> Refresh card
        </button>
      )}
    </>
  );
}
