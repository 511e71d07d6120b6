import { useEffect } from 'preact/hooks';
import type { Card, PageClick, PageMessage, PageStart } from '../pageApi.js';
import { usePage } from '../state/usePage.js';

/** A client refreshes a card by itself about once a minute at most. */
const pauseMs = 60_000;

/** When each message was last refreshed by this page. */
const refreshedAt = new Map<string, number>();

export interface CardRefresh {
  readonly click: PageClick;
  /** Without being asked, as soon as the card is shown. */
  readonly automatic: boolean;
}

/** What the card says about its refresh, for this person: named users refresh by themselves, everybody where none is named. */
export function refreshOf(card: Card, { me }: PageStart): CardRefresh | undefined {
  const refresh = Object(card['refresh']) as { action?: unknown; userIds?: unknown };
  const action = Object(refresh.action) as { verb?: unknown; data?: unknown };
  if (typeof action.verb !== 'string') {
    return undefined;
  }
  const automatic = Array.isArray(refresh.userIds) ? refresh.userIds.includes(me.teamsId) : true;
  return { click: { verb: action.verb, data: { ...Object(action.data) } }, automatic };
}

/** Refreshes the card for this person when it is shown and when the bot edits it. */
export function useAutomaticRefresh({ id }: PageMessage, card: Card): void {
  const { state, acts } = usePage();
  const json = JSON.stringify(card);
  useEffect(() => {
    const refresh = refreshOf(JSON.parse(json), state.start);
    const last = refreshedAt.get(id) ?? 0;
    if (refresh?.automatic && Date.now() - last >= pauseMs) {
      refreshedAt.set(id, Date.now());
      void acts.refresh(id, refresh.click);
    }
  }, [id, json]);
}
